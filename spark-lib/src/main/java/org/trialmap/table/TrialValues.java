package org.trialmap.table;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.trial.AnalogData;
import org.trialmap.trial.RecordingOptions;
import org.trialmap.trial.Selection;
import org.trialmap.trial.SpectralData;
import org.trialmap.trial.TrialDefinition;

/** What a table is made of: trials of time x channel, or of time x taper x freq x channel. */
interface TrialValues extends Serializable {
    Path path();

    DType dtype();

    boolean isSpectrum();

    List<String> channel();

    /** Positions of the tapers among all that the file has; one, 0, if it is no spectrum. */
    int[] tapers();

    /** Empty if it is no spectrum. */
    double[] freq();

    TrialDefinition trials();

    /** Of the trials among all that the file has. */
    int[] positions();

    /** Seconds of trial {@code k}. */
    double[] time(int k);

    /** The values of trial {@code k}, the channels last. */
    NdArray trial(int k) throws IOException;

    /** A part; {@code tapers} are the positions of those that it selects. */
    TrialValues select(Selection selection, int[] tapers);

    /** Opens a file as a spectrum, or as a recording. Errors as for {@link SpectralData#open} and {@link AnalogData#open}. */
    static TrialValues open(Path file, RecordingOptions options, boolean spectrum) throws IOException {
        if (!spectrum) {
            return new Signals(AnalogData.open(file, options));
        }
        SpectralData data = SpectralData.open(file, options);
        return new Spectra(data, IntStream.range(0, data.taper().size()).toArray());
    }

    /** A spectrum. */
    record Spectra(SpectralData data, int[] tapers) implements TrialValues {
        @Override
        public Path path() {
            return data.path();
        }

        @Override
        public DType dtype() {
            return data.dtype();
        }

        @Override
        public boolean isSpectrum() {
            return true;
        }

        @Override
        public List<String> channel() {
            return data.channel();
        }

        @Override
        public double[] freq() {
            return data.freq();
        }

        @Override
        public TrialDefinition trials() {
            return data.trials();
        }

        @Override
        public int[] positions() {
            return data.trialPositions();
        }

        @Override
        public double[] time(int k) {
            return data.time(k);
        }

        @Override
        public NdArray trial(int k) throws IOException {
            return data.trial(k);
        }

        @Override
        public TrialValues select(Selection selection, int[] chosen) {
            return new Spectra(data.select(selection), chosen);
        }
    }

    /** A recording, or what was computed as such. */
    record Signals(AnalogData data) implements TrialValues {
        @Override
        public Path path() {
            return data.path();
        }

        @Override
        public DType dtype() {
            return data.dtype();
        }

        @Override
        public boolean isSpectrum() {
            return false;
        }

        @Override
        public List<String> channel() {
            return data.channel();
        }

        @Override
        public int[] tapers() {
            return new int[1];
        }

        @Override
        public double[] freq() {
            return new double[0];
        }

        @Override
        public TrialDefinition trials() {
            return data.trials();
        }

        @Override
        public int[] positions() {
            return data.trialPositions();
        }

        @Override
        public double[] time(int k) {
            return data.time(k);
        }

        @Override
        public NdArray trial(int k) throws IOException {
            return data.trial(k);
        }

        @Override
        public TrialValues select(Selection selection, int[] chosen) {
            return new Signals(data.select(selection));
        }
    }
}
