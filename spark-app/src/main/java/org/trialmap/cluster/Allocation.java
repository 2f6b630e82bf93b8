package org.trialmap.cluster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What SLURM has given to a job, node by node.
 *
 * @param job SLURM's number
 * @param restarts how often the job was started before
 * @param head NodeName of the node that runs the batch script
 * @param nodes in SLURM's order
 */
public record Allocation(String job, int restarts, String head, List<NodeShare> nodes) {
    private static final Pattern SHARE = Pattern.compile("\\sNodes=(\\S+) CPU_IDs=(\\S+) Mem=(\\d+)(?: GRES=(\\S*))?");
    /** A job that has whole nodes is told their GPUs, but its steps get those only that it has asked for. */
    private static final Pattern ASKED = Pattern.compile("\\sTresPer(?:Node|Job|Task|Socket)=\\S*gres[:/]gpu");
    /** Of {@code gpu:2(IDX:0-1)}, {@code gpu:a100:2(IDX:0,3),mps:10}. */
    private static final Pattern GPUS = Pattern.compile("(?:^|,)gpu(?::[^:,()]+)?:(\\d+)(?=[(,]|$)");

    public Allocation {
        nodes = List.copyOf(nodes);
    }

    /**
     * Reads {@code scontrol -d -o show job} and {@code scontrol -o show node} of its nodes. SLURM's variables do not tell this: they are missing or
     * say the head's figures where nodes differ.
     */
    public static Allocation parse(String job, String nodes) {
        Map<String, JobText> known = new HashMap<>();
        nodes.lines().map(JobText::new).forEach(node -> node.value("NodeName").ifPresent(name -> known.put(name, node)));
        JobText text = new JobText(job);
        List<NodeShare> shares = new ArrayList<>();
        boolean hasAskedForGpus = ASKED.matcher(job).find();
        Matcher share = SHARE.matcher(job);
        while (share.find()) {
            for (String name : HostList.names(share.group(1))) {
                int cpus = HostList.count(share.group(2));
                JobText node = known.getOrDefault(name, new JobText(""));
                int memory = Integer.parseInt(share.group(3));
                shares.add(new NodeShare(name, cpus, memory > 0 ? memory : part(node, cpus), node.value("NodeAddr").orElse(name),
                        hasAskedForGpus ? gpus(share.group(4)) : 0));
            }
        }
        if (shares.isEmpty()) {
            throw new IllegalArgumentException("SLURM does not say what job " + text.required("JobId") + " has on its nodes (no \"Nodes=... CPU_IDs=... Mem=...\"): "
                    + job.strip() + ". The job may have ended meanwhile; else tell the authors of trialmap.");
        }
        return new Allocation(text.required("JobId"), text.restarts(), text.value("BatchHost").orElse(shares.get(0).name()), shares);
    }

    /** Where SLURM does not hand out memory: as much of the node's as of its CPUs. */
    private static int part(JobText node, int cpus) {
        long memory = node.value("RealMemory").map(Long::parseLong).orElse(0L);
        int all = node.value("CPUTot").map(Integer::parseInt).orElse(cpus);
        return (int) (memory * Math.min(cpus, all) / Math.max(1, all));
    }

    private static int gpus(String resources) {
        return resources == null ? 0 : GPUS.matcher(resources).results().mapToInt(each -> Integer.parseInt(each.group(1))).sum();
    }

    /** GPUs that every node has: executors are alike, so what some have beyond it is not used. */
    public int gpusPerNode() {
        return nodes.stream().mapToInt(NodeShare::gpus).min().orElse(0);
    }

    /** What executors cannot use, in words; empty = nothing is left over. */
    public Optional<String> unusedGpus() {
        int unused = nodes.stream().mapToInt(NodeShare::gpus).sum() - gpusPerNode() * nodes.size();
        return unused == 0 ? Optional.empty() : Optional.of(unused + " of the job's GPUs cannot be used, since all executors have as many as the node with the fewest, " + gpusPerNode()
                + ". Ask for as many on each node (--gres=gpu:N or --gpus-per-node=N).");
    }

    public NodeShare node(String name) {
        return nodes.stream().filter(node -> node.name().equals(name)).findFirst().orElseThrow(() -> new IllegalArgumentException("Node " + name
                + " is not one of job " + job + "'s: " + nodes.stream().map(NodeShare::name).toList()
                + ". Start the bootstrap with sbatch, which sets SLURMD_NODENAME, not by hand."));
    }

    public NodeShare headNode() {
        return node(head);
    }

    public int cores() {
        return nodes.stream().mapToInt(NodeShare::cpus).sum();
    }
}
