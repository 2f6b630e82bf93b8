package org.trialmap.app.plot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trialmap.app.cli.UsageException;
import org.trialmap.array.NdArray;
import org.trialmap.hdf5.Hdf5Writer;
import org.trialmap.trial.AnalogData;
import org.trialmap.trial.History;
import org.trialmap.trial.Selection;
import org.trialmap.trial.SpectralData;

/** What is drawn of which data: the values of the lines and cells, and what is said about them. */
class PicturesTest {
    private static final double HZ = 10;

    @TempDir
    private Path folder;
    private final List<String> notes = new ArrayList<>();

    private PlotOptions wishes(Boolean log, Boolean average) {
        return new PlotOptions("T", Optional.ofNullable(log), Optional.ofNullable(average), Optional.of("uV"), 1000, notes::add);
    }

    private Path write(NdArray data, long[] trials, String output) throws IOException {
        Path file = folder.resolve(System.nanoTime() + ".h5");
        try (Hdf5Writer writer = Hdf5Writer.create(file)) {
            writer.root().attribute("samplerate", NdArray.from(HZ));
            if (data.rank() == 4) {
                writer.root().dataset("freq", NdArray.from(IntStream.range(0, data.shape()[2]).mapToDouble(f -> 2 * f).toArray()));
            }
            if (output != null) {
                History history = History.NONE.with(new History.Step("freqanalysis", Map.of("output", output), "1", Optional.empty(), Optional.empty()));
                writer.root().attribute("cfg", NdArray.from(history.json()));
            }
            writer.root().dataset("data", data);
            writer.root().dataset("trialdefinition", NdArray.of(trials, trials.length / 3, 3));
        }
        return file;
    }

    private static double[] ramp(int count) {
        return IntStream.range(0, count).mapToDouble(i -> i).toArray();
    }

    /** Two channels of 12 samples; the second one is ten times the first; trials of 4 samples, the last one shorter. */
    private AnalogData recording() throws IOException {
        float[] values = new float[24];
        for (int s = 0; s < 12; s++) {
            values[2 * s] = s * s;
            values[2 * s + 1] = 10 * s * s;
        }
        return AnalogData.open(write(NdArray.of(values, 12, 2), new long[] {0, 4, -2, 4, 8, -2, 8, 11, 0}, null));
    }

    private static void assertLine(String name, double[] x, double[] y, Picture.Line line) {
        assertEquals(name, line.name());
        assertArrayEquals(x, line.x(), 1e-12);
        assertArrayEquals(y, line.y(), 1e-12);
    }

    @Test
    void trialsOfOneChannelLieOnOneAnother() throws IOException {
        List<Picture> pictures = Traces.of(recording().select(Selection.all().channels("0").trials("2,0")), wishes(null, null));
        Picture.Lines lines = (Picture.Lines) pictures.get(0);
        assertEquals(List.of(1, "T, channel1", "time (s)", "amplitude (uV)", false, List.of()),
                List.of(pictures.size(), lines.title(), lines.xLabel(), lines.yLabel(), lines.log(), lines.rows()));
        assertLine("trial 2", new double[] {0, 0.1, 0.2}, new double[] {64, 81, 100}, lines.lines().get(0));
        assertLine("trial 0", new double[] {-0.2, -0.1, 0, 0.1}, new double[] {0, 1, 4, 9}, lines.lines().get(1));
        assertEquals(List.of(), notes);
    }

    @Test
    void channelsLieAboveOneAnotherAndTrialsBesideOneAnother() throws IOException {
        List<Picture> pictures = Traces.of(recording().select(Selection.all().trials("0:2")), wishes(null, null));
        Picture.Lines second = (Picture.Lines) pictures.get(1);
        // the heights are 9 and 90, 33 and 330: their upper median is 90, and 1.2 times that is at most 200
        assertEquals(List.of(2, "T, trial 1", "channels, 200 uV apart", List.of("channel1", "channel2")),
                List.of(pictures.size(), second.title(), second.yLabel(), second.rows()));
        double mean = (16 + 25 + 36 + 49) / 4.0;
        assertLine("channel1", new double[] {-0.2, -0.1, 0, 0.1}, new double[] {1 + (16 - mean) / 200, 1 + (25 - mean) / 200, 1 + (36 - mean) / 200,
            1 + (49 - mean) / 200}, second.lines().get(0));
        assertLine("channel2", new double[] {-0.2, -0.1, 0, 0.1}, new double[] {(16 - mean) / 20, (25 - mean) / 20, (36 - mean) / 20, (49 - mean) / 20},
                second.lines().get(1));
    }

