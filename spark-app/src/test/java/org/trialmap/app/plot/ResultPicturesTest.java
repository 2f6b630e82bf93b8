package org.trialmap.app.plot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.app.cli.UsageException;
import org.trialmap.trial.AnalogData;
import org.trialmap.trial.Selection;
import org.trialmap.trial.SpectralData;

/** What is drawn of connectivity, averages and cluster tests: values, names, bands, outlines and titles. */
class ResultPicturesTest {
    private static final double NAN = Double.NaN;

    @TempDir
    private Path folder;
    private final List<String> notes = new ArrayList<>();
    private final PlotOptions wishes = wishes(null);

    private PlotOptions wishes(Boolean log) {
        return new PlotOptions("T", Optional.ofNullable(log), Optional.empty(), Optional.of("uV"), 1000, notes::add);
    }

    private Path file() {
        return folder.resolve(System.nanoTime() + ".h5");
    }

    @Test
    void aMatrixIsTheMeanOverFrequenciesWithTheFirstChannelAtTheTop() throws IOException {
        CrossValues values = CrossValues.open(ResultFiles.cross(file(), "coh", "abs"));
        Picture.Heat heat = (Picture.Heat) CrossPictures.matrix(values, wishes, Selection.all(), new int[] {0, 1});
        assertEquals(List.of("T, mean of 10 to 20 Hz", "channel_j", "channel_i", "coherence", List.of("A", "B", "C"), List.of("C", "B", "A"), false),
                List.of(heat.title(), heat.xLabel(), heat.yLabel(), heat.valueLabel(), heat.look().xNames(), heat.look().yNames(), heat.look().aboutZero()));
        // of (column, row from below); without the diagonal
        assertArrayEquals(new double[][] {{70, 60, NAN}, {71, NAN, 51}, {NAN, 62, 52}}, heat.values());
        Picture.Heat part = (Picture.Heat) CrossPictures.matrix(values, wishes, Selection.all().channels("C,A"), new int[] {2});
        assertEquals(List.of("T, 30 Hz", List.of("C", "A"), List.of("A", "C")), List.of(part.title(), part.look().xNames(), part.look().yNames()));
        assertArrayEquals(new double[][] {{202, NAN}, {NAN, 220}}, part.values());
    }

    @Test
    void lagsGrangerAndPhasesAreSaidToBeWhatTheyAre() throws IOException {
        CrossValues lags = CrossValues.open(ResultFiles.lags(file()));
        Picture.Heat heat = (Picture.Heat) CrossPictures.matrix(lags, wishes, Selection.all(), lags.lags(0.01, 0.01));
        assertEquals(List.of("T, lag 0.01 s", "to (channel_j)", "from (channel_i)", "correlation", 13.0), List.of(heat.title(), heat.xLabel(), heat.yLabel(), heat.valueLabel(), heat.values()[1][0]));
        assertEquals("There is no lag from 1.0 to 2.0 s in " + lags.file() + ": they go from 0.0 to 0.01 s. Correct --latency A B.",
                assertThrows(IllegalArgumentException.class, () -> lags.lags(1, 2)).getMessage());
        CrossValues spikes = CrossValues.open(ResultFiles.phases(file()));
        assertEquals("PPC", ((Picture.Heat) CrossPictures.matrix(spikes, wishes, Selection.all(), new int[] {1})).valueLabel());
        CrossValues phases = CrossValues.open(ResultFiles.cross(file(), "coh", "angle"));
        assertEquals("The values of " + phases.file() + " are phases, at 2 frequencies. A mean of angles says nothing, so none is drawn. Choose one frequency with --frequency HZ HZ, or pairs with"
                + " --channelcmb 'A,B;C,D'.", assertThrows(UsageException.class, () -> CrossPictures.matrix(phases, wishes, Selection.all(), new int[] {0, 1})).getMessage());
        assertEquals("phase of the coherency (rad)", ((Picture.Heat) CrossPictures.matrix(phases, wishes, Selection.all(), new int[] {1})).valueLabel());
    }

