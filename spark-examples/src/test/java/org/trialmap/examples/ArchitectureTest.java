package org.trialmap.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.trialmap.Arrows;

/** Examples use what is promised to users, and nothing else. */
class ArchitectureTest {
    private static final Path CLASSES = Path.of("target", "classes");
    private static final Map<String, Set<String>> ALLOWED = Map.of("examples", Set.of("array", "parallel", "spike", "store", "task", "org.apache.commons.rng.", "org.apache.commons.compress.",
            "org.apache.spark.sql.", "dev.ludovic.netlib.", "org.netlib.util.", "libsvm.", "org.tribuo.", "com.oracle.labs.mlrg.olcut."));

    @Test
    void examplesUseWhatIsPromised() {
        Map<String, Set<String>> arrows = Arrows.ofRooms(CLASSES);
        assertEquals(Set.of(), Arrows.forbidden(arrows, ALLOWED));
        assertTrue(arrows.get("examples").contains("parallel"), "an empty answer of jdeps must not pass for a clean house");
    }
}
