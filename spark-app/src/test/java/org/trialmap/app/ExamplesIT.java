package org.trialmap.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.app.Commands.Ended;
import org.trialmap.store.SavedResults;

/** {@code trialmap examples} with the jar of the distribution. Their numbers are tested where they are. */
class ExamplesIT {
    private static final String FIRST = "f(x, y=4, z=3) for x = 2, 4, 6, 8: [18.0, 24.0, 30.0, 36.0]\n";

    @TempDir
    private Path folder;

    private Ended run(String... arguments) throws Exception {
        return new Commands(folder).run(Stream.concat(Stream.of(Commands.TRIALMAP, "examples"), Stream.of(arguments)).toArray(String[]::new));
    }

    @Test
    void withoutANameTheyAreListed() throws Exception {
        Ended ended = run();
        assertEquals(List.of(0, ""), List.of(ended.code(), ended.err()));
        assertTrue(ended.out().matches("(?s)first-map +f\\(x, y, z=3\\) for four values of x: ACME, Syncopy\n.*"), ended.out());
    }

    /** Executors of a cluster get the jar, too. */
    @Test
    void oneRunsOnEveryBackend() throws Exception {
        for (String master : List.of("serial", "local[2]", "local-cluster[2,1,1024]")) {
            Ended ended = run("first-map", "--master", master);
            assertEquals(List.of(0, FIRST), List.of(ended.code(), ended.out()), master + "\n" + ended.err());
        }
    }

    @Test
    void aWrongNameIsRefusedWithTheLikeliest() throws Exception {
        Ended ended = run("first-mpa");
        assertEquals(List.of(2, ""), List.of(ended.code(), ended.out()));
        assertTrue(ended.err().startsWith("trialmap: There is no example 'first-mpa'. Did you mean 'first-map'? The examples are first-map, gen-and-mean, "), ended.err());
    }

    private static String block(String tag) throws IOException {
        String text = Files.readString(Path.of("src/test/sh/tutorials.sh"));
        return text.substring(text.indexOf("# tag::" + tag + "[]\n"), text.indexOf("# end::" + tag + "[]"));
    }

    /** The texts of all tasks of the result in a folder, after a script has run. */
    private List<String> texts(String script, String results) throws Exception {
        Ended ended = new Commands(folder).run("bash", "-euc", script);
        assertEquals(0, ended.code(), ended.err());
        try (SavedResults saved = SavedResults.open(folder.resolve(results))) {
            return IntStream.range(0, saved.tasks()).mapToObj(task -> ((String[]) saved.read(task).data())[0]).toList();
        }
    }

    /** The commands of docs/tutorials and docs/migrating.md, as they stand there. */
    @Test
    void commandsOfThePagesRunAsTheyStandThere() throws Exception {
        for (String name : List.of("scripts", "spark-app", "pom.xml", "conf")) {
            Files.createSymbolicLink(folder.resolve(name), Commands.ROOT.resolve(name));
        }
        Ended first = new Commands(folder).run("bash", "-euc", block("first-map"));
        assertEquals(List.of(0, "first/f.h5\n"), List.of(first.code(), first.out()), first.err());
        try (SavedResults results = SavedResults.open(folder.resolve("first"))) {
            assertEquals(List.of(18.0, 24.0, 30.0, 36.0), IntStream.range(0, 4).mapToObj(task -> results.doubles(task)[0]).toList());
        }
        Ended loops = new Commands(folder).run("bash", "-euc", block("nested-loops"));
        assertEquals(0, loops.code(), loops.err());
        try (Stream<Path> csv = Files.walk(folder.resolve("errors.csv"))) {
            List<String> lines = Files.readAllLines(csv.filter(Files::isRegularFile).filter(file -> file.toString().endsWith(".csv")).findFirst().orElseThrow());
            assertEquals(301, lines.size());
            assertTrue(lines.get(0).contains("k,fold"), lines.get(0));
        }
        Files.writeString(folder.resolve("a b.txt"), "12345\n");
        Files.writeString(folder.resolve("c.txt"), "1\n");
        assertEquals(List.of("6 a b.txt", "2 c.txt"), texts(block("gnu-parallel"), "sizes"));
        assertEquals(List.of("1 x", "1 y", "1 z", "2 x", "2 y", "2 z", "3 x", "3 y", "3 z"), texts("true", "pairs"));
        Ended array = new Commands(folder).run("bash", "-euc", block("job-array"));
        assertEquals(0, array.code(), array.err());
        try (SavedResults squares = SavedResults.open(folder.resolve("analysed"))) {
            assertEquals(IntStream.rangeClosed(1, 21).mapToObj(n -> n * n * 1.0).toList(), IntStream.range(0, 21).mapToObj(task -> squares.doubles(task)[0]).toList());
            assertEquals(21, squares.tasks());
        }
        for (String link : List.of("scripts", "spark-app", "pom.xml", "conf")) {
            Files.delete(folder.resolve(link)); // JUnit warns of each link that it finds when it cleans up
        }
    }

    @Test
    void theirJarIsNotAmongThoseOfEveryCommand() throws IOException {
        assertTrue(Files.exists(Commands.DIST.resolve("examples")));
        try (Stream<Path> jars = Files.list(Commands.DIST.resolve("jars"))) {
            assertFalse(jars.anyMatch(jar -> jar.getFileName().toString().contains("examples")));
        }
    }
}
