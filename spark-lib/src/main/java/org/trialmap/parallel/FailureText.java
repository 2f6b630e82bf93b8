package org.trialmap.parallel;

import java.util.List;
import org.trialmap.setting.Setting;
import org.trialmap.support.ExceptionText;
import org.trialmap.task.RunSummary;
import org.trialmap.task.TaskFailure;

/** The texts of runs that did not give all results. */
final class FailureText {
    private static final int LISTED = 5;

    private FailureText() {}

    /** What collect keeps. */
    static String nothingStored() {
        return Setting.either("kept  : nothing, since collect stores nothing; outcomes(...) gives the results that there are, save(...) keeps them on disk",
                "kept  : nothing, since this step stores nothing; the same command begins it anew");
    }

    static String of(List<TaskFailure> failures, RunSummary summary, List<String> details) {
        StringBuilder text = new StringBuilder();
        failures.stream().limit(LISTED).forEach(failure -> text.append(failure.describe(summary.tasks())).append('\n'));
        if (failures.size() > LISTED) {
            text.append("... and ").append(failures.size() - LISTED).append(" more failed tasks\n");
        }
        return withDetails(text, details);
    }

    /** For runs that were cancelled ({@code broken} is null) or whose backend gave up. */
    static String stopped(RunSummary summary, Throwable broken, List<String> details) {
        StringBuilder text = new StringBuilder();
        text.append(broken == null ? "The run was cancelled" : "The run failed").append(" after ").append(summary.ran()).append(" of ").append(summary.tasks())
                .append(" tasks");
        if (broken != null) {
            text.append(": ").append(ExceptionText.words(broken));
        }
        return withDetails(text.append(text.charAt(text.length() - 1) == '.' ? "\n" : ".\n"), details);
    }

    /** For a process that ends while a run is under way. */
    static String ended(String name, int finished, int tasks, List<String> details) {
        return withDetails(new StringBuilder("The process ends while '" + name + "' is under way, with " + finished + " of " + tasks + " tasks finished:"
                + " System.exit in a function or elsewhere in the program, or a signal.\n"), details);
    }

    private static String withDetails(StringBuilder text, List<String> details) {
        details.forEach(detail -> text.append("  ").append(detail).append('\n'));
        return text.toString().stripTrailing();
    }
}
