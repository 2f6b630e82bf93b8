package org.trialmap.examples;

import java.io.PrintWriter;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.task.RandomStream;

/** Three different functions at once: means of numbers of three distributions. Which call takes longest explains the speed-up. */
final class GenAndMean {
    private GenAndMean() {}

    // tag::program[]
    enum Law {
        NORMAL, GAMMA, UNIFORM;

        double next(RandomStream random) {
            return switch (this) {
                case NORMAL -> random.nextGaussian();
                case GAMMA -> random.nextExponential();     // gamma(1, 1) is the exponential distribution
                case UNIFORM -> random.nextDouble();
            };
        }
    }

    record Mean(double mean, double seconds) implements Serializable {}

    static Mean genAndMean(Law law, int n, RandomStream random) {
        long start = System.nanoTime();
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += law.next(random);
        }
        return new Mean(sum / n, (System.nanoTime() - start) / 1e9);
    }

    static List<Mean> results(ParallelMap pmap, int n) {
        return pmap.seed(1).over(List.of(Law.values())).collectWithContext((law, task) -> genAndMean(law, n, task.random()));
    }
    // end::program[]

    static void run(ParallelMap pmap, PrintWriter out) {
        List<Mean> means = results(pmap, 10_000_000);
        for (Law law : Law.values()) {
            Mean mean = means.get(law.ordinal());
            out.printf(Locale.ROOT, "%-7s  mean %7.4f in %.2f s%n", law, mean.mean, mean.seconds);
        }
        double sum = means.stream().mapToDouble(Mean::seconds).sum();
        double longest = means.stream().mapToDouble(Mean::seconds).max().orElseThrow();
        out.printf(Locale.ROOT, "The longest call takes %.2f s of %.2f s: on any number of slots, at most %.2f times as fast.%n", longest, sum, sum / longest);
    }
}
