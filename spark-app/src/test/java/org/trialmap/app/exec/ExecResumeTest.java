package org.trialmap.app.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.Warnings;
import org.trialmap.app.InProcess;
import org.trialmap.app.InProcess.Ended;
import org.trialmap.store.SavedResults;

/** What a program and its files were when a run began is compared when the run is resumed. */
@Timeout(600)
class ExecResumeTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void script() throws Exception {
        InProcess.noOtherSpark();
        write("count.sh", "test $(cat $1) != b && wc -c < $1\n");
        for (String subject : List.of("a", "b", "c")) {
            write(subject + ".txt", subject);
        }
    }

    private void write(String name, String text) throws Exception {
        Path file = Files.writeString(folder.resolve(name), text);
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-01-02T03:04:05Z").plusSeconds(text.length())));
    }

    private Ended exec(String... more) {
        List<String> arguments = new ArrayList<>(List.of("exec", "--out", folder.resolve("out").toString(), "--master", "serial", "--quiet", "--name", "job",
                "--over", "s=a,b,c"));
        arguments.addAll(List.of(more));
        arguments.addAll(List.of("--", "sh", folder.resolve("count.sh").toString(), folder + "/{s}.txt"));
        return InProcess.run(arguments.toArray(String[]::new));
    }

    @Test
    void aCorrectedScriptIsWarnedOf() throws Exception {
        assertEquals(1, exec().code());
        write("count.sh", "wc -c < $1\n");
        assertEquals(List.of(folder.resolve("count.sh") + ": 34 bytes, modified 2026-01-02T03:04:39Z -> 11 bytes, modified 2026-01-02T03:04:16Z: changed since"
                + " this run began. What had finished is kept as it is. Use --overwrite to compute all of it again."), Warnings.of(() -> {
                    Ended resumed = exec("--resume");
                    assertEquals(0, resumed.code(), resumed.err());
                }));
        try (SavedResults results = SavedResults.open(folder.resolve("out"))) {
            assertEquals(1, results.summary().orElseThrow().ran());
        }
    }

    @Test
    void aChangedFileIsRefused() throws Exception {
        assertEquals(1, exec().code());
        write("a.txt", "more than before");
        assertEquals(new Ended(1, "", "trialmap: The results named 'job' in " + folder.resolve("out") + " cannot be resumed: a file that the inputs name has changed"
                + " since the run began (" + folder + "/a.txt: 1 bytes, modified 2026-01-02T03:04:06Z -> 16 bytes, modified 2026-01-02T03:04:21Z), and what is"
                + " finished may be of the earlier one; nothing was touched. Restore it, use --overwrite to start over, or choose another name with --name.\n"), exec("--resume"));
        write("a.txt", "a");
        assertEquals(1, exec("--resume").code(), "b fails as before");
    }
}
