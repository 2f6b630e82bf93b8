package org.trialmap.examples;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.task.RandomAlgorithm;
import org.trialmap.task.RandomStream;

/** A sweep over 100 learning rates of a small network that is trained by Adam. */
final class LearningRates {
    private static final int ROWS = 200;
    private static final int HIDDEN = 8;

    private LearningRates() {}

    // tag::program[]
    /** 1e-3 to 1e-6, as numpy.linspace(1e-3, 1e-6, 100). */
    static List<Double> rates() {
        return IntStream.range(0, 100).mapToObj(k -> 1e-3 + k * ((1e-6 - 1e-3) / 99)).toList();
    }

    /** The loss of each rate after that many steps. */
    static List<Double> losses(ParallelMap pmap, int steps) {
        return pmap.over(rates()).inputNames("lr").collect(lr -> loss(lr, steps));
    }

    /** Mean squared error of sum_h w_h tanh(a_h x + b_h) on the other half of the points of a sine; everything is seeded. */
    static double loss(double lr, int steps) {
        RandomStream random = RandomAlgorithm.PCG64.stream(1, 0);
        double[] x = DoubleStream.generate(random::nextGaussian).limit(ROWS).toArray();
        double[] y = Arrays.stream(x).map(v -> Math.sin(2 * v) + random.nextGaussian() / 10).toArray();
        double[] weights = DoubleStream.generate(random::nextGaussian).limit(3 * HIDDEN).toArray();
        Adam adam = new Adam(lr, weights.length);
        for (int step = 0; step < steps; step++) {
            double[] gradient = new double[weights.length];
            for (int row = 0; row < ROWS / 2; row++) {
                addGradient(weights, x[row], y[row], gradient);
            }
            adam.step(weights, gradient);
        }
        return IntStream.range(ROWS / 2, ROWS).mapToDouble(row -> Math.pow(output(weights, x[row]) - y[row], 2)).average().orElseThrow();
    }

    /** D. P. Kingma, J. Ba: Adam, a method for stochastic optimization (2015), with its defaults. */
    static final class Adam {
        private final double lr;
        private final double[] mean;
        private final double[] square;
        private int steps;

        Adam(double lr, int weights) {
            this.lr = lr;
            this.mean = new double[weights];
            this.square = new double[weights];
        }

        void step(double[] weights, double[] gradient) {
            steps++;
            double rate = lr * Math.sqrt(1 - Math.pow(0.999, steps)) / (1 - Math.pow(0.9, steps));
            for (int k = 0; k < weights.length; k++) {
                mean[k] = 0.9 * mean[k] + 0.1 * gradient[k];
                square[k] = 0.999 * square[k] + 0.001 * gradient[k] * gradient[k];
                weights[k] -= rate * mean[k] / (Math.sqrt(square[k]) + 1e-8);
            }
        }
    }
    // end::program[]

    private static double hidden(double[] w, int unit, double x) {
        return StrictMath.tanh(w[unit] * x + w[HIDDEN + unit]);
    }

    static double output(double[] w, double x) {
        double sum = 0;
        for (int unit = 0; unit < HIDDEN; unit++) {
            sum += w[2 * HIDDEN + unit] * hidden(w, unit, x);
        }
        return sum;
    }

    /** Of the squared error of one point. */
    static void addGradient(double[] w, double x, double y, double[] to) {
        double error = 2 * (output(w, x) - y) * 2 / ROWS;
        for (int unit = 0; unit < HIDDEN; unit++) {
            double h = hidden(w, unit, x);
            double inside = error * w[2 * HIDDEN + unit] * (1 - h * h);
            to[unit] += inside * x;
            to[HIDDEN + unit] += inside;
            to[2 * HIDDEN + unit] += error * h;
        }
    }

    static void run(ParallelMap pmap, PrintWriter out) {
        List<Double> losses = losses(pmap, 1000);
        int best = IntStream.range(0, losses.size()).boxed().min(Comparator.comparing(losses::get)).orElseThrow();
        out.printf(Locale.ROOT, "loss: lr=%.2e %.4f, lr=%.2e %.4f, best lr=%.2e %.4f%n", rates().get(0), losses.get(0), rates().get(99), losses.get(99), rates().get(best), losses.get(best));
    }
}
