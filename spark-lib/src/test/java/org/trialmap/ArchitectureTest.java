package org.trialmap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The arrows between the rooms, as the design has them, held against what the JDK's jdeps finds in the compiled classes. */
class ArchitectureTest {
    private static final Path CLASSES = Path.of("target", "classes");
    private static final Pattern ARROW = Pattern.compile("\\s+(org\\.trialmap\\.[\\w.]+)\\s+->\\s+(\\S+)\\s.*");
    private static final String ROOT = "org.trialmap.";
    private static final Set<String> EVERYWHERE = Set.of("java.", "javax.");

    /** What each room may use: other rooms by name, libraries by package prefix. */
    private static final Map<String, Set<String>> ALLOWED = Map.of(
            "array", Set.of(),
            "task", Set.of("array", "org.apache.commons.rng"),
            "store", Set.of("array", "task", "io.jhdf", "com.fasterxml.jackson.", "org.slf4j"),
            "parallel", Set.of("array", "task", "store", "org.apache.spark", "org.apache.hadoop", "org.sparkproject.jetty", "scala", "com.esotericsoftware.kryo", "org.apache.xbean.asm9", "org.apache.commons.rng", "org.slf4j"),
            "trial", Set.of("array", "task", "store"),
            "signal", Set.of("array", "jdk.incubator.vector", "org.netlib", "org.apache.commons.rng"),
            "analysis", Set.of("array", "task", "store", "parallel", "trial", "signal", "org.apache.commons.rng", "org.slf4j"));

    @Test
    void roomsUseOnlyWhatTheDesignAllows() {
        Set<String> forbidden = new TreeSet<>();
        arrows().forEach((room, used) -> used.stream().filter(other -> !allowed(room, other)).forEach(other -> forbidden.add(room + " -> " + other)));
        assertEquals(Set.of(), forbidden);
    }

    @Test
    void everyRoomIsInTheTable() {
        assertEquals(new TreeSet<>(ALLOWED.keySet()), new TreeSet<>(arrows().keySet()));
    }

    @Test
    void jdepsSeesTheArrowsThatThereAre() {
        assertTrue(arrows().get("parallel").contains("org.apache.spark"), "an empty answer of jdeps must not pass for a clean house");
        assertTrue(arrows().get("store").contains("array"));
    }

    @Test
    void theRootPackageIsEmpty() throws IOException {
        try (Stream<Path> files = Files.list(CLASSES.resolve("org/trialmap"))) {
            assertEquals(0, files.filter(Files::isRegularFile).count());
        }
    }

    private static boolean allowed(String room, String used) {
        return used.equals(room) || EVERYWHERE.stream().anyMatch(used::startsWith)
                || ALLOWED.getOrDefault(room, Set.of()).stream().anyMatch(allowed -> allowed.contains(".") ? used.startsWith(allowed) : used.equals(allowed) || used.startsWith(allowed + "."));
    }

    /** Room -> what its classes refer to; rooms of ours by their short name. */
    private static Map<String, Set<String>> arrows() {
        StringWriter out = new StringWriter();
        int exit = ToolProvider.findFirst("jdeps").orElseThrow().run(new PrintWriter(out), new PrintWriter(out), "-verbose:package", "-filter:none", "--multi-release", "base",
                "--ignore-missing-deps", "-cp", System.getProperty("java.class.path"), CLASSES.toString());
        assertEquals(0, exit, out::toString);
        Map<String, Set<String>> arrows = new TreeMap<>();
        out.toString().lines().forEach(line -> {
            Matcher arrow = ARROW.matcher(line);
            if (arrow.matches()) {
                arrows.computeIfAbsent(shortName(arrow.group(1)), room -> new TreeSet<>()).add(shortName(arrow.group(2)));
            }
        });
        return arrows;
    }

    private static String shortName(String name) {
        return name.startsWith(ROOT) ? name.substring(ROOT.length()) : name;
    }
}
