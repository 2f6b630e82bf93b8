package org.trialmap.cluster;

import java.util.Optional;

/** How a job would use its nodes, for people. */
public final class LayoutText {
    private LayoutText() {}

    /**
     * @param driverMiB heap of the driver; null = choose
     * @throws IllegalArgumentException if the request is too small
     */
    public static String of(JobRequest request, Integer driverMiB, Settings settings) {
        boolean driver = !request.command().isEmpty();
        Optional<Allocation> expected = request.expected();
        String sizes = expected.map(allocation -> {
            MemoryPlan memory = MemoryPlan.of(allocation, driverMiB, driver);
            NodeShare node = allocation.headNode();
            int nodes = allocation.nodes().size();
            return "# nodes   : " + nodes + " with " + counted(node.cpus()) + " and " + node.memoryMiB() + " MiB each, " + counted(allocation.cores()) + " in all\n"
                    + "# first   : Master, Worker" + (driver ? ", driver (heap " + memory.driver() + " MiB)" : "") + ", executor (heap " + memory.executor() + " MiB)\n"
                    + (nodes > 1 ? "# others  : Worker, executor (heap " + memory.executor() + " MiB)\n" : "");
        }).orElse("# nodes   : " + request.directives().getOrDefault("nodes", "1") + "; what each gives is SLURM's choice (no --mem or --mem-per-cpu, or whole nodes),"
                + " so heaps are computed in the job\n");
        return sizes
                + "# address : " + Optional.ofNullable(settings.interfaceName()).orElse("on each node ib0 or hsn0, else the host name's, else SLURM's NodeAddr") + "\n"
                + "# scratch : on each node a new folder in " + Optional.ofNullable(settings.scratch()).orElse("SLURM_TMPDIR, else TMPDIR, else /tmp") + "\n";
    }

    private static String counted(int cores) {
        return cores + (cores == 1 ? " core" : " cores");
    }
}
