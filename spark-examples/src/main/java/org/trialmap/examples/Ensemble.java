package org.trialmap.examples;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.task.RandomAlgorithm;
import org.trialmap.task.RandomStream;

/** An ensemble (bagging): models of samples with replacement, each with random numbers of its own, and the mean of their predictions. */
final class Ensemble {
    private static final int MODELS = 100;
    private static final int ROWS = 300;

    private Ensemble() {}

    // tag::program[]
    static double truth(double x) {
        return Math.sin(6 * x);
    }

    /** A model: the y of the nearest x of as many rows, drawn with replacement. Its predictions at 0, 0.01, ..., 0.99. */
    static double[] predictions(double[] x, double[] y, RandomStream random) {
        int[] sample = IntStream.range(0, x.length).map(i -> random.nextInt(x.length)).toArray();
        return IntStream.range(0, 100).mapToDouble(at -> {
            int nearest = sample[0];
            for (int i : sample) {
                nearest = Math.abs(x[i] - at / 100.0) < Math.abs(x[nearest] - at / 100.0) ? i : nearest;
            }
            return y[nearest];
        }).toArray();
    }

    static List<double[]> results(ParallelMap pmap) {
        RandomStream random = RandomAlgorithm.PCG64.stream(2, 0);
        double[] x = random.doubles(ROWS).toArray();
        double[] y = Arrays.stream(x).map(value -> truth(value) + random.nextGaussian() / 2).toArray();
        return pmap.seed(1).replicate(MODELS).collectWithContext((model, task) -> predictions(x, y, task.random()));
    }

    static double[] mean(List<double[]> predictions) {
        return IntStream.range(0, 100).mapToDouble(at -> predictions.stream().mapToDouble(model -> model[at]).average().orElseThrow()).toArray();
    }

    static double error(double[] predictions) {
        return IntStream.range(0, 100).mapToDouble(at -> Math.pow(predictions[at] - truth(at / 100.0), 2)).average().orElseThrow();
    }
    // end::program[]

    static void run(ParallelMap pmap, PrintWriter out) {
        List<double[]> models = results(pmap);
        out.printf(Locale.ROOT, "mean squared error: of one model %.4f, of the mean of %d models %.4f%n", models.stream().mapToDouble(Ensemble::error).average().orElseThrow(), MODELS,
                error(mean(models)));
    }
}
