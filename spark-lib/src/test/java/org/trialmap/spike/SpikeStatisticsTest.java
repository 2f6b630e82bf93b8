package org.trialmap.spike;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.trialmap.Refusals.assertRefused;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.trialmap.References;
import org.trialmap.task.RandomAlgorithm;
import org.trialmap.task.RandomStream;

/** Numbers of spike trains against NumPy, by Elephant's definitions (its own examples are among them), and Poisson trains against their law. */
class SpikeStatisticsTest {
    private static final String NUMPY = """
            import sys, json, numpy as np
            trains = [np.array(t) for t in json.loads(sys.argv[1])]
            for t in trains:
                d = np.diff(t)
                print(*d)
                with np.errstate(all='ignore'): print(np.std(d) / np.mean(d) if d.size else np.nan)
                print(np.sum((t >= 0.5) & (t < 9)) / 8.5)
            n = np.array([len(t) for t in trains])
            print(n.var() / n.mean())
            print(*np.sum([np.histogram(t, np.arange(0, 81) / 8)[0] for t in trains], axis=0))
            """;
    private static double[][] trains;
    private static List<String> numpy;

    @BeforeAll
    static void reference() {
        RandomStream random = RandomAlgorithm.XOSHIRO256PP.stream(5, 0);
        trains = new double[][] {{0.3, 4.5, 6.7, 9.3}, {0.7, 4.3, 8.2}, {}, {2.5}, {1, 3}, PoissonProcess.homogeneous(40).spiketrain(0, 10, random),
            PoissonProcess.homogeneous(7).spiketrain(0, 10, random)};
        String json = Arrays.stream(trains).map(Arrays::toString).collect(Collectors.joining(",", "[", "]"));
        numpy = References.python(NUMPY, json).lines().toList();
    }

    private static double[] numbers(int line) {
        return numpy.get(line).isBlank() ? new double[0] : Arrays.stream(numpy.get(line).split(" ")).mapToDouble(number -> number.equals("nan") ? Double.NaN : Double.parseDouble(number)).toArray();
    }

    private static void refuses(Executable call, String text) {
        assertEquals(text, assertThrows(IllegalArgumentException.class, call).getMessage());
    }

    @Test
    void phasesAreComparedInPairs() {
        double[] phases = {0.3, 1.1, -2, 0.4, 2.9};
        double sum = 0;
        for (int i = 0; i < phases.length; i++) {
            for (int j = 0; j < i; j++) {
                sum += Math.cos(phases[i] - phases[j]);
            }
        }
        assertEquals(sum / 10, SpikeStatistics.ppc(phases), 1e-15);
        assertEquals(1, SpikeStatistics.ppc(new double[] {2, 2, 2}), 1e-15);
        assertEquals(-1, SpikeStatistics.ppc(new double[] {0, Math.PI}), 1e-15);
        assertRefused("The phases of 1 spike were asked to be compared. Their consistency is that of pairs, and takes two at least. Leave out such trains.", () -> SpikeStatistics.ppc(new double[1]));
        assertRefused("The phases of 0 spikes were asked to be compared. Their consistency is that of pairs, and takes two at least. Leave out such trains.", () -> SpikeStatistics.ppc(new double[0]));
        assertRefused("The phase of spike 1 is NaN. Phases are numbers, in radians. Leave such spikes out.", () -> SpikeStatistics.ppc(new double[] {0, Double.NaN}));
    }

    @Test
    void intervalsVariationAndRatesAreNumpys() {
        for (int k = 0; k < trains.length; k++) {
            assertArrayEquals(numbers(3 * k), SpikeStatistics.isi(trains[k]), 1e-15, "isi " + k);
            assertEquals(numbers(3 * k + 1)[0], SpikeStatistics.cv(SpikeStatistics.isi(trains[k])), 1e-14, "cv " + k);
            assertEquals(numbers(3 * k + 2)[0], SpikeStatistics.meanFiringRate(trains[k], 0.5, 9), 1e-15, "rate " + k);
        }
        assertEquals(numbers(3 * trains.length)[0], SpikeStatistics.fanofactor(Arrays.stream(trains).mapToLong(train -> train.length).toArray()), 1e-14);
        assertEquals(0.07142857142857142, SpikeStatistics.fanofactor(new long[] {4, 3})); // Elephant's example
        assertEquals(List.of(Double.NaN, Double.NaN), List.of(SpikeStatistics.fanofactor(new long[0]), SpikeStatistics.fanofactor(new long[3])));
    }

    @Test
    void oneSpikeHasNoIntervalAndOneIntervalDoesNotVary() {
        assertEquals(0, SpikeStatistics.isi(new double[] {3}).length);
        assertEquals(Double.NaN, SpikeStatistics.cv(new double[0]));
        assertEquals(0, SpikeStatistics.cv(new double[] {2}));
        assertEquals(0, SpikeStatistics.meanFiringRate(new double[0], 0, 1));
        assertEquals(1, SpikeStatistics.meanFiringRate(new double[] {1, 2}, 1, 2)); // the end is excluded
    }

    @Test
    void histogramsAreNumpysAndElephants() {
        double[] counts = TimeHistogram.of(List.of(trains), Bins.ofWidth(0.125, 0, 10), TimeHistogram.Output.COUNTS);
        assertArrayEquals(numbers(3 * trains.length + 1), counts); // edges are exact in binary
        List<double[]> example = List.of(trains[0], trains[1]);
        assertArrayEquals(new double[] {2, 0, 0, 0, 2, 0, 1, 0, 1, 1}, TimeHistogram.of(example, Bins.ofWidth(1, 0, 10), TimeHistogram.Output.COUNTS));
        assertArrayEquals(new double[] {1, 1, 0.5, 1}, TimeHistogram.of(example, Bins.ofWidth(2.5, 0, 10), TimeHistogram.Output.MEAN));
        assertArrayEquals(new double[] {0.4, 0.4, 0.2, 0.4}, TimeHistogram.of(example, Bins.ofCount(4, 0, 10), TimeHistogram.Output.RATE));
    }

