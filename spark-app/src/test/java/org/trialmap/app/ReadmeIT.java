package org.trialmap.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.app.examples.SyntheticRecording;

/** The README's commands, run as they stand there. */
@Tag("slow")
class ReadmeIT {
    private static final Path SOURCE = Path.of("src/test/sh/readme.sh");

    @TempDir
    Path temporary;

    /** JUnit warns of each link that it finds when it cleans up. */
    @AfterEach
    void deleteLinks() throws IOException {
        try (Stream<Path> tree = Files.walk(temporary)) {
            for (Path link : tree.filter(Files::isSymbolicLink).toList()) {
                Files.delete(link);
            }
        }
    }

    /** A folder that looks like the project's root, so that results do not land in it. */
    private Path root() throws IOException {
        Path root = Files.createDirectories(temporary.resolve("project"));
        for (String name : List.of("scripts", "spark-app", "pom.xml", "conf")) {
            Files.createSymbolicLink(root.resolve(name), Commands.ROOT.resolve(name));
        }
        SyntheticRecording.DEMO.write(root.resolve("recording.h5"));
        return root;
    }

    private static String block(String tag) throws IOException {
        String text = Files.readString(SOURCE);
        int start = text.indexOf("# tag::" + tag + "[]");
        return text.substring(text.indexOf('\n', start) + 1, text.indexOf("# end::" + tag + "[]"));
    }

    private Commands.Ended run(Path root, String tag) throws Exception {
        Path bin = temporary.resolve("spark/bin");
        return new Commands(root).with("DATA", "recording.h5").with("PATH", bin + ":" + System.getenv("PATH")).run("bash", "-euc", block(tag));
    }

    @Test
    void theCommandsRunAsTheyStandThere() throws Exception {
        Path root = root();
        Commands.Ended map = run(root, "map");
        assertEquals(0, map.code(), map.err());
        assertTrue(map.out().startsWith("results/Rms.h5\n"), map.out());
        assertTrue(map.out().contains("float64 (20, 8)"), map.out());
        Commands.Ended plan = run(root, "plan");
        assertEquals(0, plan.code(), plan.err());
        assertTrue(Files.notExists(root.resolve("planned")), "planning leaves nothing");
        Commands.Ended exec = run(root, "exec");
        assertEquals(0, exec.code(), exec.err());
        Commands.Ended resume = run(root, "resume");
        assertEquals(0, resume.code(), resume.err());
        assertEquals(exec.out(), resume.out());
    }

    @Test
    void theAnalysesRunAsTheyStandThere() throws Exception {
        Path root = root();
        Commands.Ended analyses = run(root, "analyses");
        assertEquals(0, analyses.code(), analyses.err());
        assertEquals("noise.h5\nspec.spy\nfiltered.spy\nlow.h5\n", analyses.out());
        assertTrue(Files.exists(root.resolve("spec.spy/spec.spectral.info")), analyses.err());
    }

    @Test
    void sparkSubmitOfAStockSparkRunsTheApplicationJar() throws Exception {
        Path root = root();
        SparkSubmit.install(temporary.resolve("spark"));
        Commands.Ended submit = run(root, "submit");
        assertEquals(0, submit.code(), submit.err());
        assertTrue(Files.exists(root.resolve("submitted/LineLength.h5")), submit.err());
    }
}
