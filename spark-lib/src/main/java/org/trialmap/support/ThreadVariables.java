package org.trialmap.support;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The environment variables by which numeric libraries are told how many threads to use; without them each task would start one per core. */
public final class ThreadVariables {
    /** OpenMP, OpenBLAS, Intel MKL, Apple Accelerate. */
    public static final List<String> NAMES = List.of("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS");

    private ThreadVariables() {}

    /** All of them for processes that do not inherit {@code environment}: what the user has set there, else as many as cores of a task. */
    public static Map<String, String> elsewhere(Map<String, String> environment, int cpus) {
        Map<String, String> all = new LinkedHashMap<>();
        NAMES.forEach(name -> all.put(name, environment.getOrDefault(name, Integer.toString(cpus))));
        return all;
    }

    /** What to add to {@code environment} for tasks of so many cores: the variables that are not in it yet. What the user has set stays. */
    public static Map<String, String> missing(Map<String, String> environment, int cpus) {
        Map<String, String> missing = new LinkedHashMap<>();
        for (String name : NAMES) {
            if (!environment.containsKey(name)) {
                missing.put(name, Integer.toString(cpus));
            }
        }
        return missing;
    }
}