    @Test
    void aMeanOfTrialsNeedsTheSameTimes() throws IOException {
        AnalogData data = recording();
        Picture.Lines lines = (Picture.Lines) Traces.of(data.select(Selection.all().channels("1").trials("0,1")), wishes(null, true)).get(0);
        assertEquals("T, channel2, mean of 2 trials", lines.title());
        assertLine("mean of 2 trials", new double[] {-0.2, -0.1, 0, 0.1}, new double[] {80, 130, 200, 290}, lines.lines().get(0));
        assertEquals("The trials have no common times: the first goes from -0.2 to 0.1 s, number 3 of the selected ones from 0.0 to 0.2 s. A mean needs the"
                + " same times in all of them. Give a window that all cover with --latency A B, select trials with --trials SEL, or draw each with"
                + " --average false.", assertThrows(UsageException.class, () -> Traces.of(data, wishes(null, true))).getMessage());
    }

    @Test
    void whatWouldNotBeToldApartIsLeftOutAndSaid() throws IOException {
        long[] many = new long[60];
        for (int k = 0; k < 20; k++) {
            many[3 * k] = k;
            many[3 * k + 1] = k + 2;
        }
        AnalogData wide = AnalogData.open(write(NdArray.of(ramp(30 * 40), 30, 40), many, null));
        List<Picture> pictures = Traces.of(wide, wishes(null, null));
        assertEquals(6, pictures.size());
        assertEquals(32, ((Picture.Lines) pictures.get(0)).lines().size());
        assertEquals(List.of("only the first 32 of 40 channels are drawn, more would not be told apart. Choose with --channels SEL.",
                "only the first 6 of 20 trials are drawn, more would not be told apart. Choose with --trials SEL, or draw their mean with --average."), notes);
        notes.clear();
        assertEquals(16, ((Picture.Lines) Traces.of(wide.select(Selection.all().channels("3")), wishes(null, null)).get(0)).lines().size());
    }

    /** (trial, taper, freq, channel): 1 + its number in memory. */
    private SpectralData spectrum(int trials, int tapers, String output) throws IOException {
        double[] values = Arrays.stream(ramp(trials * tapers * 3 * 2)).map(v -> v + 1).toArray();
        long[] definition = new long[3 * trials];
        for (int k = 0; k < trials; k++) {
            definition[3 * k] = k;
            definition[3 * k + 1] = k + 1;
        }
        return SpectralData.open(write(NdArray.of(values, trials, tapers, 3, 2), definition, output));
    }

    @Test
    void spectraAreMeansOverTrialsAndTapers() throws IOException {
        Picture.Lines lines = (Picture.Lines) Spectra.of(spectrum(2, 2, "pow"), wishes(null, null)).get(0);
        assertEquals(List.of("T, mean of 2 trials", "frequency (Hz)", "power (uV²)", true), List.of(lines.title(), lines.xLabel(), lines.yLabel(), lines.log()));
        assertLine("channel1", new double[] {0, 2, 4}, new double[] {10, 12, 14}, lines.lines().get(0)); // of 1, 7, 13, 19 and so on
        assertLine("channel2", new double[] {0, 2, 4}, new double[] {11, 13, 15}, lines.lines().get(1));
        assertEquals(List.of("the mean over 2 tapers is drawn. Choose with --tapers SEL."), notes);
    }

    /** Of peaks much is 0, which a logarithmic axis would leave out. */
    @Test
    void modelsAreInUnitsOfPower() throws IOException {
        Picture.Lines whole = (Picture.Lines) Spectra.of(spectrum(1, 1, "fooof"), wishes(null, null)).get(0);
        Picture.Lines aperiodic = (Picture.Lines) Spectra.of(spectrum(1, 1, "fooof_aperiodic"), wishes(null, null)).get(0);
        Picture.Lines peaks = (Picture.Lines) Spectra.of(spectrum(1, 1, "fooof_peaks"), wishes(null, null)).get(0);
        assertEquals(List.of("power (uV²)", true, "power (uV²)", true, "power of peaks (uV²)", false),
                List.of(whole.yLabel(), whole.log(), aperiodic.yLabel(), aperiodic.log(), peaks.yLabel(), peaks.log()));
    }

    @Test
    void eachTrialIsALineOfItsOwnIfAskedFor() throws IOException {
        Picture.Lines lines = (Picture.Lines) Spectra.of(spectrum(3, 1, "abs").select(Selection.all().trials("2,1")), wishes(null, false)).get(0);
        assertEquals(List.of("T", "amplitude (uV)", false), List.of(lines.title(), lines.yLabel(), lines.log()));
        assertEquals(List.of("channel1, trial 2", "channel2, trial 2", "channel1, trial 1", "channel2, trial 1"),
                lines.lines().stream().map(Picture.Line::name).toList());
        assertArrayEquals(new double[] {13, 15, 17}, lines.lines().get(0).y());
    }

