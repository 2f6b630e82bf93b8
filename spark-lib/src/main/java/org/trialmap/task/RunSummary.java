package org.trialmap.task;

import java.io.Serializable;
import java.util.Locale;

/**
 * What a run did, in figures.
 *
 * @param tasks in the whole map
 * @param ran tasks that this run computed (a resumed run computes what was missing)
 * @param failed tasks without a result
 * @param retried attempts beyond the first
 * @param partitions that the tasks travelled in
 * @param slots tasks that can run at the same time
 * @param wallSeconds from start to end
 * @param callSeconds sum of the times of all calls
 * @param longestCallSeconds of a single call
 * @param bytesWritten to payload files, 0 if results were not saved
 * @param master backend, for example {@code serial} or {@code local[4]}
 */
public record RunSummary(int tasks, int ran, int failed, int retried, int partitions, int slots, double wallSeconds, double callSeconds,
        double longestCallSeconds, long bytesWritten, String master) implements Serializable {

    /** Share of the slots' time that was spent in calls, 0 to 1; 0 if no time has passed, or where there are no slots, as for gathering. */
    public double efficiency() {
        return wallSeconds * slots <= 0 ? 0 : Math.min(1, callSeconds / (wallSeconds * slots));
    }

    /** One line for a log. */
    public String line() {
        return String.format(Locale.ROOT, "%d of %d tasks ran in %.2f s on %s (%d slots, %d partitions): calls %.2f s, efficiency %.0f%%, longest call %.3f s, %d retried,"
                + " %d failed, %,d bytes written", ran, tasks, wallSeconds, master, slots, partitions, callSeconds, 100 * efficiency(), longestCallSeconds, retried,
                failed, bytesWritten);
    }
}
