package org.trialmap.examples;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.store.Layout;
import org.trialmap.store.SavedResults;
import org.trialmap.task.RandomAlgorithm;
import org.trialmap.task.RandomStream;

/** Two loops as one map, 30 methods x 10 folds: cross-validation of the mean of the k nearest neighbours, for k = 1 to 30. */
public final class NestedLoops {
    private static final int ROWS = 300;
    private static final List<Integer> KS = IntStream.rangeClosed(1, 30).boxed().toList();
    private static final List<Integer> FOLDS = IntStream.range(0, 10).boxed().toList();

    private NestedLoops() {}

    // tag::program[]
    /** Mean squared error of the k nearest neighbours in one fold; row i is in fold i % 10. Public, so that the command line finds it, too. */
    public static double error(int k, int fold) {
        RandomStream random = RandomAlgorithm.PCG64.stream(1, 0);
        double[] x = random.doubles(ROWS).toArray();
        double[] y = IntStream.range(0, ROWS).mapToDouble(i -> Math.sin(6 * x[i]) + random.nextGaussian() / 2).toArray();
        return IntStream.range(0, ROWS).filter(i -> i % 10 == fold).mapToDouble(i -> {
            double prediction = IntStream.range(0, ROWS).filter(j -> j % 10 != fold).boxed().sorted(Comparator.comparingDouble(j -> Math.abs(x[j] - x[i]))).limit(k)
                    .mapToDouble(j -> y[j]).average().orElseThrow();
            return (y[i] - prediction) * (y[i] - prediction);
        }).average().orElseThrow();
    }

    /** errors.get(k - 1).get(fold) */
    static List<List<Double>> results(ParallelMap pmap) {
        return pmap.grid(KS, FOLDS).collectRows(pair -> error(pair.first(), pair.second()));
    }

    /** The same as a dataset (30, 10) in folder/errors.h5, with the names and values of both axes. */
    static SavedResults save(ParallelMap pmap, Path folder) throws IOException {
        return pmap.name("errors").grid(KS, FOLDS).inputNames("k", "fold").layout(Layout.STACKED).save(folder, pair -> error(pair.first(), pair.second()));
    }
    // end::program[]

    static void run(ParallelMap pmap, PrintWriter out) {
        double[] means = results(pmap).stream().mapToDouble(row -> row.stream().mapToDouble(error -> error).average().orElseThrow()).toArray();
        int best = KS.stream().min(Comparator.comparingDouble(k -> means[k - 1])).orElseThrow();
        out.printf(Locale.ROOT, "mean squared error, mean of 10 folds: k=1 %.4f, k=30 %.4f, best k=%d %.4f%n", means[0], means[29], best, means[best - 1]);
    }
}
