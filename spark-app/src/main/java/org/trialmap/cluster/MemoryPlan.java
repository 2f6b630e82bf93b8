package org.trialmap.cluster;

import java.util.List;

/**
 * Java heaps that fit into an allocation, in MiB. The head carries Master, Worker, driver and executor; the other nodes a Worker and an executor. Standalone
 * Spark counts neither daemons nor memory outside of heaps: it is subtracted here. All executors of an application have the same heap, so the node with the
 * least room decides.
 *
 * @param daemon heap of Master and Worker
 * @param driver heap of the driver; 0 = no driver inside the job
 * @param executor heap of each executor, one per node
 */
public record MemoryPlan(int daemon, int driver, int executor) {
    /** Spark refuses to start with less than 450 MiB, of which some garbage collectors hide a part. */
    static final int SMALLEST = 512;
    static final int DAEMON_HEAP = 128;
    /** What a Master or Worker with that heap is given in all. */
    static final int DAEMON_WHOLE = 256;
    private static final int OUTSIDE = 200;
    private static final int LARGEST_DRIVER = 4096;
    private static final int DRIVER_SHARE = 8;

    /**
     * @param driverMiB heap of the driver as asked for; null = an eighth of the head's memory, 512 MiB to 4 GiB
     * @param inside whether the driver is in the job
     * @throws IllegalArgumentException if a node has too little; says which request would do
     */
    public static MemoryPlan of(Allocation allocation, Integer driverMiB, boolean inside) {
        NodeShare head = allocation.headNode();
        int driver = !inside ? 0 : driverMiB != null ? driverMiB : Math.max(SMALLEST, Math.min(LARGEST_DRIVER, head.memoryMiB() / DRIVER_SHARE));
        if (inside && driver < SMALLEST) {
            throw new IllegalArgumentException("A driver memory of " + driver + " MiB is less than Spark starts with, " + SMALLEST
                    + " MiB. Ask for more with --driver-memory, or leave it out.");
        }
        int headNeeds = 2 * DAEMON_WHOLE + (inside ? whole(driver) : 0) + whole(SMALLEST);
        int othersNeed = DAEMON_WHOLE + whole(SMALLEST);
        for (NodeShare node : allocation.nodes()) {
            int needed = node.equals(head) ? headNeeds : othersNeed;
            if (node.memoryMiB() < needed) {
                throw tooSmall(node, node.equals(head) ? (inside ? "the first one carries Master, Worker, driver and executor" : "the first one carries Master, Worker and executor")
                        : "it carries a Worker and an executor", Math.max(headNeeds, othersNeed), allocation.nodes());
            }
        }
        int executor = Integer.MAX_VALUE;
        for (NodeShare node : allocation.nodes()) {
            int left = node.memoryMiB() - DAEMON_WHOLE - (node.equals(head) ? DAEMON_WHOLE + (inside ? whole(driver) : 0) : 0);
            executor = Math.min(executor, heap(left));
        }
        return new MemoryPlan(DAEMON_HEAP, driver, executor);
    }

    /**
     * Of nodes that join a running cluster: each carries a Worker and an executor like the cluster's others.
     *
     * @param executorMiB heap of the cluster's executors
     * @throws IllegalArgumentException if a node has too little; says which request would do
     */
    public static MemoryPlan joining(Allocation allocation, int executorMiB) {
        int needed = DAEMON_WHOLE + whole(executorMiB);
        for (NodeShare node : allocation.nodes()) {
            if (node.memoryMiB() < needed) {
                throw tooSmall(node, "it carries a Worker, and an executor of " + executorMiB + " MiB as the cluster's others", needed, allocation.nodes());
            }
        }
        return new MemoryPlan(DAEMON_HEAP, 0, executorMiB);
    }

    private static IllegalArgumentException tooSmall(NodeShare node, String carries, int needed, List<NodeShare> nodes) {
        int perCpu = nodes.stream().mapToInt(each -> (needed + each.cpus() - 1) / each.cpus()).max().orElseThrow();
        return new IllegalArgumentException("Node " + node.name() + " gives the job " + node.memoryMiB() + " MiB of memory, but " + needed + " MiB are needed (" + carries
                + "). Ask for --mem=" + needed + "M, or --mem-per-cpu=" + perCpu + "M.");
    }

    /** What a Java process with that heap takes: a tenth more, at least 200 MiB. */
    static int whole(int heap) {
        return heap + Math.max(OUTSIDE, heap / 10);
    }

    /** The largest heap whose process fits. */
    static int heap(int whole) {
        int heap = Math.min(whole - OUTSIDE, (int) (whole / 1.1));
        while (whole(heap) > whole) {
            heap--;
        }
        return heap;
    }
}
