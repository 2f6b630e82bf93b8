package org.trialmap.parallel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.trialmap.task.RunOptions;

/** Bars in place of lines on standard error. */
class ProgressDisplayTest {
    private final List<List<String>> bars = new ArrayList<>();

    @BeforeEach
    void install() {
        ProgressDisplay.install(() -> {
            List<String> bar = new ArrayList<>();
            bars.add(bar);
            return (share, line) -> bar.add(share + " " + line);
        });
    }

    @AfterEach
    void remove() {
        ProgressDisplay.install(null);
    }

    @Test
    void aMapHasOneBarThatEndsAtTheWhole() {
        ParallelMap.serial().batch(1).range(12).collect(i -> {
            Thread.sleep(100);
            return i;
        });
        assertEquals(1, bars.size());
        List<String> bar = bars.get(0);
        assertTrue(bar.size() >= 2, bar::toString);
        assertTrue(bar.get(bar.size() - 1).startsWith("1.0 100% |##########| 12/12 ["), bar::toString);
    }

    @Test
    void oneThatIsOverAtOnceOrHiddenHasNone() {
        ParallelMap.serial().range(3).collect(i -> i);
        ParallelMap.serial().progress(RunOptions.Progress.HIDDEN).batch(1).range(8).collect(i -> {
            Thread.sleep(100);
            return i;
        });
        assertEquals(List.of(), bars);
    }

    @Test
    void oneThatIsCancelledEndsWhereItWas() {
        assertThrows(MapFailedException.class, () -> ParallelMap.serial().batch(1).range(100).collect(i -> {
            Thread.sleep(100);
            if (i == 9) {
                ParallelMap.cancelAll();
            }
            return i;
        }));
        String last = bars.get(0).get(bars.get(0).size() - 1);
        assertTrue(last.matches("0\\.\\d+ +\\d+% .*"), last);
    }
}
