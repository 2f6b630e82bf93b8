package org.trialmap.app.slurm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.opentest4j.AssertionFailedError;
import org.trialmap.Await;
import org.trialmap.store.SavedResults;

/** A job of tasks that write down when they start and end, so that a test can say how often each of them ran. Their results are i, i * i. */
record CountedJob(SlurmTestbed slurm, Path folder, String id, int tasks) {

    /** So many tasks of {@link #held} go through at once. */
    static final int FREE = 3;
    private static final int HELD = 8;

    /** Tasks that take {@code seconds} each. */
    static CountedJob sleeping(SlurmTestbed slurm, String nodes, int tasks, int seconds) throws Exception {
        return submit(slurm, slurm.folder(), nodes, tasks, "sleep " + seconds);
    }

    /** Tasks of which {@link #FREE} go through at once, and the others when {@link #go} is said. */
    static CountedJob held(SlurmTestbed slurm, String nodes, String... options) throws Exception {
        return held(slurm, slurm.folder(), nodes, FREE, options);
    }

    static CountedJob held(SlurmTestbed slurm, Path folder, String nodes, int free, String... options) throws Exception {
        return submit(slurm, folder, nodes, HELD, "[ $1 -lt " + free + " ] || while [ ! -e go ]; do sleep 0.2; done", options);
    }

    private static CountedJob submit(SlurmTestbed slurm, Path folder, String nodes, int tasks, String work, String... options) throws Exception {
        List<String> words = new ArrayList<>(List.of("--sbatch=--nodelist=" + nodes, "--nodes", Integer.toString(count(nodes)), "--mem", "2G"));
        words.addAll(List.of(options));
        words.addAll(List.of("--", "exec", "--over", "i=0:" + tasks, "--batch", "1", "--parse", "numbers", "--out", "out", "--name", "job", "--", "sh", "-c",
                "echo $1 >>started; hostname >>hosts; " + work + "; echo $1 >>ended; echo $1 $(($1 * $1))", "-", "{i}"));
        return new CountedJob(slurm, folder, slurm.submit(folder, words.toArray(String[]::new)), tasks);
    }

    void go() throws IOException {
        Files.createFile(folder.resolve("go"));
    }

    /** Of {@code node7} and {@code node[1-3]}. */
    private static int count(String nodes) {
        String[] range = nodes.replaceAll("[^\\d-]", "").split("-");
        return Integer.parseInt(range[range.length - 1]) - Integer.parseInt(range[0]) + 1;
    }

    List<String> lines(String file) throws IOException {
        Path path = folder.resolve(file);
        return Files.exists(path) ? Files.readAllLines(path) : List.of();
    }

    /** Until so many lines are in {@code started}, {@code ended} or {@code hosts}. */
    void await(String file, int count) throws Exception {
        for (int i = 0; i < 3000 && lines(file).size() < count; i++) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
        if (lines(file).size() < count) {
            throw new AssertionFailedError("Job " + id + " is " + slurm.job(id).state() + ", " + lines(file).size() + " in " + file + "\n" + log());
        }
    }

    /** When it is back in the queue, where it would wait for two minutes. Nothing is held any more. */
    void startAgain() throws Exception {
        slurm.await(id, folder, "PENDING");
        go();
        slurm.startNow(id);
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

    /** The tasks that go through, when their results are journalled. */
    List<String> settled() throws Exception {
        await("ended", FREE);
        Await.until("results of the first tasks", () -> Await.journalled(folder.resolve("out")) >= FREE);
        return lines("ended");
    }

    /** None of these was done again. */
    void assertOnce(List<String> tasks) throws IOException {
        List<String> again = new ArrayList<>(lines("started"));
        again.retainAll(tasks);
        assertEquals(tasks.stream().distinct().sorted().toList(), again.stream().sorted().toList(), this::log);
    }

    String log() {
        try {
            return SlurmTestbed.log(id, folder);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
