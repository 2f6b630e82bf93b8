package org.trialmap.cluster;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What {@code --cluster} and {@code ParallelMap.attach} read: settings of a driver outside of the job, and what is known of the cluster. Mode 0600. */
public final class ConnectionFile {
    /** SLURM's number. */
    public static final String JOB = "trialmap.cluster.job";
    /** Of a cluster without SLURM: the process that keeps it. The library reads it, too. */
    public static final String HEAD = "trialmap.cluster.head";
    public static final String PAGE = "trialmap.cluster.page";
    static final String WORKERS = "trialmap.cluster.workers";
    /** Before the number of a job whose nodes join: what it brings. */
    private static final String JOINED = "trialmap.cluster.joined.";
    /** Why the cluster has ended; absent while it runs. The library reads it, too. */
    public static final String ENDED = "trialmap.cluster.ended";

    private static final String TITLE = "# A cluster of trialmap, for its owner only. Use it with --cluster FILE or ParallelMap.attach(Path).\n";

    private ConnectionFile() {}

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
        return TITLE + ShellText.properties(settings);
    }

    /**
     * The same with the nodes of a job that joins, in place of what the file says of that job. Drivers that start from now on use them.
     *
     * @param brings {@link JoinedNodes#NONE} for a job that waits in the queue
     */
    public static String with(Properties file, String job, JoinedNodes brings) {
        Map<String, String> settings = changed(file, brings.minus(joined(file, job)));
        settings.put(JOINED + job, brings.text());
        return TITLE + ShellText.properties(settings);
    }

    /** The same without a job that had joined, and its nodes. */
    public static String without(Properties file, String job) {
        Map<String, String> settings = changed(file, JoinedNodes.NONE.minus(joined(file, job)));
        settings.remove(JOINED + job);
        return TITLE + ShellText.properties(settings);
    }

    private static Map<String, String> changed(Properties file, JoinedNodes change) {
        Map<String, String> settings = new TreeMap<>();
        file.stringPropertyNames().forEach(key -> settings.put(key, file.getProperty(key)));
        Map.of(WORKERS, change.workers(), SparkFiles.CORES, change.cores(), SparkFiles.GPUS, change.gpus())
                .forEach((key, more) -> settings.computeIfPresent(key, (same, now) -> Integer.toString(Integer.parseInt(now) + more)));
        return settings;
    }

    /** Jobs whose nodes have joined, or will. */
    public static Set<String> joinedJobs(Properties file) {
        return file.stringPropertyNames().stream().filter(key -> key.startsWith(JOINED)).map(key -> key.substring(JOINED.length())).collect(Collectors.toCollection(TreeSet::new));
    }

    /** What a job has brought; none if it has not joined. */
    public static JoinedNodes joined(Properties file, String job) {
        String text = file.getProperty(JOINED + job);
        return text == null ? JoinedNodes.NONE : JoinedNodes.parse(text);
    }

    /** Takes the living one's place. */
    public static String ended(String job, String because) {
        return "# A cluster of trialmap that has ended.\n" + ShellText.properties(new LinkedHashMap<>(Map.of(ENDED, "Job " + job + " " + because)));
    }
}
