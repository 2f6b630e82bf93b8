package org.trialmap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;

/** What the compiled classes of a module refer to, as the JDK's jdeps finds it. */
public final class Arrows {
    private static final Pattern ARROW = Pattern.compile("\\s+(org\\.trialmap\\.[\\w.$]+)\\s+->\\s+(\\S+)\\s.*");
    private static final String ROOT = "org.trialmap.";

    private Arrows() {}

    /** Room -> rooms and packages of libraries that its classes refer to; rooms of ours by their short name. */
    public static Map<String, Set<String>> ofRooms(Path classes) {
        return of(classes, "package");
    }

    /** The same, class by class. */
    public static Map<String, Set<String>> ofClasses(Path classes) {
        return of(classes, "class");
    }

    private static Map<String, Set<String>> of(Path classes, String level) {
        StringWriter out = new StringWriter();
        int exit = ToolProvider.findFirst("jdeps").orElseThrow().run(new PrintWriter(out), new PrintWriter(out), "-verbose:" + level, "-filter:none", "--multi-release", "base",
                "--ignore-missing-deps", "-cp", System.getProperty("java.class.path"), classes.toString());
        assertEquals(0, exit, out::toString);
        Map<String, Set<String>> arrows = new TreeMap<>();
        out.toString().lines().map(ARROW::matcher).filter(Matcher::matches)
                .forEach(arrow -> arrows.computeIfAbsent(shortName(arrow.group(1)), room -> new TreeSet<>()).add(shortName(arrow.group(2))));
        return arrows;
    }

    /** The arrows that are not allowed: other rooms count by name, libraries by package prefix, the JDK is allowed. */
    public static Set<String> forbidden(Map<String, Set<String>> arrows, Map<String, Set<String>> allowed) {
        Set<String> forbidden = new TreeSet<>();
        arrows.forEach((room, used) -> used.stream().filter(other -> !other.equals(room) && !other.startsWith("java.") && !other.startsWith("javax."))
                .filter(other -> allowed.getOrDefault(room, Set.of()).stream().noneMatch(name -> name.endsWith(".") ? (other + ".").startsWith(name) : other.equals(name)))
                .forEach(other -> forbidden.add(room + " -> " + other)));
        return forbidden;
    }

    private static String shortName(String name) {
        return name.startsWith(ROOT) ? name.substring(ROOT.length()) : name;
    }
}
