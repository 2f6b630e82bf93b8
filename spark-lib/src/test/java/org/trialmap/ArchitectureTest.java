package org.trialmap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The arrows between the library's rooms, as the design has them, compared with what the JDK's jdeps finds in the compiled classes. */
class ArchitectureTest {
    private static final Path CLASSES = Path.of("target", "classes");

    /** What each room may use: other rooms by name, libraries by package prefix. */
    private static final Map<String, Set<String>> ALLOWED = Map.ofEntries(
            Map.entry("setting", Set.of()),
            Map.entry("array", Set.of()),
            Map.entry("support", Set.of("array", "com.fasterxml.jackson.", "scala.")), // Scala only where it is there: ScalaValues
            Map.entry("files", Set.of("setting", "support", "org.apache.hadoop.", "org.apache.spark.", "scala.")), // Spark for its settings alone
            Map.entry("task", Set.of("setting", "array", "support", "org.apache.commons.rng.")),
            Map.entry("hdf5.format", Set.of("setting", "array", "support")),
            Map.entry("hdf5", Set.of("files", "array", "support", "hdf5.format", "io.jhdf.", "org.slf4j.")),
            Map.entry("store", Set.of("setting", "files", "array", "support", "task", "hdf5", "com.fasterxml.jackson.", "org.apache.spark.sql.", "org.slf4j.")), // Spark only where a table is asked for
            Map.entry("store.report", Set.of("setting", "array", "support", "task", "store", "com.fasterxml.jackson.")),
            Map.entry("store.run", Set.of("setting", "array", "support", "task", "hdf5", "hdf5.format", "store", "store.report", "com.fasterxml.jackson.", "org.slf4j.")),
            Map.entry("parallel.closure", Set.of("setting", "support", "task", "store.run", "org.apache.spark.", "scala.", "com.esotericsoftware.kryo.", "org.apache.xbean.asm9.", "org.slf4j.")),
            Map.entry("parallel.guard", Set.of("org.apache.spark.", "io.netty.", "scala.", "org.slf4j.")),
            Map.entry("parallel.resource", Set.of("setting", "support", "task", "org.apache.spark.", "scala.", "org.slf4j.")),
            Map.entry("parallel",
                    Set.of("setting", "array", "support", "task", "store", "store.report", "store.run", "table", "parallel.closure", "parallel.guard", "parallel.resource", "org.apache.spark.",
                            "org.apache.hadoop.",
                            "org.sparkproject.jetty.", "scala.",
                            "com.esotericsoftware.kryo.", "org.apache.commons.rng.", "org.slf4j.")),
            Map.entry("trial.format", Set.of("setting", "files", "array", "support", "hdf5", "us.hebi.matlab.mat.")),
            Map.entry("trial", Set.of("setting", "files", "array", "support", "task", "hdf5", "trial.format")),
            Map.entry("table", Set.of("setting", "files", "array", "support", "hdf5", "store", "store.run", "trial", "org.apache.spark.sql.", "org.apache.spark.unsafe.types.", "scala.")),
            Map.entry("trial.cross", Set.of("files", "array", "support", "hdf5", "trial")),
            Map.entry("trial.discrete", Set.of("setting", "files", "array", "task", "hdf5", "trial")),
            Map.entry("picture", Set.of("support", "task", "store", "store.run", "trial", "org.slf4j.")),
            Map.entry("spike", Set.of("setting", "array", "task")),
            Map.entry("signal.fft", Set.of("setting", "array", "jdk.incubator.vector.")),
            Map.entry("signal.filter", Set.of("setting", "array", "signal.fft", "jdk.incubator.vector.")),
            Map.entry("signal.spectrum", Set.of("setting", "array", "signal.fft", "signal.filter", "org.netlib.", "jdk.incubator.vector.")),
            Map.entry("signal.connectivity", Set.of("setting", "signal.fft", "signal.spectrum", "org.netlib.", "jdk.incubator.vector.")),
            Map.entry("signal.model", Set.of("setting")),
            Map.entry("signal.statistics", Set.of("org.apache.commons.math3.", "org.apache.commons.rng.")),
            Map.entry("signal.synth", Set.of("array", "signal.filter", "signal.spectrum", "org.netlib.", "org.apache.commons.rng.")),
            Map.entry("analysis.support", Set.of("setting", "array", "support", "trial", "signal.fft")),
            Map.entry("analysis.connectivity", Set.of("setting", "array", "support", "analysis", "analysis.support", "task", "parallel", "trial", "signal.fft", "signal.connectivity", "org.slf4j.")),
            Map.entry("analysis.average", Set.of("setting", "array", "support", "task", "parallel", "analysis", "analysis.support", "trial", "signal.fft")),
            Map.entry("analysis.data", Set.of("setting", "array", "support", "task", "parallel", "analysis", "analysis.average", "analysis.support", "trial")),
            Map.entry("analysis.model", Set.of("setting", "array", "support", "task", "parallel", "analysis", "analysis.support", "trial", "signal.fft", "signal.model")),
            Map.entry("analysis.statistics",
                    Set.of("setting", "files", "array", "support", "hdf5", "analysis", "analysis.support", "task", "store.run", "parallel", "trial", "signal.statistics", "org.apache.commons.rng.")),
            Map.entry("analysis.spike", Set.of("setting", "array", "task", "store.run", "parallel", "trial", "trial.discrete", "signal.fft", "signal.spectrum", "spike", "analysis")),
            Map.entry("analysis",
                    Set.of("setting", "array", "support", "analysis.support", "task", "store", "store.run", "parallel", "picture", "trial", "trial.cross", "signal.fft", "signal.filter",
                            "signal.spectrum",
                            "signal.synth",
                            "org.apache.commons.rng.",
                            "org.slf4j.")));

    @Test
    void roomsUseOnlyWhatTheDesignAllows() {
        assertEquals(Set.of(), Arrows.forbidden(Arrows.ofRooms(CLASSES), ALLOWED));
    }

    @Test
    void everyRoomIsInTheTable() {
        assertEquals(new TreeSet<>(ALLOWED.keySet()), new TreeSet<>(Arrows.ofRooms(CLASSES).keySet()));
    }

    @Test
    void everyRoomSaysWhatItIsFor() throws IOException {
        for (String room : ALLOWED.keySet()) {
            assertTrue(Files.readString(Path.of("src/main/java/org/trialmap", room.replace('.', '/'), "package-info.java")).startsWith("/**"), room);
        }
    }

    @Test
    void jdepsSeesTheArrowsThatThereAre() {
        assertTrue(Arrows.ofRooms(CLASSES).get("parallel").contains("org.apache.spark"), "an empty answer of jdeps must not pass for a clean house");
        assertTrue(Arrows.ofRooms(CLASSES).get("store").contains("array"));
    }

    @Test
    void theRootPackageIsEmpty() throws IOException {
        try (Stream<Path> files = Files.list(CLASSES.resolve("org/trialmap"))) {
            assertEquals(0, files.filter(Files::isRegularFile).count());
        }
    }
}
