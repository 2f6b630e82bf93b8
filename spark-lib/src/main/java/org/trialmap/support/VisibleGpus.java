package org.trialmap.support;

import java.util.Arrays;
import java.util.List;

/** Reads the environment variable by which CUDA, and SLURM for it, say which GPUs a process may use. */
public final class VisibleGpus {
    public static final String VARIABLE = "CUDA_VISIBLE_DEVICES";

    private VisibleGpus() {}

    /** The names in {@code text}, or none where it is null. As CUDA does it: what comes after a name that is none, as -1, is not there. SLURM writes NoDevFiles for none. */
    public static List<String> of(String text) {
        return text == null ? List.of()
                : Arrays.stream(text.split(",")).map(String::strip).takeWhile(name -> !name.isEmpty() && !name.startsWith("-") && !name.equals("NoDevFiles")).distinct().toList();
    }
}
