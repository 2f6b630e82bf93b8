package org.trialmap.app.map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.trialmap.app.cli.UsageException;
import org.trialmap.task.Fingerprint;
import org.trialmap.task.Stacking;

class ArgumentInputsTest {
    private static ArgumentInputs inputs(boolean grid, String... over) {
        return MapCommand.inputs(List.of(over), grid, false, List.of());
    }

    private static List<String> all(ArgumentInputs inputs) {
        return IntStream.range(0, inputs.size()).mapToObj(i -> inputs.get(i).toString()).toList();
    }

    @Test
    void columnsGoSideBySide() {
        assertEquals(List.of("x=1, y=a", "x=2, y=b"), all(inputs(false, "x=1,2", "y=a,b")));
    }

    @Test
    void aGridHasAllCombinationsTheLastOneFastest() {
        ArgumentInputs grid = inputs(true, "x=1,2", "y=a,b,c");
        assertEquals(List.of("x=1, y=a", "x=1, y=b", "x=1, y=c", "x=2, y=a", "x=2, y=b", "x=2, y=c"), all(grid));
        assertEquals(Stacking.grid(2, 3), grid.stacking());
        assertEquals(List.of("a=0, b=0, c=0", "a=0, b=0, c=1", "a=0, b=1, c=0", "a=0, b=1, c=1"), all(inputs(true, "a=0", "b=0,1", "c=0,1")));
        assertEquals(Stacking.grid(1, 2, 2), inputs(true, "a=0", "b=0,1", "c=0,1").stacking());
    }

    @Test
    void programsGetTextsAsTyped() {
        ArgumentInputs inputs = MapCommand.inputs(List.of("x=1.50,2"), false, true, List.of());
        assertEquals(List.of("1.50"), inputs.get(0).values());
    }

    @Test
    void refusesDifferentLengthsRepeatedNamesAndTooMany() {
        assertEquals("--over x has 2 values, --over y has 1. Without --grid they go side by side and must be of one length. Add --grid for all 2"
                + " combinations,"
                + " or use --shared NAME=VALUE for what all tasks have in common.",
                assertThrows(UsageException.class, () -> inputs(false,
                        "x=1,2", "y=3")).getMessage());
        assertEquals("The name x is given twice. Every --over and --shared must have a name of its own; write several values of one name as --over"
                + " x=a,b,c.",
                assertThrows(UsageException.class, () -> inputs(false, "x=1", "x=2")).getMessage());
        assertEquals("--grid has more than 2147483647 combinations (100000 x 100000), the most that one run can have. Loop over one of the inputs"
                + " inside the function.",
                assertThrows(UsageException.class, () -> inputs(true, "x=0:100000", "y=0:100000")).getMessage());
    }

    @Test
    void equalInputsHaveEqualFingerprints() {
        assertEquals(print(inputs(false, "x=0,1,2")), print(inputs(false, "x=0:3")));
        assertEquals(false, print(inputs(false, "x=0,1,2")).equals(print(inputs(false, "y=0,1,2"))));
        assertEquals(false, print(inputs(false, "x=0,1,2")).equals(print(inputs(false, "x=0.0,1,2"))));
    }

    private static String print(ArgumentInputs inputs) {
        Fingerprint fingerprint = new Fingerprint();
        inputs.fingerprint(fingerprint);
        return fingerprint.hex();
    }
}
