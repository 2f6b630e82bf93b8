package org.trialmap.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.trialmap.Refusals.assertRefused;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.task.OnError;
import org.trialmap.task.Reducer;

class BestTaskTest {
    @TempDir
    Path folder;

    record Fit(double loss, int steps, double[] weights, boolean converged) implements Serializable {}

    /** Losses 4, NaN, 2, 2, 3; task 5 fails. */
    static Fit fit(int task) {
        double[] losses = {4, Double.NaN, 2, 2, 3};
        return new Fit(losses[task], 10 * task, new double[] {task, 1}, task > 2);
    }

    private SavedResults saved(Layout layout) throws IOException {
        return ParallelMap.serial().onError(OnError.CONTINUE).range(6).saving(SaveOptions.DEFAULTS.withLayout(layout)).save(folder, BestTaskTest::fit);
    }

    @ParameterizedTest
    @EnumSource
    void theFirstOfTheSmallestOrLargestIsTheBest(Layout layout) throws IOException {
        try (SavedResults results = saved(layout)) {
            assertEquals(2, results.best("loss", Reducer.MIN));
            assertEquals(0, results.best("loss", Reducer.MAX));
            assertEquals(0, results.best("steps", Reducer.MIN));
            assertEquals(4, results.best("steps", Reducer.MAX));
        }
    }

    @Test
    void refusesWhatHasNoSmallestNumber() throws IOException {
        try (SavedResults results = saved(Layout.LINKED)) {
            String container = results.container().toString();
            assertRefused("The best task by mean of loss was asked for. The best is the one with the smallest or the largest number: use Reducer.MIN or Reducer.MAX.",
                    () -> results.best("loss", Reducer.MEAN));
            assertRefused("The best task by weights was asked for, which is float64 (2,) in task 0 of " + container
                    + ". Only single real numbers have a smallest and a largest one: return one, for example the mean, beside the array.", () -> results.best("weights", Reducer.MIN));
            assertRefused("The best task by converged was asked for, which is bool (1,) in task 0 of " + container
                    + ". Only single real numbers have a smallest and a largest one: return one, for example the mean, beside the array.", () -> results.best("converged", Reducer.MIN));
            assertEquals("Task 0 has no value 'los' in " + container + ". Did you mean 'loss'? Its values are loss, steps, weights, converged. Correct the name.",
                    assertThrows(NoSuchElementException.class, () -> results.best("los", Reducer.MIN)).getMessage());
        }
    }

    @Test
    void saysThatNoTaskHasANumber() throws IOException {
        try (SavedResults results = ParallelMap.serial().range(2).save(folder, task -> Double.NaN)) {
            assertEquals("No task of " + results.container() + " has a number as its result_0: 0 of 2 have no result, the others have NaN. Look at missing() and read(task).",
                    assertThrows(NoSuchElementException.class, () -> results.best("result_0", Reducer.MIN)).getMessage());
        }
    }
}
