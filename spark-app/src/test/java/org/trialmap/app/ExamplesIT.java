package org.trialmap.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.app.Commands.Ended;

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
        assertTrue(ended.err().startsWith("trialmap: There is no example 'first-mpa'. Did you mean 'first-map'? The examples are first-map"), ended.err());
    }

    @Test
    void theirJarIsNotAmongThoseOfEveryCommand() throws IOException {
        assertTrue(Files.exists(Commands.DIST.resolve("examples")));
        try (Stream<Path> jars = Files.list(Commands.DIST.resolve("jars"))) {
            assertFalse(jars.anyMatch(jar -> jar.getFileName().toString().contains("examples")));
        }
    }
}
