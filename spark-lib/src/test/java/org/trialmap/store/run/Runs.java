package org.trialmap.store.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.trialmap.array.NdArray;
import org.trialmap.store.Existing;
import org.trialmap.store.Layout;
import org.trialmap.store.SaveOptions;
import org.trialmap.store.SavedResults;
import org.trialmap.support.Hosts;
import org.trialmap.task.RandomAlgorithm;
import org.trialmap.task.RunSummary;
import org.trialmap.task.Stacking;
import org.trialmap.task.TaskFailure;
import org.trialmap.task.TaskPlan;

/** Runs without an engine: what the driver and the executors would do, in the test's own thread. */
public final class Runs {
    public static final SaveOptions LINKED = SaveOptions.DEFAULTS;
    public static final SaveOptions SINGLE = LINKED.withLayout(Layout.SINGLE);
    public static final SaveOptions STACKED = LINKED.withLayout(Layout.STACKED);
    static final SaveOptions RESUME = LINKED.withExisting(Existing.RESUME);
    public static final SaveOptions OVERWRITE = LINKED.withExisting(Existing.OVERWRITE);

    private Runs() {}

    public static TaskPlan plan(String name, int tasks) {
        return plan(name, tasks, 1);
    }

    public static TaskPlan plan(String name, int tasks, long seed) {
        return new TaskPlan(name, "Example::square", "c0", "i0", tasks, seed, RandomAlgorithm.XOSHIRO256PP, "any");
    }

    public static ResultRun open(Path folder, TaskPlan plan, SaveOptions save) throws IOException {
        return ResultRun.open(folder, plan, Stacking.tasks(plan.tasks()), Map.of(), Map.of("seed", Long.toString(plan.seed())), save);
    }

    /** Computes some tasks as one partition and journals them. */
    public static PayloadCommit compute(ResultRun run, int partition, IntFunction<Object> function, int... tasks) throws IOException {
        PayloadCommit commit = write(run, partition, function, tasks);
        run.journal(commit);
        return commit;
    }

    /** What an executor does; the driver has not heard of it yet. */
    public static PayloadCommit write(ResultRun run, int partition, IntFunction<Object> function, int... tasks) throws IOException {
        try (PayloadAttempt attempt = run.target().begin(partition, 0, tasks)) {
            for (int task : tasks) {
                attempt.add(task, function.apply(task));
            }
            return attempt.commit();
        }
    }

    public static SavedResults finish(ResultRun run) throws IOException {
        return run.finish(summary(run), List.of());
    }

    static RunSummary summary(ResultRun run) {
        int tasks = run.plan().tasks();
        int finished = run.finished().cardinality();
        return new RunSummary(tasks, finished, tasks - finished, 0, 1, 4, 2.0, null, 4.0, 0.5, 1000, 0, "serial");
    }

    static TaskFailure failure(int task) {
        return new TaskFailure(task, "x=" + task, "java.lang.IllegalStateException", "no luck", "java.lang.IllegalStateException: no luck\n\tat"
                + " Example", "node3", 1);
    }

    /** A whole run, in partitions of {@code size} tasks. */
    public static SavedResults all(Path folder, TaskPlan plan, SaveOptions save, int size, IntFunction<Object> function) throws IOException {
        try (ResultRun run = open(folder, plan, save)) {
            missing(run, size, function);
            return finish(run);
        }
    }

    static void missing(ResultRun run, int size, IntFunction<Object> function) throws IOException {
        int[] tasks = IntStream.range(0, run.plan().tasks()).filter(task -> !run.finished().get(task)).toArray();
        for (int at = 0; at < tasks.length; at += size) {
            compute(run, at / size, function, java.util.Arrays.copyOfRange(tasks, at, Math.min(at + size, tasks.length)));
        }
    }

    /** A refusal without who holds the lock, once that is seen to be this process. */
    static String byThisProcess(String refusal) {
        return refusal.replaceFirst(" \\(user " + System.getProperty("user.name") + " on host " + Hosts.name() + ", process " + ProcessHandle.current().pid()
                + ", since \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d UTC\\)", " (ME)");
    }

    static String[] args(Object... values) {
        return Stream.of(values).map(Object::toString).toArray(String[]::new);
    }

    /** Every regular file below a folder with its content. */
    static Map<String, List<Byte>> content(Path folder) {
        try (Stream<Path> walk = Files.walk(folder)) {
            Map<String, List<Byte>> files = new LinkedHashMap<>();
            for (Path file : walk.filter(Files::isRegularFile).sorted().toList()) {
                byte[] bytes = Files.readAllBytes(file);
                files.put(folder.relativize(file).toString(), IntStream.range(0, bytes.length).mapToObj(i -> bytes[i]).toList());
            }
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> files(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(Files::isRegularFile).map(file -> folder.relativize(file).toString()).sorted().toList();
        }
    }

    static List<Path> payload(ResultRun run) throws IOException {
        try (Stream<Path> list = Files.list(run.payloadFolder())) {
            return list.sorted().toList();
        }
    }

    public static NdArray vector(double... values) {
        return NdArray.of(values, values.length);
    }
}
