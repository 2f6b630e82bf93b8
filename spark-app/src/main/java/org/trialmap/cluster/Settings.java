package org.trialmap.cluster;

import java.util.List;
import java.util.Map;

/**
 * What the bootstrap goes by inside of a job, from variables of the environment; the front end sets them from its options and the site's profile.
 *
 * @param interfaceName network interface or address; null = choose
 * @param scratch folder on each node's own disk; null = SLURM_TMPDIR, TMPDIR, /tmp
 * @param driverMemoryMiB null = choose
 * @param login addresses of the machine that must reach the cluster; empty = none
 */
public record Settings(String interfaceName, String scratch, Integer driverMemoryMiB, List<String> login) {
    public static final String INTERFACE = "TRIALMAP_INTERFACE";
    public static final String SCRATCH = "TRIALMAP_SCRATCH";
    public static final String DRIVER_MEMORY = "TRIALMAP_DRIVER_MEMORY";
    public static final String LOGIN = "TRIALMAP_LOGIN_ADDRESSES";
    public static final String MIN_WORKERS = "TRIALMAP_MIN_WORKERS";
    public static final String TIMEOUT = "TRIALMAP_WORKERS_TIMEOUT";
    public static final String REQUEUE_ON_TIMEOUT = "TRIALMAP_REQUEUE_ON_TIMEOUT";
    public static final String JOBS = "TRIALMAP_JOBS";
    /** Where Java is on the login node, for jobs that find none. */
    public static final String JAVA = "TRIALMAP_JAVA_HOME";
    public static final String SITE = "TRIALMAP_SITE";
    public static final String CONNECTION = "TRIALMAP_CONNECTION";

    /** What is not in the environment comes from the profile. */
    public static Settings of(Map<String, String> environment, SiteProfile profile) {
        String driver = environment.get(DRIVER_MEMORY);
        return new Settings(environment.getOrDefault(INTERFACE, profile.interfaceName()), environment.getOrDefault(SCRATCH, profile.scratch()),
                driver == null || driver.isEmpty() ? null : Integer.valueOf(JobRequest.mebibytes(driver)), ShellText.list(environment.getOrDefault(LOGIN, "")));
    }

    /** Folders to try for scratch, the best one first. */
    public List<String> scratchFolders(Map<String, String> environment) {
        return scratch != null ? List.of(scratch) : java.util.stream.Stream.of(environment.get("SLURM_TMPDIR"), environment.get("TMPDIR"), "/tmp")
                .filter(folder -> folder != null && !folder.isEmpty()).toList();
    }
}
