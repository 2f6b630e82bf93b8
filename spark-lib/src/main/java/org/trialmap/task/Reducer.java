package org.trialmap.task;

import java.util.Locale;

/** What one value is made of the results of all tasks, element by element and in the tasks' order, so that its bits are the same on every backend. */
public enum Reducer {
    /** Of integers an int64, exact; else float64 or complex128. */
    SUM,
    /** How many are true, of truth values: an int64. */
    COUNT,
    /** The smallest, in the results' type; NaN where one is NaN. */
    MIN,
    /** The largest, in the results' type; NaN where one is NaN. */
    MAX,
    /** The sum divided by the number of tasks: float64 or complex128. */
    MEAN,
    /** Whether all are true, of truth values. */
    ALL,
    /** Whether one is true, of truth values. */
    ANY;

    /** For example {@code sum}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
