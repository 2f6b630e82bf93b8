package org.trialmap.parallel;

/**
 * Knows whether the calling thread works for a task of a Spark application, also where a task has started the thread itself: a map of the same application
 * would wait there for slots that the tasks occupy which wait for it.
 */
final class InsideTask implements AutoCloseable {
    private static final InheritableThreadLocal<InsideTask> CURRENT = new InheritableThreadLocal<>();

    private volatile boolean ended;

    private InsideTask() {}

    /** Marks this thread, and those that it starts, until it is closed. */
    static InsideTask enter() {
        InsideTask inside = new InsideTask();
        CURRENT.set(inside);
        return inside;
    }

    /** Throws {@link IllegalStateException} if a map is to be started inside a task. */
    static void refuse(String master) {
        InsideTask inside = CURRENT.get();
        if (inside != null && !inside.ended) {
            throw new IllegalStateException("A map on " + master + " cannot be started inside a task of another map: it would wait for slots, and the tasks that occupy them"
                    + " for it. Make one map over all combinations (grid, or a list of pairs), or use ParallelMap.serial() inside the task.");
        }
    }

    @Override
    public void close() {
        ended = true;
        CURRENT.remove();
    }
}
