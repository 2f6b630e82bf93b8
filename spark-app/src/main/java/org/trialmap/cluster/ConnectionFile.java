package org.trialmap.cluster;

import java.util.LinkedHashMap;
import java.util.Map;

/** What {@code --cluster} and {@code ParallelMap.attach} read: settings of a driver outside of the job, and what is known of the cluster. Mode 0600. */
public final class ConnectionFile {
    /** SLURM's number. */
    public static final String JOB = "trialmap.cluster.job";
    /** Of a cluster without SLURM: the process that keeps it. The library reads it, too. */
    public static final String HEAD = "trialmap.cluster.head";
    public static final String PAGE = "trialmap.cluster.page";
    static final String WORKERS = "trialmap.cluster.workers";
    /** Why the cluster has ended; absent while it runs. The library reads it, too. */
    public static final String ENDED = "trialmap.cluster.ended";

    private ConnectionFile() { }

    public static String text(Map<String, String> driver, String master, String page, String job, int workers) {
        return text(driver, master, page, workers, JOB, job);
    }

    /** Of a cluster that {@code head} keeps, without SLURM. */
    public static String withoutSlurm(Map<String, String> driver, String master, String page, String head, int workers) {
        return text(driver, master, page, workers, HEAD, head);
    }

    private static String text(Map<String, String> driver, String master, String page, int workers, String keptBy, String keeper) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("spark.master", master);
        settings.put(keptBy, keeper);
        settings.put(PAGE, page);
        settings.put(WORKERS, Integer.toString(workers));
        settings.putAll(driver);
        return "# A cluster of trialmap, for its owner only. Use it with --cluster FILE or ParallelMap.attach(Path).\n" + ShellText.properties(settings);
    }

    /** Takes the living one's place. */
    public static String ended(String job, String because) {
        return "# A cluster of trialmap that has ended.\n" + ShellText.properties(new LinkedHashMap<>(Map.of(ENDED, "Job " + job + " " + because)));
    }
}