    @Test
    void pairsAreLinesInBothDirectionsWhereTheseDiffer() throws IOException {
        int[] all = {0, 1, 2};
        Picture.Lines granger = (Picture.Lines) CrossPictures.lines(CrossValues.open(ResultFiles.cross(file(), "granger", "abs")), wishes, List.of("A"), List.of("B"), all);
        assertEquals(List.of("T", "frequency (Hz)", "Granger causality", false, List.of("A to B", "B to A")),
                List.of(granger.title(), granger.xLabel(), granger.yLabel(), granger.log(), granger.lines().stream().map(Picture.Line::name).toList()));
        assertArrayEquals(new double[] {10, 20, 30}, granger.lines().get(0).x());
        assertArrayEquals(new double[] {1, 101, 201}, granger.lines().get(0).y());
        assertArrayEquals(new double[] {10, 110, 210}, granger.lines().get(1).y());
        CrossValues coherence = CrossValues.open(ResultFiles.cross(file(), "coh", "abs"));
        Picture.Lines lines = (Picture.Lines) CrossPictures.lines(coherence, wishes, List.of("A", "C"), List.of("A", "C"), all);
        assertEquals(List.of("T, A, C", List.of("A, C")), List.of(lines.title(), lines.lines().stream().map(Picture.Line::name).toList()));
        assertEquals("--channelcmb names A on both sides, which is no pair. Name different channels: --channelcmb 'A,B;C,D'.",
                assertThrows(UsageException.class, () -> CrossPictures.lines(coherence, wishes, List.of("A"), List.of("A"), all)).getMessage());
        assertEquals("--channelcmb names 'D', which is not among channel_j of " + coherence.file() + ". Did you mean 'A'? They are A, B, C. Correct --channelcmb.",
                assertThrows(UsageException.class, () -> CrossPictures.lines(coherence, wishes, List.of("A"), List.of("D"), all)).getMessage());
    }

    @Test
    void logarithmsAreOfWhatIsAboveZero() throws IOException {
        CrossValues values = CrossValues.open(ResultFiles.cross(file(), "csd", "abs"));
        Picture.Heat heat = (Picture.Heat) CrossPictures.matrix(values, wishes(true), Selection.all(), new int[] {0});
        assertEquals(List.of("log10 of cross-spectrum", NAN, 1.0), List.of(heat.valueLabel(), heat.values()[0][2], heat.values()[0][1]));
    }

    private List<Picture> average(Path file, Selection selection, Spread band) throws IOException {
        return Averages.of(AnalogData.open(file), selection, wishes, Optional.ofNullable(band));
    }

    @Test
    void averagesHaveABandOfTheirVariance() throws IOException {
        Path kept = ResultFiles.average(file(), "timelockanalysis", 2);
        Picture.Lines lines = (Picture.Lines) average(kept, Selection.all(), null).get(0);
        assertEquals(List.of("T, mean ± standard error of 2 trials", "time (s)", "amplitude (uV)", 2), List.of(lines.title(), lines.xLabel(), lines.yLabel(), lines.lines().size()));
        assertArrayEquals(new double[] {-0.15, -0.05, 0.05, 0.15}, lines.lines().get(0).x(), 1e-12);
        assertArrayEquals(new double[] {0, 2, 4, 6}, lines.lines().get(0).y());
        assertArrayEquals(new double[] {2, 2, 2, 2}, lines.lines().get(0).spread()); // sqrt(4 / (2 - 1))
        assertArrayEquals(new double[] {NAN, 2, 2, 2}, lines.lines().get(1).spread()); // one trial has no value there
        Picture.Lines part = (Picture.Lines) average(kept, Selection.all().channels("1").latency(-0.05, 0.05), Spread.SD).get(0);
        assertEquals("T, channel2, mean ± standard deviation of 2 trials", part.title());
        assertArrayEquals(new double[] {3, 5}, part.lines().get(0).y());
        assertArrayEquals(new double[] {2, 2}, part.lines().get(0).spread());
        assertEquals(0, ((Picture.Lines) average(kept, Selection.all(), Spread.NONE).get(0)).lines().get(0).spread().length);
    }

