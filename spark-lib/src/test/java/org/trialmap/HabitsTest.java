package org.trialmap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Two kinds of faults that were found in many places once, looked for in all of the library's compiled methods. Whoever adds a place says here why it is none. */
class HabitsTest {
    private static final Path CLASSES = Path.of("target", "classes");

    /** {@code Reason} says what happened, whatever the exception holds. */
    @Test
    void exceptionsThatMayHaveNoMessageAreDescribedByReason() {
        assertEquals(Map.of("support.Reason.message", "its own", "support.ExceptionText.messageOf", "deals with all that it can return", "parallel.SparkRun.afterFailure", "looks for words in it",
                "hdf5.ElementReader.unreadable", "asks whether there is one").keySet(), Bytecode.askingForMessages(CLASSES));
    }

    /** {@code Decimals} has all rounding to samples, windows, bins and steps. */
    @Test
    void numbersOfSamplesWindowsAndStepsAreRoundedByDecimals() {
        assertEquals(Map.of("analysis.connectivity.GrangerAnalysis.lengthOf", "half of a whole number", "parallel.ProgressLine.text", "a bar and a percentage", "parallel.resource.SparkGpus.slots",
                "a product of whole numbers", "signal.spectrum.Wavelet$Plan.reach", "its definition cuts", "signal.spectrum.Wavelet$Plan.wavelet", "its definition cuts",
                "spike.PoissonProcess.spiketrain",
                "room for more than are expected", "task.Batching.patienceNanos", "a time to wait", "task.Inversion.normal", "R's formula cuts").keySet(),
                Bytecode.cuttingDecimals(CLASSES));
    }

    @Test
    void bothAreFoundWhereTheyAre() {
        Path tests = Path.of("target", "test-classes", "org", "trialmap");
        assertEquals(Set.of("HabitsTest$Faults.message"), Bytecode.askingForMessages(tests.resolve("HabitsTest$Faults.class")));
        assertEquals(Set.of("HabitsTest$Faults.samples", "HabitsTest$Faults.steps"), Bytecode.cuttingDecimals(tests.resolve("HabitsTest$Faults.class")));
    }

    /** What must not pass for a clean house. */
    static final class Faults {
        private Faults() {}

        static String message(Exception e) {
            return "It failed: " + e.getMessage();
        }

        static int samples(double seconds, double hertz) {
            return (int) (seconds * hertz);
        }

        static Runnable steps(double from, double to) {
            return () -> System.out.println((long) (to - from));
        }
    }
}
