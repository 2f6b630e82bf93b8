package org.trialmap.cluster;

import java.util.Collection;
import java.util.Optional;

/** Java heaps on hosts that others use, too: an executor has a quarter of its host's memory, as a program of Java's has, unless it is said otherwise. */
public final class HostMemory {
    private static final int SHARE = 4;

    private HostMemory() {}

    /** Why a host cannot take part; empty = it can. */
    public static Optional<String> refusal(int hostMiB, Optional<Integer> askedMiB) {
        int needed = MemoryPlan.DAEMON_WHOLE + MemoryPlan.whole(askedMiB.orElse(MemoryPlan.SMALLEST));
        return hostMiB >= needed ? Optional.empty() : Optional.of("it has " + hostMiB + " MiB of memory, but a Worker and an executor" + askedMiB.map(heap -> " with a heap of " + heap
                + " MiB").orElse("") + " take " + needed + " MiB");
    }

    /**
     * One heap for all executors of an application: the host with the least memory decides.
     *
     * @param hostsMiB memory of each host
     * @param askedMiB heap that was asked for
     */
    public static MemoryPlan plan(Collection<Integer> hostsMiB, Optional<Integer> askedMiB) {
        int least = hostsMiB.stream().mapToInt(Integer::intValue).min().orElseThrow();
        return new MemoryPlan(MemoryPlan.DAEMON_HEAP, 0, askedMiB.orElse(Math.max(MemoryPlan.SMALLEST, least / SHARE)));
    }

    /** @throws IllegalArgumentException if Spark does not start with that heap */
    public static int checked(int heapMiB) {
        if (heapMiB < MemoryPlan.SMALLEST) {
            throw new IllegalArgumentException(
                    "A memory of " + heapMiB + " MiB is less than Spark starts executors with, " + MemoryPlan.SMALLEST + " MiB. Ask for more with --memory, or leave it out.");
        }
        return heapMiB;
    }
}
