package org.trialmap.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.opentest4j.AssertionFailedError;
import org.trialmap.store.SavedResults;

/** A job of tasks that write down when they start and end, so that a test can say how often each of them ran. */
record CountedJob(SlurmTestbed slurm, Path folder, String id, int tasks) {

    /** Submits tasks that take {@code seconds} each; their results are i, i * i. */
    static CountedJob submit(SlurmTestbed slurm, int tasks, double seconds, String... options) throws Exception {
        Path folder = slurm.folder();
        List<String> words = new ArrayList<>(List.of(options));
        words.addAll(List.of("--", "exec", "--over", "i=0:" + tasks, "--batch", "1", "--parse", "numbers", "--out", "out", "--name", "job", "--", "sh", "-c",
                "echo $1 >>started; sleep " + seconds + "; echo $1 >>ended; echo $1 $(($1 * $1))", "-", "{i}"));
        return new CountedJob(slurm, folder, slurm.submit(folder, words.toArray(String[]::new)), tasks);
    }

    List<String> lines(String file) throws IOException {
        Path path = folder.resolve(file);
        return Files.exists(path) ? Files.readAllLines(path) : List.of();
    }

    void awaitEnded(int count) throws Exception {
        for (int i = 0; i < 1200 && lines("ended").size() < count; i++) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
        if (lines("ended").size() < count) {
            throw new AssertionFailedError("Job " + id + " is " + slurm.job(id).state() + ", " + lines("ended").size() + " tasks have ended\n" + SlurmTestbed.log(id, folder));
        }
    }

    void assertCompleted(int restarts) throws Exception {
        assertEquals("COMPLETED 0:0", slurm.end(id, folder), log());
        assertEquals(restarts, slurm.job(id).restarts());
        try (SavedResults results = SavedResults.open(folder.resolve("out"))) {
            assertEquals(tasks, results.tasks());
            for (int i = 0; i < tasks; i++) {
                assertArrayEquals(new double[] {i, (double) i * i}, results.doubles(i));
            }
        }
    }

    /** No task was started again that had ended well before; {@code inFlight} may have been on their way at an interruption. */
    void assertNotDoneAgain(int inFlight) throws IOException {
        Map<String, Long> starts = lines("started").stream().collect(Collectors.groupingBy(each -> each, TreeMap::new, Collectors.counting()));
        assertEquals(IntStream.range(0, tasks).mapToObj(Integer::toString).sorted().toList(), starts.keySet().stream().sorted().toList());
        long again = starts.values().stream().mapToLong(count -> count - 1).sum();
        assertTrue(again <= inFlight, () -> again + " tasks were started again: " + starts + "\n" + log());
    }

    String log() {
        try {
            return SlurmTestbed.log(id, folder);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
