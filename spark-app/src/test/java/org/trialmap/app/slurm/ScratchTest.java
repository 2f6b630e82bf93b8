package org.trialmap.app.slurm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a job removes of earlier ones: never what a living job uses. */
class ScratchTest {
    @TempDir
    private Path disk;

    @BeforeEach
    void folders() throws Exception {
        for (String name : List.of("trialmap-5.0-11", "trialmap-7.0-12", "trialmap-7.1-13", "trialmap-9.0-14", "something")) {
            Files.createDirectory(disk.resolve(name));
        }
    }

    private List<String> left(Supplier<Set<String>> alive) throws IOException {
        new Scratch("7", 1, List.of(disk.toString(), disk.resolve("not there").toString())).sweep(alive);
        try (Stream<Path> found = Files.list(disk)) {
            return found.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void removesWhatEndedJobsAndItsOwnEarlierStartsHaveLeft() throws Exception {
        assertEquals(List.of("something", "trialmap-7.1-13", "trialmap-9.0-14"), left(() -> Set.of("7", "9")));
    }

    @Test
    void aJobThatStartsBetweenTheLookAndTheAnswerKeepsItsFolder() throws Exception {
        assertEquals(List.of("something", "trialmap-7.1-13", "trialmap-8.0-15", "trialmap-9.0-14"), left(() -> {
            disk.resolve("trialmap-8.0-15").toFile().mkdir();
            return Set.of("7", "9");
        }));
    }

    @Test
    void anAnswerWithoutTheJobThatAsksIsNotOneOfAllJobs() throws Exception {
        for (Set<String> answer : List.of(Set.<String>of(), Set.of("9"), Set.of("no news"))) {
            assertEquals(List.of("something", "trialmap-5.0-11", "trialmap-7.1-13", "trialmap-9.0-14"), left(() -> answer));
        }
    }
}
