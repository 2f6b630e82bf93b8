package org.trialmap.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.trialmap.Bytecode;

/** The kinds of faults that the library's test of this name looks for, in the application. */
class HabitsTest {
    private static final Path CLASSES = Path.of("target", "classes");

    @Test
    void exceptionsThatMayHaveNoMessageAreDescribedByReason() {
        assertEquals(Map.of("app.cli.ErrorReport.isUnmappable", "asks whether there is one", "app.cli.ErrorReport.unwrapped", "asks whether there is one", "app.cli.ErrorReport.text",
                "asks whether there is one", "app.slurm.Slurm.isExhausted", "looks for words in it").keySet(), Bytecode.askingForMessages(CLASSES));
    }

    @Test
    void numbersOfSamplesWindowsAndStepsAreRoundedByDecimals() {
        assertEquals(Map.of("cluster.MemoryPlan.heap", "MiB of a share of the memory").keySet(), Bytecode.cuttingDecimals(CLASSES));
    }
}