    @Test
    void timesOnAnEdgeBelongToTheBinThatBeginsThere() {
        Bins bins = Bins.ofWidth(0.1, 0, 1);
        assertEquals(10, bins.count());
        for (int k = 0; k < 10; k++) {
            assertEquals(k, bins.of(k / 10.0), "k / 10");
            assertEquals(k, bins.of(k * 0.1), "k * 0.1, more by rounding");
        }
        assertEquals(List.of(-1, 9, -1, -1), List.of(bins.of(1), bins.closed(1), bins.closed(1.01), bins.of(-0.001)));
        assertEquals(List.of(3, 3, 4, 0, 10), List.of(bins.firstFrom(0.3), bins.endUntil(0.3), bins.firstFrom(0.31), bins.firstFrom(-5), bins.endUntil(7)));
        assertEquals(6, Bins.ofWidth(0.3, -0.5, 1.5).count()); // what is left is in no bin
        assertArrayEquals(new double[] {-1, -0.5, 0}, Bins.ofCount(2, -1, 0).edges());
    }

    @Test
    void poissonTrainsHaveTheirLaw() {
        RandomStream random = RandomAlgorithm.XOSHIRO256PP.stream(1, 3);
        double[] train = PoissonProcess.homogeneous(50).spiketrain(-100, 900, random);
        assertEquals(50, SpikeStatistics.meanFiringRate(train, -100, 900), 0.7); // 3 standard deviations of the mean
        assertEquals(1, SpikeStatistics.cv(SpikeStatistics.isi(train)), 0.02);
        assertTrue(train[0] >= -100 && train[train.length - 1] < 900);
        long[] counts = Bins.ofWidth(1, -100, 900).counts(train);
        assertEquals(1, SpikeStatistics.fanofactor(counts), 0.15);
        double[] refractory = new PoissonProcess(50, 0.005).spiketrain(0, 1000, random);
        assertEquals(50, SpikeStatistics.meanFiringRate(refractory, 0, 1000), 0.6);
        assertEquals(0.75, SpikeStatistics.cv(SpikeStatistics.isi(refractory)), 0.02); // 1 - rate * time
        assertTrue(Arrays.stream(SpikeStatistics.isi(refractory)).min().orElseThrow() >= 0.005 - 1e-9);
        double firsts = IntStream.range(0, 20_000).mapToDouble(k -> new PoissonProcess(50, 0.015).spiketrain(0, 1, random)[0]).average().orElseThrow();
        assertEquals((0.005 * 0.005 + 0.02 * 0.02) / 2 / 0.02, firsts, 3e-4); // E[isi^2] / (2 E[isi]): the process has been going on
        assertEquals(0, PoissonProcess.homogeneous(0).spiketrain(0, 1, random).length);
    }

    @Test
    void poissonTrainsAreTheSameForTheSameSeedAndTask() {
        double[] first = PoissonProcess.homogeneous(30).spiketrain(0, 5, RandomAlgorithm.PCG64.stream(7, 2));
        assertArrayEquals(first, PoissonProcess.homogeneous(30).spiketrain(0, 5, RandomAlgorithm.PCG64.stream(7, 2)));
        assertTrue(!Arrays.equals(first, PoissonProcess.homogeneous(30).spiketrain(0, 5, RandomAlgorithm.PCG64.stream(7, 3))));
    }

    @Test
    void whatIsImpossibleIsRefused() {
        refuses(() -> SpikeStatistics.isi(new double[] {1, 3, 2}), "Spike 2 is at 2.0 s, the one before it at 3.0 s. Spikes of a train are in the order of their times. Sort the times.");
        refuses(() -> SpikeStatistics.isi(DoubleStream.of(Double.NaN).toArray()), "Spike 0 is at NaN s. Spikes of a train are in the order of their times. Sort the times.");
        refuses(() -> SpikeStatistics.meanFiringRate(new double[0], 2, 2), "The interval from 2.0 to 2.0 s is empty or not finite. There must be time between them. Correct tStart or tStop.");
        refuses(() -> Bins.ofWidth(0, 0, 1),
                "Bins of 0.0 s do not fit into the window from 0.0 to 1.0 s. A bin is longer than 0 s and at most as long as the window, and there are at most 16777216. Correct"
                        + " binsize(...) or latency(...).");
        refuses(() -> Bins.ofWidth(2, 0, 1),
                "Bins of 2.0 s do not fit into the window from 0.0 to 1.0 s. A bin is longer than 0 s and at most as long as the window, and there are at most 16777216. Correct"
                        + " binsize(...) or latency(...).");
        refuses(() -> TimeHistogram.of(List.of(), Bins.ofWidth(1, 0, 1), TimeHistogram.Output.MEAN), "There are no spike trains to count in bins. Give at least one; it may have no spikes.");
        refuses(() -> new PoissonProcess(-1, 0), "A rate of -1.0 spikes per second is impossible. It is a finite number, 0 or more. Correct rate.");
        refuses(() -> new PoissonProcess(50, 0.02),
                "A refractory time of 0.02 s is impossible at 50.0 spikes per second. It is 0 or more, and less than the mean interval of 0.02 s. Shorten it, or lower the rate.");
        refuses(() -> Binning.of(0), "The binsize is 0.0 s. It is a positive, finite number of seconds, or rice or sqrt. Correct binsize(...).");
    }
}
