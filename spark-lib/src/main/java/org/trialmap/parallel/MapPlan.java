package org.trialmap.parallel;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.trialmap.store.SaveOptions;
import org.trialmap.task.Batching;
import org.trialmap.task.RunOptions;
import org.trialmap.task.TaskPlan;

/**
 * What a map would do, found out without running anything.
 *
 * @param tasks what would be computed
 * @param options how, with the backend's settings filled in
 * @param save how results would be saved
 * @param master backend
 * @param slots tasks that can run at the same time
 * @param partitions that the tasks would be sent in; with timed batching the most there can be
 * @param timed tasks of a first wave that is timed before the size of the other batches is chosen; 0 = none are
 * @param inputBytes estimate of the bytes that are sent: the first input's size times the number of tasks
 * @param slotBytes of heap for each slot
 * @param taskBytes of data that the task reads which reads most; -1 where nobody knows
 * @param container where the results would go; empty where they are not saved
 * @param more lines for people, by their beginning, of at most 11 characters
 */
public record MapPlan(TaskPlan tasks, RunOptions options, SaveOptions save, String master, int slots, int partitions, int timed, long inputBytes,
        long slotBytes, long taskBytes, Optional<Path> container, Map<String, String> more) {

    /** This plan with more lines. */
    public MapPlan with(Map<String, String> lines) {
        Map<String, String> all = new LinkedHashMap<>(more);
        all.putAll(lines);
        return new MapPlan(tasks, options, save, master, slots, partitions, timed, inputBytes, slotBytes, taskBytes, container, all);
    }

    /** Several lines for people. */
    public String describe() {
        StringBuilder text = new StringBuilder();
        line(text, "function", tasks.function());
        line(text, "tasks", tasks.tasks() + " on " + slots + (slots == 1 ? " slot of " : " slots of ") + master);
        line(text, "partitions", timed > 0 ? "at most " + partitions + ", sized after a first wave of " + timed + " tasks has been timed"
                : partitions + (options.batching().isAuto() ? ", one task each" : ", at most " + options.batching() + " tasks each"));
        if (options.gpusPerTask() > 0) {
            line(text, "GPUs", options.gpusPerTask() + " per task" + (options.gpus().isEmpty() ? "" : ", of " + String.join(", ", options.gpus())));
        }
        more.forEach((key, words) -> line(text, key, words));
        if (options.order() == RunOptions.Order.LONGEST_FIRST) {
            line(text, "order", "tasks that read most begin first");
        }
        line(text, "memory", size(slotBytes) + " of heap per slot" + (taskBytes < 0 ? "" : "; a task reads at most " + size(taskBytes)));
        line(text, "inputs", "about " + inputBytes + " bytes to send");
        line(text, "seed", Long.toString(options.seed()));
        line(text, "plan id", tasks.planId());
        container.ifPresent(file -> {
            line(text, "results", file + " (" + save.layout().toString().toLowerCase(java.util.Locale.ROOT) + ")");
            line(text, "files", "1 container" + (save.layout() == org.trialmap.store.Layout.LINKED ? " and at most " + partitions + " payload files" : "") + ", and the run's record in "
                    + file.resolveSibling(".run"));
        });
        return text.toString();
    }

    private static String size(long bytes) {
        return bytes < 1_000_000 ? String.format(Locale.ROOT, "%.1f kB", bytes / 1e3) : String.format(Locale.ROOT, bytes < 10_000_000 ? "%.1f MB" : "%.0f MB", bytes / 1e6);
    }

    private static void line(StringBuilder text, String key, String value) {
        text.append(String.format(Locale.ROOT, "%-11s: %s%n", key, value));
    }
}
