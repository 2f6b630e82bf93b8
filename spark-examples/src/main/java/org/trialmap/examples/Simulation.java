package org.trialmap.examples;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.task.RandomStream;

/** A simulation study: 1000 samples with outliers, and the error of 10 methods, trimmed means, on each. Every replicate has a random stream of its own. */
final class Simulation {
    static final int REPLICATES = 1000;
    static final int METHODS = 10;
    private static final int SIZE = 40;

    private Simulation() {}

    // tag::program[]
    /** One replicate: the estimates of all methods. Method m leaves out the m smallest and the m largest values. */
    static double[] replicate(RandomStream random) {
        double[] sample = new double[SIZE];
        for (int i = 0; i < SIZE; i++) {
            sample[i] = random.nextGaussian() * (random.nextDouble() < 0.1 ? 5 : 1);     // one of ten is an outlier
        }
        Arrays.sort(sample);
        return IntStream.range(0, METHODS).mapToDouble(m -> Arrays.stream(sample, m, SIZE - m).average().orElseThrow()).toArray();
    }

    /** One row for each replicate, the same on every backend. */
    static List<double[]> results(ParallelMap pmap) {
        return pmap.seed(1).replicate(REPLICATES).collectWithContext((replicate, task) -> replicate(task.random()));
    }
    // end::program[]

    /** Mean squared error of each method; the mean is 0. */
    static double[] errors(List<double[]> estimates) {
        return IntStream.range(0, METHODS).mapToDouble(m -> estimates.stream().mapToDouble(row -> row[m] * row[m]).average().orElseThrow()).toArray();
    }

    static void run(ParallelMap pmap, PrintWriter out) {
        out.println("mean squared error, 0 to 9 values left out at each end: "
                + Arrays.stream(errors(results(pmap))).mapToObj(error -> String.format(Locale.ROOT, "%.4f", error)).collect(Collectors.joining(", ")));
    }
}
