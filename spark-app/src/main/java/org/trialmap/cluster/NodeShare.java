package org.trialmap.cluster;

/**
 * What a job has of one node.
 *
 * @param name SLURM's NodeName, which need neither resolve nor be the host's name
 * @param cpus CPUs of the job on this node
 * @param memoryMiB of the job on this node
 * @param address SLURM's NodeAddr: a name or an address
 * @param gpus of the job on this node
 */
public record NodeShare(String name, int cpus, int memoryMiB, String address, int gpus) {
    /** Without GPUs. */
    public NodeShare(String name, int cpus, int memoryMiB, String address) {
        this(name, cpus, memoryMiB, address, 0);
    }
}
