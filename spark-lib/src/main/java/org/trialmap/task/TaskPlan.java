package org.trialmap.task;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.trialmap.setting.Setting;

/**
 * What is to be computed, apart from how and where. Equal inputs, function, captured values, seed and result layout give an equal plan and
 * {@link #planId()} on any machine; batching, retries, backend and the like do not enter.
 *
 * <p>The code of the function is not part of it: a run whose code has changed is resumed, with a warning.
 *
 * @param name of the map and its result files: 1 to 200 bytes in UTF-8, not blank, no dot at the beginning, no slash, backslash or NUL
 * @param function class and method
 * @param captured digest of the values that the function captured
 * @param inputs digest of the inputs
 * @param tasks number of tasks, at least 0
 * @param seed of the random streams
 * @param random generator of the random streams
 * @param layout of the results, with the declared shape if there is one; {@code none} where results are not saved
 */
public record TaskPlan(String name, String function, String captured, String inputs, int tasks, long seed, RandomAlgorithm random, String layout)
        implements Serializable {
    private static final int LONGEST_NAME = 200;

    /** @throws IllegalArgumentException if the name or the number of tasks is out of range */
    public TaskPlan {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(function, "function");
        Objects.requireNonNull(captured, "captured");
        Objects.requireNonNull(inputs, "inputs");
        Objects.requireNonNull(random, "random");
        Objects.requireNonNull(layout, "layout");
        Sequences.checkCount(tasks);
        checkName(name);
    }

    /** The same for another number of tasks. */
    public TaskPlan ofTasks(int count) {
        return new TaskPlan(name, function, captured, inputs, count, seed, random, layout);
    }

    /** The part of the plan that decides about results, field by field, in words. */
    public Map<String, String> identity() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("function", function);
        fields.put("captured values", captured);
        fields.put("inputs", inputs);
        fields.put("number of tasks", Integer.toString(tasks));
        fields.put("seed", Long.toString(seed));
        fields.put("random generator", random.toString());
        fields.put("layout", layout);
        return fields;
    }

    /** Twelve hexadecimal digits that stand for {@link #identity()}. */
    public String planId() {
        Fingerprint fingerprint = new Fingerprint();
        identity().forEach((field, value) -> fingerprint.add(field).add(value));
        return fingerprint.hex().substring(0, 12);
    }

    /** The first field in which another plan differs, as {@code field: this -> other}; empty if their results are the same. */
    public Optional<String> difference(TaskPlan other) {
        Map<String, String> others = other.identity();
        return identity().entrySet().stream().filter(field -> !field.getValue().equals(others.get(field.getKey())))
                .map(field -> field.getKey() + ": " + field.getValue() + " -> " + others.get(field.getKey())).findFirst();
    }

    /**
     * Whether a name may stand for files of a result folder: 1 to 200 bytes in UTF-8, not blank, no dot at the beginning, no slash, backslash or NUL.
     * So it never leads out of its folder, also where it was read from a file that somebody else may have written.
     */
    public static boolean isFileName(String name) {
        return !name.isBlank() && !name.startsWith(".") && name.getBytes(StandardCharsets.UTF_8).length <= LONGEST_NAME
                && name.chars().noneMatch(c -> c == '/' || c == '\\' || c == '\0');
    }

    /** Refuses names that cannot be part of a file name. */
    static void checkName(String name) {
        if (!isFileName(name)) {
            throw new IllegalArgumentException("The name " + Labels.of(name) + " cannot be used for result files: it must have 1 to " + LONGEST_NAME + " bytes,"
                    + " not be blank, not begin with a dot, and hold no slash, backslash or NUL. Choose another with " + Setting.NAME + ".");
        }
    }
}
