package org.trialmap.analysis.connectivity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntBinaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.Warnings;
import org.trialmap.analysis.Analysis;
import org.trialmap.analysis.AnalysisMethod;
import org.trialmap.analysis.Recordings;
import org.trialmap.analysis.ResultFile;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.hdf5.Hdf5File;
import org.trialmap.hdf5.Hdf5Writer;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.signal.connectivity.Granger;
import org.trialmap.store.Existing;
import org.trialmap.task.RunOptions;
import org.trialmap.trial.Recording;

/** What is computed, but said to be looked at. */
class ConnectivityWarningsTest {
    @TempDir
    Path folder;

    private List<String> warnings(AnalysisMethod method, Path recording) {
        return Warnings.of(method.getClass(), () -> {
            try {
                Analysis.of(method, Recording.open(recording).chunks(), ResultFile.at(folder.resolve("out.h5")).withExisting(Existing.OVERWRITE))
                        .run(ParallelMap.serial().progress(RunOptions.Progress.HIDDEN));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** Noise of which channel c is that of {@code source}; -1 = none. */
    private Path noise(int trials, int channels, IntBinaryOperator source) throws IOException {
        Random random = new Random(3);
        double[] samples = new double[trials * 100 * channels];
        for (int at = 0; at < samples.length; at += channels) {
            double[] drawn = IntStream.range(0, channels).mapToDouble(c -> random.nextGaussian()).toArray();
            for (int c = 0; c < channels; c++) {
                int from = source.applyAsInt(c, channels);
                samples[at + c] = from < 0 ? 0 : drawn[from];
            }
        }
        return recording(samples, trials, channels);
    }

    /** @param samples of trials of 100 samples */
    private Path recording(double[] samples, int trials, int channels) throws IOException {
        Path recording = folder.resolve("r.h5");
        try (Hdf5Writer writer = Hdf5Writer.create(recording)) {
            writer.root().attribute("samplerate", NdArray.from(Recordings.HZ));
            writer.root().dataset("data", NdArray.of(samples, trials, 100, channels));
        }
        return recording;
    }

    @Test
    void manyChannelsForFewTrials() throws IOException {
        String many = "Granger causality of 3 channels together from 29 trials: above 0.1 channels per trial it is often unreliable. Use more trials, fewer channels, or pairs (pairwise(true)).";
        assertEquals(List.of(many), warnings(Connectivity.granger(), Recordings.equal(folder.resolve("29.h5"), DType.FLOAT64, 29, 100, 3)));
        assertEquals(List.of(), warnings(Connectivity.granger(), Recordings.equal(folder.resolve("30.h5"), DType.FLOAT64, 30, 100, 3)));
        assertEquals(List.of(), warnings(Connectivity.granger().pairwise(true), folder.resolve("29.h5")));
        assertEquals("Granger causality of 2 channels together from one trial: above 0.1 channels per trial it is often unreliable. Use more trials, fewer channels, or pairs (pairwise(true)).",
                Warnings.of(GrangerAnalysis.class, () -> Connectivity.granger().warn(new Granger(new double[4], true, 0, 0, 10, 0), 2, 1)).get(0));
    }

    @Test
    void copiesOfAChannelAreRegularized() throws IOException {
        List<String> said = warnings(Connectivity.granger(), noise(50, 3, (c, all) -> c % 2));
        assertEquals(1, said.size());
        try (Hdf5File result = Hdf5File.open(folder.resolve("out.h5"))) {
            double added = result.dataset("/reg_factor").read().doubles()[0];
            assertTrue(added > 0 && added <= 0.1);
            assertEquals("The cross-spectra are nearly singular (condition number " + result.dataset("/cond_num").read().doubles()[0] + "): " + added
                    + " of the mean power was added to every channel. Channels may be copies or sums of each other, or trials too few.", said.get(0));
        }
    }

    /** The third channel is the difference of two that have most of their noise in common. */
    @Test
    void powerThatCannotBeDivided() throws IOException {
        Random random = new Random(3);
        double[] values = new double[60 * 100 * 3];
        for (int at = 3; at < values.length; at += 3) {
            double common = random.nextGaussian();
            values[at] = common + 0.2 * random.nextGaussian();
            values[at + 1] = common + 0.2 * random.nextGaussian();
            values[at + 2] = values[at - 3] - values[at - 2] + 0.1 * random.nextGaussian();
        }
        Path recording = recording(values, 60, 3);
        List<String> said = warnings(Connectivity.granger(), recording);
        try (Hdf5File result = Hdf5File.open(folder.resolve("out.h5"))) {
            long none = Arrays.stream(result.dataset("/data").read().doubles()).filter(Double::isNaN).count();
            assertTrue(none > 0);
            assertEquals(List.of(none + " entries have no value and are NaN: the channels' common noise does not let their power be divided. Compute pairs (pairwise(true))."), said);
        }
        assertEquals(List.of(), warnings(Connectivity.granger().pairwise(true), recording));
    }

    /** Of spectra that are regularized none is known. */
    @Test
    void aFactorizationThatDoesNotEnd() {
        Granger granger = new Granger(new double[4], false, 0.25, 0, 10, 0);
        assertEquals(List.of("The factorization of the cross-spectra did not converge within 100 steps: its largest relative error is 0.25. Use more trials or tapers, or fewer channels."),
                Warnings.of(GrangerAnalysis.class, () -> Connectivity.granger().warn(granger, 2, 50)));
    }

    @Test
    void aChannelWithoutPower() throws IOException {
        assertEquals(List.of("Channels without power at some frequencies, whose coh with others is 0 there, and the number of these frequencies: channel2 (51)"),
                warnings(Connectivity.coh(), noise(20, 3, (c, all) -> c == 1 ? -1 : c)));
        try (Hdf5File result = Hdf5File.open(folder.resolve("out.h5"))) {
            assertEquals(0, IntStream.range(0, 51).filter(f -> !isZero(result, f)).count());
        }
    }

    private static boolean isZero(Hdf5File result, int f) {
        try {
            double[] values = result.dataset("/data").read().doubles();
            return IntStream.of(1, 3, 4, 5, 7).allMatch(pair -> values[9 * f + pair] == 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
