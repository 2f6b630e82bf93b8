package org.trialmap.analysis.statistics;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.setting.Setting;
import org.trialmap.trial.AnalogData;
import org.trialmap.trial.History;
import org.trialmap.trial.RecordingOptions;
import org.trialmap.trial.Selection;
import org.trialmap.trial.SpectralData;

/** A file of maps, one per trial: spectra, time-frequency spectra, or time courses. */
interface MapFile {
    Path path();

    History.Input identity();

    /** Positions of the trials in the file. */
    int[] positions();

    MapFile select(Selection selection);

    MapAxes axes(int trial);

    NdArray read(int trial) throws IOException;

    DType dtype();

    /** What is selected of a file. */
    static MapFile open(Path file, RecordingOptions options, Selection selection) throws IOException {
        MapFile all = SpectralData.isSpectrum(file, options) ? new Spectrum(SpectralData.open(file, options)) : new Courses(AnalogData.open(file, options));
        if (all.dtype().isComplex()) {
            throw new IllegalArgumentException(all.path() + " holds complex numbers (" + all.dtype() + "). t and F are computed of real ones, as power. Compute it with " + Setting.OUTPUT_POW + ".");
        }
        MapFile selected = all.select(selection);
        if (selected.axes(0).tapers().size() > 1) {
            throw new IllegalArgumentException(all.path() + " has " + selected.axes(0).tapers().size() + " tapers. A map has one value per time, frequency and channel. Average over tapers: compute"
                    + " it with " + Setting.KEEPTAPERS.with(false) + ".");
        }
        return selected;
    }

    /** The values of a map: time x frequency x channel, flat. */
    default double[] values(int trial) throws IOException {
        try {
            return read(trial).toDoubles();
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    "Trial " + positions()[trial] + " of " + path() + " holds numbers that t and F cannot be computed of. " + e.getMessage() + " Subtract a constant, for example the first value.", e);
        }
    }

    /** Spectra, with or without a time axis. */
    record Spectrum(SpectralData data) implements MapFile {
        @Override
        public Path path() {
            return data.path();
        }

        @Override
        public History.Input identity() {
            return data.identity();
        }

        @Override
        public int[] positions() {
            return data.trialPositions();
        }

        @Override
        public MapFile select(Selection selection) {
            return new Spectrum(data.select(selection));
        }

        @Override
        public MapAxes axes(int trial) {
            return new MapAxes(data.samplerateHz(), data.time(trial), data.taper(), data.freq(), data.channel());
        }

        @Override
        public NdArray read(int trial) throws IOException {
            return data.trial(trial);
        }

        @Override
        public DType dtype() {
            return data.dtype();
        }
    }

    /** Values over time. */
    record Courses(AnalogData data) implements MapFile {
        @Override
        public Path path() {
            return data.path();
        }

        @Override
        public History.Input identity() {
            return data.identity();
        }

        @Override
        public int[] positions() {
            return data.trialPositions();
        }

        @Override
        public MapFile select(Selection selection) {
            return new Courses(data.select(selection));
        }

        @Override
        public MapAxes axes(int trial) {
            return new MapAxes(data.samplerateHz(), data.time(trial), List.of(), new double[0], data.channel());
        }

        @Override
        public NdArray read(int trial) throws IOException {
            return data.trial(trial);
        }

        @Override
        public DType dtype() {
            return data.dtype();
        }
    }
}
