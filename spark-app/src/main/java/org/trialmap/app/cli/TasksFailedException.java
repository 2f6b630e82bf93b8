package org.trialmap.app.cli;

import java.util.List;
import org.trialmap.parallel.MapFailedException;
import org.trialmap.task.TaskFailure;

/** What the library says of a run whose tasks failed, and the command that runs the first of them alone. */
public final class TasksFailedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public TasksFailedException(MapFailedException failed) {
        super(failed.getMessage() + alone(failed.failures()), failed.getCause());
        setStackTrace(failed.getStackTrace());
        for (Throwable other : failed.getSuppressed()) {
            addSuppressed(other);
        }
    }

    private static String alone(List<TaskFailure> failures) {
        return failures.isEmpty() ? "" : "\n  alone : the same command with " + RunFlags.TASK + " " + failures.get(0).index() + " --debug runs this task by itself and shows where it fails";
    }
}
