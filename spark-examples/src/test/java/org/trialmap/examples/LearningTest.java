package org.trialmap.examples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.trialmap.Sessions;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.task.RunOptions;

/** The examples that learn with Tribuo, smaller than they run by default. */
class LearningTest {
    private static ParallelMap four() {
        return ParallelMap.on(Sessions.on(Sessions.LOCAL_4)).progress(RunOptions.Progress.HIDDEN);
    }

    @AfterAll
    static void stop() {
        Sessions.stop();
    }

    /** Each row is predicted by a forest that has not seen it, the same one whatever the backend. */
    @Test
    void forestFolds() {
        ForestFolds.Table table = ForestFolds.table(150);
        double[] predicted = ForestFolds.predictions(four(), table, 5);
        Folds folds = Folds.kfold(10, 150, 1);
        int[] test = folds.test(3);
        double[] own = ForestFolds.predicted(table, folds.train(3), test, 5);
        assertArrayEquals(own, IntStream.of(test).mapToDouble(row -> predicted[row]).toArray());
        double mean = Arrays.stream(table.y()).average().orElseThrow();
        double variance = Arrays.stream(table.y()).map(y -> (y - mean) * (y - mean)).average().orElseThrow();
        double error = ForestFolds.error(table.y(), predicted);
        assertTrue(error > 1 && error < 0.9 * variance, error + " of " + variance + ", where the noise alone is 1");
    }

    @Test
    void learningRates() {
        List<Double> losses = LearningRates.losses(four(), 200);
        assertEquals(1e-3, LearningRates.rates().get(0));
        assertEquals(1e-6, LearningRates.rates().get(99), 1e-18);
        assertEquals(LearningRates.loss(LearningRates.rates().get(42), 200), losses.get(42));
        assertEquals(0, losses.indexOf(Collections.min(losses)), "in few steps the largest rate comes furthest");
        assertTrue(losses.get(0) < 0.8 * losses.get(99), losses.get(0) + " < " + losses.get(99));
    }

    /** Adam's first step is as long as the rate, whatever the gradient. */
    @Test
    void adam() {
        double[] weights = {1, 2, 3};
        LearningRates.Adam adam = new LearningRates.Adam(1e-3, 3);
        adam.step(weights, new double[] {5, -0.1, 0});
        assertArrayEquals(new double[] {1 - 1e-3, 2 + 1e-3, 3}, weights, 1e-8);
        double[] w = IntStream.range(0, 24).mapToDouble(k -> Math.sin(k + 1)).toArray();
        double[] gradient = new double[24];
        LearningRates.addGradient(w, 0.3, 0.7, gradient);
        for (int k = 0; k < 24; k++) {
            assertEquals((cost(w, k, 1e-6) - cost(w, k, -1e-6)) / 2e-6, gradient[k], 1e-8, "weight " + k);
        }
    }

    private static double cost(double[] weights, int k, double change) {
        double[] w = weights.clone();
        w[k] += change;
        return Math.pow(LearningRates.output(w, 0.3) - 0.7, 2) / 100;
    }
}
