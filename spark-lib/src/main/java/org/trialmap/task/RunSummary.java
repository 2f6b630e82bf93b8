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
 * @param partitions that the tasks were sent in
 * @param slots tasks that can run at the same time
 * @param wallSeconds from start to end, gathering included where that is known
 * @param phases how these seconds were spent
 * @param callSeconds sum of the times of all calls
 * @param longestCallSeconds of a single call
 * @param bytesWritten to payload files, 0 if results were not saved
 * @param peakMemoryBytes the most that a process which ran tasks has had at one time since it began, as the system counts it (resident); 0 where it is not known, as on other systems than Linux
 * @param master backend, for example {@code serial} or {@code local[4]}
 */
public record RunSummary(int tasks, int ran, int failed, int retried, int partitions, int slots, double wallSeconds, Phases phases,
        double callSeconds, double longestCallSeconds, long bytesWritten, long peakMemoryBytes, String master) implements Serializable {

    /**
     * Where the seconds of a run went, one after the other.
     *
     * @param startSeconds until all was ready to be computed: reading what there is, planning, sending
     * @param waitSeconds for workers, until the first task began
     * @param runSeconds from the beginning of the first task to the end of the last
     * @param gatherSeconds for making one container of the results; 0 in the container itself, which is made before that is known
     */
    public record Phases(double startSeconds, double waitSeconds, double runSeconds, double gatherSeconds) implements Serializable {}

    public RunSummary {
        phases = phases == null ? new Phases(0, 0, wallSeconds, 0) : phases; // written by a version that did not tell them apart
    }

    /** The same with the time for gathering. */
    public RunSummary gathered(double seconds) {
        return new RunSummary(tasks, ran, failed, retried, partitions, slots, wallSeconds + seconds, new Phases(phases.startSeconds, phases.waitSeconds, phases.runSeconds, seconds),
                callSeconds, longestCallSeconds, bytesWritten, peakMemoryBytes, master);
    }

    /** Share of the slots' time that was spent in calls while tasks ran, 0 to 1; 0 if no time has passed, or where there are no slots, as for gathering. */
    public double efficiency() {
        return phases.runSeconds * slots <= 0 ? 0 : Math.min(1, callSeconds / (phases.runSeconds * slots));
    }

    /** One line for a log. */
    public String line() {
        return String.format(Locale.ROOT, "%d of %d tasks ran in %.2f s on %s (%d slots, %d partitions): start-up %.2f s, waiting for workers %.2f s,"
                + " gathering %.2f s, calls %.2f s, efficiency %.0f%%, longest call %.3f s, %d retried, %d failed, %,d bytes written", ran, tasks, phases.runSeconds, master,
                slots, partitions, phases.startSeconds, phases.waitSeconds, phases.gatherSeconds, callSeconds, 100 * efficiency(), longestCallSeconds, retried,
                failed, bytesWritten);
    }
}