    @Test
    void complexNumbersAreDrawnAsMagnitudes() throws IOException {
        NdArray values = NdArray.complex(new double[] {3, 4, -5, 12, 0, -1, 8, 15}, 2, 1, 2, 1);
        SpectralData data = SpectralData.open(write(values, new long[] {0, 1, 0, 1, 2, 0}, "fourier"));
        Picture.Lines lines = (Picture.Lines) Spectra.of(data, wishes(null, null)).get(0);
        assertArrayEquals(new double[] {3, 15}, lines.lines().get(0).y()); // of 5 and 1, 13 and 17
        assertEquals("amplitude (uV)", lines.yLabel());
        assertEquals(List.of("the values are complex; their magnitude is drawn."), notes);
    }

    @Test
    void aLogarithmicAxisLeavesOutWhatIsNotAboveZero() throws IOException {
        SpectralData data = SpectralData.open(write(NdArray.of(new double[] {0, 1e-12, 1e-9, 1}, 1, 1, 4, 1), new long[] {0, 1, 0}, null));
        Picture.Lines lines = (Picture.Lines) Spectra.of(data, wishes(null, null)).get(0);
        assertArrayEquals(new double[] {Double.NaN, Double.NaN, 1e-9, 1}, lines.lines().get(0).y());
        assertEquals(List.of("2 values are left out, below 1e-10 of the largest one (1). To see them use --log false, or narrow --frequency A B."), notes);
        assertArrayEquals(new double[] {0, 1e-12, 1e-9, 1}, ((Picture.Lines) Spectra.of(data, wishes(false, null)).get(0)).lines().get(0).y());
        SpectralData negative = SpectralData.open(write(NdArray.of(new double[] {-1, 0}, 1, 1, 2, 1), new long[] {0, 1, 0}, "real"));
        assertEquals("--log true asks for a logarithmic axis, but none of the selected values of " + negative.path() + " is above 0. Only such values have a"
                + " logarithm. Use --log false, or select others.",
                assertThrows(UsageException.class, () -> Spectra.of(negative, wishes(true, null)))
                        .getMessage());
    }

    @Test
    void phasesHaveNoMean() throws IOException {
        SpectralData phases = spectrum(2, 1, "angle");
        Picture.Lines lines = (Picture.Lines) Spectra.of(phases, wishes(null, null)).get(0);
        assertEquals(List.of("phase (rad)", 4), List.of(lines.yLabel(), lines.lines().size()));
        assertEquals("The values of " + phases.path() + " are phases, of 2 trials and 1 tapers. A mean of angles says nothing, so none is drawn. Draw each trial"
                + " with --average false and one taper with --tapers 0.",
                assertThrows(UsageException.class, () -> Spectra.of(phases, wishes(null, true)))
                        .getMessage());
    }

    @ParameterizedTest
    @CsvSource({"true, 1", "false, 2"})
    void aTimeAxisMakesImages(boolean average, int pictures) throws IOException {
        double[] values = Arrays.stream(ramp(4 * 3 * 2)).map(v -> Math.pow(10, v)).toArray();
        SpectralData data = SpectralData.open(write(NdArray.of(values, 4, 1, 3, 2), new long[] {0, 2, -1, 2, 4, -1}, "pow"));
        List<Picture> images = Spectra.of(data, new PlotOptions("T", Optional.of(false), Optional.of(average), Optional.empty(), 1000, notes::add));
        assertEquals(pictures, images.size());
        Picture.Heat first = (Picture.Heat) images.get(0);
        assertEquals(List.of(average ? "T, channel1, mean of 2 trials" : "T, channel1, trial 0", "time (s)", "frequency (Hz)",
                "power (squared unit of the samples)"), List.of(first.title(), first.xLabel(), first.yLabel(), first.valueLabel()));
        assertArrayEquals(new double[] {-0.1, 0}, first.x());
        assertArrayEquals(new double[] {0, 2, 4}, first.y());
        assertEquals(average ? (1e2 + 1e14) / 2 : 1e2, first.values()[0][1]);
        assertEquals(average ? (1e10 + 1e22) / 2 : 1e10, first.values()[1][2]);
        assertEquals(List.of("only channel 0 of 2 channels is drawn, more would not be told apart. Choose with --channels SEL."), notes);
        Picture.Heat log = (Picture.Heat) Spectra.of(data.select(Selection.all().trials("0").channels("1")), wishes(null, null)).get(0);
        assertEquals("log10 of power (uV²)", log.valueLabel());
        assertEquals(9, log.values()[1][1], 1e-12);
    }
}