    @Test
    void withoutTrialsOnlyTheDeviationIsKnown() throws IOException {
        Path alone = ResultFiles.average(file(), "timelockanalysis", 1);
        assertEquals("T, mean ± standard deviation", average(alone, Selection.all(), null).get(0).title());
        assertEquals(
                "--band se asks for the standard error, but " + alone + " does not have the trials of its average, so their number is not known. Draw the standard deviation with --band sd, or compute"
                        + " the average with --keeptrials true.",
                assertThrows(UsageException.class, () -> average(alone, Selection.all(), Spread.SE)).getMessage());
        Path kept = ResultFiles.average(file(), "timelockanalysis", 2);
        assertEquals("1 of the 2 trials of " + kept + " are selected, but its average and its variance are those of all of them. Select no trials, or draw single ones with --average false.",
                assertThrows(UsageException.class, () -> average(kept, Selection.all().trials("1"), null)).getMessage());
    }

    @Test
    void histogramsOfSpikesAreBarsOfTheirBins() throws IOException {
        List<Picture> panels = average(ResultFiles.average(file(), "spike_psth", 2), Selection.all(), null);
        Picture.Bars bars = (Picture.Bars) panels.get(1);
        assertEquals(List.of(2, "T, channel2, mean ± standard error of 2 trials", "time (s)", "rate (spikes/s)"), List.of(panels.size(), bars.title(), bars.xLabel(), bars.yLabel()));
        assertArrayEquals(new double[] {-0.2, -0.1, 0, 0.1, 0.2}, bars.edges(), 1e-12);
        assertArrayEquals(new double[] {1, 3, 5, 7}, bars.heights());
        assertArrayEquals(new double[] {NAN, 2, 2, 2}, bars.spread());
    }

    @Test
    void significantClustersAreMarked() throws IOException {
        SpectralData data = SpectralData.open(ResultFiles.clusters(file(), true));
        List<Picture> panels = ClusterMaps.of(data, Selection.all(), wishes);
        Picture.Heat first = (Picture.Heat) panels.get(0);
        assertEquals(List.of(2, "T, A, p = 0.01", "time (s)", "frequency (Hz)", "t", true),
                List.of(panels.size(), first.title(), first.xLabel(), first.yLabel(), first.valueLabel(), first.look().aboutZero()));
        assertArrayEquals(new double[] {-0.1, 0, 0.1}, first.x(), 1e-12);
        assertArrayEquals(new double[][] {{-8, -6, -4}, {-2, 0, 2}, {4, 6, 8}}, first.values());
        assertArrayEquals(new boolean[][] {{false, false, false}, {false, false, false}, {true, true, false}}, first.look().marked());
        assertEquals("T, B, no significant cluster here", panels.get(1).title());
        List<Picture> none = ClusterMaps.of(SpectralData.open(ResultFiles.clusters(file(), false)), Selection.all().channels("B"), wishes);
        assertEquals(List.of(1, "T, B, no significant cluster, smallest p = 0.2"), List.of(none.size(), none.get(0).title()));
    }

    @Test
    void overOneTimeOrFrequencyChannelsAreAnAxis() throws IOException {
        SpectralData data = SpectralData.open(ResultFiles.clusters(file(), true));
        Picture.Heat overTime = (Picture.Heat) ClusterMaps.of(data, Selection.all().frequency(8, 8), wishes).get(0);
        assertEquals(List.of("T, p = 0.01", "time (s)", "channel", List.of("B", "A")), List.of(overTime.title(), overTime.xLabel(), overTime.yLabel(), overTime.look().yNames()));
        assertArrayEquals(new double[][] {{-5, -6}, {1, 0}, {7, 6}}, overTime.values());
        assertArrayEquals(new boolean[][] {{false, false}, {false, false}, {false, true}}, overTime.look().marked());
        Picture.Heat overFrequency = (Picture.Heat) ClusterMaps.of(data, Selection.all().latency(0.1, 0.1), wishes).get(0);
        assertEquals("frequency (Hz)", overFrequency.xLabel());
        assertArrayEquals(new double[][] {{5, 4}, {7, 6}, {9, 8}}, overFrequency.values());
    }
}
