package org.trialmap.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.trialmap.Arrows;

/** The arrows between the application's rooms: {@code cli <- {map, exec, analysis, plot, info, table, notebook, resident, cluster, slurm} <- Main}, {@code map <- exec} and {@code cluster <- {resident, slurm}}. */
class ArchitectureTest {
    private static final Path CLASSES = Path.of("target", "classes");
    private static final Set<String> LIBRARY = Set.of("analysis", "analysis.average", "analysis.connectivity", "analysis.data", "analysis.model", "analysis.spike", "analysis.statistics", "array",
            "files", "hdf5", "parallel", "picture", "signal.connectivity", "signal.fft",
            "signal.filter", "signal.model", "signal.spectrum", "signal.statistics", "signal.synth", "setting", "spike", "store", "store.run", "support", "task", "trial", "trial.cross",
            "trial.discrete",
            "org.slf4j.",
            "picocli.");

    /** What each room may use beside the library and picocli: other rooms by name, libraries by package prefix. */
    private static final Map<String, Set<String>> ALLOWED = Map.ofEntries(
            Map.entry("cluster", Set.of()),
            Map.entry("app.cli", Set.of("cluster", "parallel.closure", "org.apache.spark.", "org.apache.hadoop.util.", "org.apache.logging.log4j.", "org.sparkproject.jetty.", "scala.")),
            Map.entry("app.examples", Set.of("org.apache.commons.rng.")),
            Map.entry("app.map", Set.of("app.cli", "app.examples", "parallel.closure", "org.apache.spark.", "org.apache.xbean.asm9.")),
            Map.entry("app.exec", Set.of("app.cli", "app.map", "org.apache.commons.rng.", "com.fasterxml.jackson.")),
            Map.entry("app.analysis", Set.of("app.cli")),
            Map.entry("app.plot", Set.of("app.cli", "org.apache.batik.svggen.", "org.knowm.xchart.", "org.w3c.dom.")),
            Map.entry("app.info", Set.of("app.cli")),
            Map.entry("app.notebook", Set.of("app.cli")),
            Map.entry("app.resident", Set.of("app.cli", "app.cluster")),
            Map.entry("app.table", Set.of("app.cli", "org.apache.spark.")),
            Map.entry("app.cluster", Set.of("app.cli", "cluster", "com.fasterxml.jackson.", "com.sun.management.", "org.apache.spark.", "scala.")),
            Map.entry("app.slurm", Set.of("app", "app.cli", "app.cluster", "cluster")),
            Map.entry("app", Set.of("app.cli", "app.map", "app.exec", "app.analysis", "app.plot", "app.info", "app.notebook", "app.resident", "app.table")));

    private static Map<String, Set<String>> withTheLibrary() {
        Map<String, Set<String>> allowed = new HashMap<>();
        ALLOWED.forEach((room, own) -> {
            Set<String> all = new HashSet<>(own);
            all.addAll(room.equals("cluster") ? Set.of() : LIBRARY);
            allowed.put(room, all);
        });
        return allowed;
    }

    @Test
    void roomsUseOnlyWhatTheDesignAllows() {
        assertEquals(Set.of(), Arrows.forbidden(Arrows.ofRooms(CLASSES), withTheLibrary()));
    }

    @Test
    void everyRoomIsInTheTable() {
        assertEquals(new TreeSet<>(ALLOWED.keySet()), new TreeSet<>(Arrows.ofRooms(CLASSES).keySet()));
    }

    @Test
    void everyRoomSaysWhatItIsFor() throws IOException {
        for (String room : ALLOWED.keySet()) {
            if (!room.equals("app.examples")) { // each example says it itself
                assertTrue(Files.readString(Path.of("src/main/java/org/trialmap", room.replace('.', '/'), "package-info.java")).startsWith("/**"), room);
            }
        }
    }

    @Test
    void jdepsSeesTheArrowsThatThereAre() {
        assertTrue(Arrows.ofRooms(CLASSES).get("app.plot").contains("org.knowm.xchart"), "an empty answer of jdeps must not pass for a clean house");
    }

    /** Pure, so that it is tested without SLURM. */
    @Test
    void theClusterRoomUsesTheJdkAloneAndStartsNothing() {
        Set<String> used = new TreeSet<>();
        Arrows.ofClasses(CLASSES).forEach((type, others) -> {
            if (type.startsWith("cluster.")) {
                used.addAll(others);
            }
        });
        assertTrue(used.contains("java.nio.file.Path"), "an empty answer of jdeps must not pass for a clean room");
        used.removeIf(name -> name.startsWith("cluster.") || name.startsWith("java.") && !name.startsWith("java.net.") && !name.startsWith("java.lang.Process"));
        used.removeIf(name -> name.startsWith("javax.crypto."));
        assertEquals(Set.of(), used);
    }
}
