package org.trialmap.store.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.trialmap.References;
import org.trialmap.store.Layout;
import org.trialmap.store.SaveOptions;
import org.trialmap.store.SavedResults;
import org.trialmap.support.IndexRanges;

/** Writes that fail half-way. The shell's limit of a file's size stands for a full disk: the system refuses the write in the same way. */
class FullDiskTest {
    @TempDir
    Path folder;

    private String limited(Object... args) throws IOException, InterruptedException {
        References.need(Files.isExecutable(Path.of("/bin/bash")), "/bin/bash");
        List<String> command = new java.util.ArrayList<>(List.of("/bin/bash", "-c", "ulimit -f 100; exec \"$@\"", "bash",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:-UsePerfData", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), Limited.class.getName()));
        command.addAll(List.of(Runs.args(args)));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        assertTrue(process.waitFor(2, TimeUnit.MINUTES));
        return output;
    }

    @ParameterizedTest
    @EnumSource(Layout.class)
    void aPayloadThatDoesNotFitIsNamedAndLeavesNothing(Layout layout) throws IOException, InterruptedException {
        String output = limited("payload", folder, layout);
        assertTrue(output.contains("result") && output.contains(" cannot be written to " + folder.resolve("d_payload") + " on host "), output);
        assertTrue(output.contains("File too large") && output.contains("Free space, or write to another folder, and run again."), output);
        assertEquals(1, Runs.files(folder.resolve("d_payload")).size());
        try (ResultRun run = Runs.open(folder, Runs.plan("d", 4), Runs.RESUME.withLayout(layout))) {
            assertEquals(IndexRanges.parse("0"), run.finished());
        }
    }

    @Test
    void aContainerThatDoesNotFitIsGatheredLater() throws IOException, InterruptedException {
        String output = limited("container", folder, Layout.STACKED);
        assertTrue(output.contains("The container " + folder.resolve("d.h5") + " cannot be written: ") && output.contains("File too large"), output);
        assertTrue(output.contains("All results are kept in " + folder.resolve("d_payload") + ". Remove the cause (free space, if it is that), then"
                + " build it with: trialmap gather "
                + folder), output);
        assertTrue(Runs.files(folder).stream().noneMatch(file -> file.endsWith(".tmp") || file.equals("d.h5")));
        try (SavedResults saved = Gather.folder(folder)) {
            assertEquals(IndexRanges.parse(""), saved.missing());
            assertEquals(5000, saved.doubles(3).length);
        }
    }

    /** Runs in a process that may write files of 100 kB at most. */
    static final class Limited {
        public static void main(String[] args) throws IOException {
            SaveOptions save = Runs.LINKED.withLayout(Layout.valueOf(args[2]));
            try (ResultRun run = Runs.open(Path.of(args[1]), Runs.plan("d", 4), save)) {
                if (args[0].equals("payload")) {
                    Runs.compute(run, 0, i -> new double[5000], 0);
                    Runs.compute(run, 1, i -> new double[5000], 1, 2, 3);
                } else {
                    Runs.missing(run, 1, i -> new double[5000]);
                }
                Runs.finish(run);
            } catch (IOException e) {
                System.out.println(e.getMessage());
            }
        }
    }
}
