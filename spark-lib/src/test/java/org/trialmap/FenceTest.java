package org.trialmap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How much is promised, how large rooms are, and that a name means one thing. */
class FenceTest {
    private static final Set<String> PROMISED = Set.of("array", "task", "hdf5", "store", "parallel", "trial", "trial.cross", "trial.discrete", "spike", "analysis", "analysis.average",
            "analysis.connectivity",
            "analysis.data",
            "analysis.model", "analysis.spike", "analysis.statistics");
    /** A new public type is a promise for years: raise this number only for one that users need. */
    private static final int PUBLIC_TYPES = 111;
    private static final int FILES = 48;
    private static final Pattern TYPE = Pattern
            .compile("(?s)(?<doc>/\\*\\*(?:(?!\\*/).)*\\*/\\s*)?(?:@\\w+(?:\\([^)]*\\))?\\s+)*public (?:(?:abstract|final|sealed|non-sealed) )*(?:class|record|interface|enum) (?<name>\\w+)");

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> sources() {
        try (Stream<Path> library = Files.walk(Path.of("src/main/java"));
                Stream<Path> examples = Files.walk(Path.of("../spark-examples/src/main/java"));
                Stream<Path> notebook = Files.walk(Path.of("../spark-notebook/src/main/java"));
                Stream<Path> application = Files.walk(Path.of("../spark-app/src/main/java"))) {
            return Stream.of(library, examples, notebook, application).flatMap(files -> files).filter(file -> file.toString().endsWith(".java") && !file.endsWith("package-info.java")).sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String room(Path file) {
        return file.getParent().toString().replaceFirst(".*org/trialmap/?", "").replace('/', '.');
    }

    /** The public types of these rooms that are not hidden, as {@code room.Name}. */
    static Set<String> promised() {
        Set<String> types = new TreeSet<>();
        for (Path file : sources()) {
            Matcher type = TYPE.matcher(read(file));
            if (PROMISED.contains(room(file)) && type.find() && (type.group("doc") == null || !type.group("doc").contains("@hidden"))) {
                types.add(room(file) + "." + type.group("name"));
            }
        }
        return types;
    }

    @Test
    void fewTypesArePromised() {
        Set<String> types = promised();
        assertEquals(PUBLIC_TYPES, types.size(), () -> "public types of the rooms " + PROMISED + " that are not @hidden: " + types);
    }

    @Test
    void noSimpleNameIsUsedTwice() {
        Map<String, Set<String>> rooms = new HashMap<>();
        for (Path file : sources()) {
            rooms.computeIfAbsent(file.getFileName().toString(), name -> new TreeSet<>()).add(room(file));
        }
        assertTrue(rooms.keySet().containsAll(Set.of("ParallelMap.java", "FirstMap.java", "Main.java")), "all modules are looked at");
        rooms.values().removeIf(used -> used.size() == 1);
        assertEquals(Map.of(), rooms);
    }

    @Test
    void noRoomIsTooLarge() {
        Map<String, Integer> files = new TreeMap<>();
        for (Path file : sources()) {
            files.merge(room(file), 1, Integer::sum);
        }
        files.values().removeIf(count -> count <= FILES);
        assertEquals(Map.of(), files, "divide these rooms");
    }

    /** Scala calls a method that a type has from an interface by the interface's name, and must be able to see it. */
    @Test
    void whatPromisedTypesInheritFromIsPublic() throws ClassNotFoundException {
        Set<String> unseen = new TreeSet<>();
        for (String type : promised()) {
            Class<?> promised = Class.forName("org.trialmap." + type);
            Stream.concat(Stream.of(promised.getInterfaces()), Stream.ofNullable(promised.getSuperclass())).filter(above -> !Modifier.isPublic(above.getModifiers()))
                    .forEach(above -> unseen.add(type + " <- " + above.getSimpleName()));
        }
        assertEquals(Set.of(), unseen);
    }
}
