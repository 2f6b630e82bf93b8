package org.trialmap.cluster;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The GPUs of a job on one node.
 *
 * @param names as CUDA_VISIBLE_DEVICES has them
 * @param promised how many SLURM says there are
 */
public record NodeGpus(List<String> names, int promised) {
    /** Of the environment of a job's step. */
    public static final String OF_STEP = "SLURM_STEP_GPUS";
    private static final String VISIBLE = "CUDA_VISIBLE_DEVICES";

    public NodeGpus {
        names = List.copyOf(names);
        names.forEach(name -> {
            if (!name.matches("[\\w:./-]+")) {
                throw new IllegalArgumentException("The GPU " + name + " in " + VISIBLE + " has a name that is none. Tell the people who run the cluster.");
            }
        });
    }

    /** All of a host that is not SLURM's. */
    public static NodeGpus of(List<String> names) {
        return new NodeGpus(names, names.size());
    }

    /**
     * @param visible those that CUDA_VISIBLE_DEVICES names; left from elsewhere where the job has no GPUs
     * @param ofStep those that {@link #OF_STEP} names
     */
    public static NodeGpus of(NodeShare share, List<String> visible, List<String> ofStep) {
        List<String> names = visible.isEmpty() ? ofStep : visible;
        return new NodeGpus(names.subList(0, Math.min(names.size(), share.gpus())), share.gpus());
    }

    /** Where SLURM does not say which they are. */
    public Optional<String> problem(String node) {
        return names.size() >= promised ? Optional.empty() : Optional.of("SLURM gives the job " + promised + (promised == 1 ? " GPU" : " GPUs") + " on " + node + ", but names " + names.size() + " in "
                + VISIBLE + " and " + OF_STEP + ", so that no task gets the others. The devices may not be in the site's gres.conf: tell the people who run the cluster.");
    }

    /** Text of the file that a Worker of Spark reads. */
    public String resources() {
        return "[{\"id\": {\"componentName\": \"spark.worker\", \"resourceName\": \"gpu\"}, \"addresses\": [" + names.stream().map(name -> '"' + name + '"').collect(Collectors.joining(", "))
                + "]}]\n";
    }
}
