package org.trialmap.task;

import java.io.Serializable;
import java.util.List;

/**
 * Why a task has no result.
 *
 * @param index the task
 * @param label its input in words
 * @param type class name of the root cause
 * @param message of the root cause, may be empty
 * @param stackTrace of the whole exception, as printed
 * @param host where it happened
 * @param attempts how often it was tried
 */
public record TaskFailure(int index, String label, String type, String message, String stackTrace, String host, int attempts) implements Serializable {
    private static final int LINES = 4;

    /** For example {@code Task 17 of 500 (trial 18, channels 8..15) failed on node3: IllegalArgumentException: 12 channels, selection asks for 16.} */
    public String describe(int tasks) {
        String simple = type.substring(type.lastIndexOf('.') + 1).replace('$', '.');
        return "Task " + index + " of " + tasks + " (" + label + ") failed on " + host + (attempts > 1 ? " after " + attempts + " attempts" : "") + ": "
                + simple + (message.isEmpty() ? "" : ": " + message);
    }

    /** At most four lines: what happened, and the first lines of the stack trace. {@link #stackTrace} has all of it. */
    @Override
    public String toString() {
        String simple = type.substring(type.lastIndexOf('.') + 1).replace('$', '.');
        String first = "Task " + index + " (" + label + ") failed" + (host.isEmpty() ? "" : " on " + host) + (attempts > 1 ? " after " + attempts + " attempts" : "") + ": " + simple
                + (message.isEmpty() ? "" : ": " + message.lines().findFirst().orElse(""));
        List<String> frames = stackTrace.lines().map(String::strip).filter(line -> line.startsWith("at ")).limit(LINES - 1).toList();
        return frames.isEmpty() ? first : first + "\n  " + String.join("\n  ", frames);
    }
}
