package org.trialmap.parallel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.store.Existing;
import org.trialmap.store.RunRefusedException;
import org.trialmap.store.SaveOptions;
import org.trialmap.store.SavedResults;
import org.trialmap.task.ContextFunction;
import org.trialmap.task.RunOptions;
import org.trialmap.task.TaskFunction;

/** A run whose function has captured other values now is not gone on with, and they are named. */
class CapturedResumeTest {
    @TempDir
    Path folder;

    record Gain(double by, List<String> names) implements TaskFunction<Integer, Double> {
        @Override
        public Double apply(Integer x) {
            return fail(x) * by;
        }
    }

    private static double fail(int x) {
        if (x == 1) {
            throw new IllegalStateException("always");
        }
        return x;
    }

    private static TaskFunction<Integer, Double> lambda(double factor, int[] table) {
        return x -> fail(x) * factor + table[0];
    }

    private SavedResults save(Existing existing, TaskFunction<Integer, Double> function) throws IOException {
        return ParallelMap.serial().name("job").progress(RunOptions.Progress.HIDDEN).over(List.of(0, 1)).saving(SaveOptions.DEFAULTS.withExisting(existing))
                .saveWithContext(folder, ContextFunction.ignoringContext(function));
    }

    private void begun(TaskFunction<Integer, Double> function) {
        assertThrows(MapFailedException.class, () -> save(Existing.OVERWRITE, function));
    }

    private String refused(TaskFunction<Integer, Double> function) {
        String text = assertThrows(RunRefusedException.class, () -> save(Existing.RESUME, function)).getMessage();
        return text.substring(text.indexOf('('), text.indexOf("),")).replaceAll("[0-9a-f]{16}", "DIGEST");
    }

    @Test
    void variablesOfALambda() {
        begun(lambda(2, new int[] {1}));
        assertEquals("(captured values: DIGEST -> DIGEST; the captured variable 'factor' was 2.0 and is 3.0", refused(lambda(3, new int[] {1})));
        assertEquals("(captured values: DIGEST -> DIGEST; the captured variable 'factor' was 2.0 and is 3.0; the captured variable 'table' has changed", refused(lambda(3, new int[] {2})));
        assertThrows(MapFailedException.class, () -> save(Existing.RESUME, lambda(2, new int[] {1})), "the same is gone on with");
    }

    @Test
    void componentsOfARecord() {
        begun(new Gain(2, List.of("a")));
        assertEquals("(captured values: DIGEST -> DIGEST; its field 'by' was 2.0 and is 3.0", refused(new Gain(3, List.of("a"))));
        assertEquals("(captured values: DIGEST -> DIGEST; its field 'names' has changed", refused(new Gain(2, List.of("b"))));
    }
}
