package org.trialmap.parallel;

import org.trialmap.task.RunSummary;

/** Counts what a run has done so far. Written by the driving thread, read by any. */
final class RunCounters {
    private final int tasks;
    private volatile int before;
    private final long start = System.nanoTime();
    private volatile int ran;
    private volatile int failed;
    private volatile int retried;
    private long callNanos;
    private long longestNanos;
    private long bytes;
    private long peakBytes;
    private long waited;
    private long sent;
    private volatile long began; // when the first task did; 0 = none is known yet
    private long ended;

    /** @param tasks in the whole map */
    RunCounters(int tasks) {
        this.tasks = tasks;
    }

    /** Tasks that earlier runs have finished. */
    void finishedBefore(int count) {
        before = count;
    }

    /** Time spent until workers were there. */
    synchronized void waited(long nanos) {
        waited += nanos;
    }

    /** The first batches have been sent. */
    synchronized void sent() {
        sent = System.nanoTime();
    }

    synchronized void add(BatchResult result) {
        ended = System.nanoTime();
        long start = ended - result.timing().partitionNanos();
        began = began == 0 ? start : Math.min(began, start);
        ran += result.tasks().length;
        failed += result.failures().size();
        retried += result.timing().retried();
        callNanos += result.timing().callNanos();
        longestNanos = Math.max(longestNanos, result.timing().longestNanos());
        bytes += result.commit() == null ? 0 : result.commit().bytes();
        peakBytes = Math.max(peakBytes, result.timing().peakBytes());
    }

    /** A task that was counted as done, but whose result does not fit the others. */
    synchronized void rejected() {
        ran--;
        failed++;
    }

    /** As {@link #rejected}, of a task that an earlier run has finished. */
    synchronized void rejectedFromBefore() {
        before--;
        failed++;
    }

    /** Tasks that were counted as done, but whose results could not be kept. */
    synchronized void unsaved(int count) {
        ran -= count;
    }

    synchronized void lost() {
        failed++;
    }

    synchronized RunSummary summary(String master, int partitions, int slots) {
        return new RunSummary(tasks, ran, failed, retried, partitions, slots, seconds(), phases(), callNanos / 1e9, longestNanos / 1e9, bytes, peakBytes, master);
    }

    private RunSummary.Phases phases() {
        long now = System.nanoTime();
        long ready = sent == 0 ? now : sent;
        long first = began == 0 ? now : began;
        return new RunSummary.Phases((ready - start - waited) / 1e9, (Math.max(0, first - ready) + waited) / 1e9, began == 0 ? 0 : (ended - began) / 1e9, 0);
    }

    int tasks() {
        return tasks;
    }

    /** Tasks that have an outcome, those of earlier runs included. */
    int ended() {
        return before + ran + failed;
    }

    /** Tasks that got their outcome in this run. */
    int endedNow() {
        return ran + failed;
    }

    /** Tasks that have a result, those of earlier runs included. */
    int finished() {
        return before + ran;
    }

    int failed() {
        return failed;
    }

    int retried() {
        return retried;
    }

    /** Since the first task began; 0 as long as that is not known. */
    double runningSeconds() {
        return began == 0 ? 0 : (System.nanoTime() - began) / 1e9;
    }

    double seconds() {
        return (System.nanoTime() - start) / 1e9;
    }
}
