package org.trialmap.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;

/** This room uses the JDK alone, and starts no process, held against what jdeps finds in the compiled classes. */
class RoomTest {
    private static final Pattern ARROW = Pattern.compile("\\s+(org\\.trialmap\\.cluster\\.[\\w$.]+)\\s+->\\s+(\\S+)\\s.*");

    @Test
    void usesOnlyTheJdkAndStartsNothing() {
        StringWriter out = new StringWriter();
        int exit = ToolProvider.findFirst("jdeps").orElseThrow().run(new PrintWriter(out), new PrintWriter(out), "-verbose:class", "-filter:none", "--multi-release", "base",
                "--ignore-missing-deps", "-cp", System.getProperty("java.class.path"), "target/classes");
        assertEquals(0, exit, out::toString);
        Set<String> used = new TreeSet<>();
        out.toString().lines().map(ARROW::matcher).filter(Matcher::matches).forEach(arrow -> used.add(arrow.group(2)));
        assertTrue(used.contains("java.nio.file.Path"), "an empty answer of jdeps must not pass for a clean room");
        used.removeIf(name -> name.startsWith("org.trialmap.cluster.") || name.startsWith("java.") && !name.startsWith("java.net.") && !name.startsWith("java.lang.Process"));
        used.removeIf(name -> name.startsWith("javax.crypto."));
        assertEquals(Set.of(), used);
    }
}
