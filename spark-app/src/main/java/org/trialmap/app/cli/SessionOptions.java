package org.trialmap.app.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.trialmap.support.LocalMaster;
import org.trialmap.support.Suggestions;

/**
 * Where and with which Spark settings to run, before any of Spark is loaded.
 *
 * @param master as typed; null = what spark.master says, else local[*]
 * @param conf from {@code --conf}
 * @param cpusPerTask null = what spark.task.cpus says, else 1
 * @param gpusPerTask of each task; those of a cluster's workers are handed out by Spark
 * @param jars of the user
 * @param quiet say nothing but errors
 */
public record SessionOptions(String master, Map<String, String> conf, Integer cpusPerTask, int gpusPerTask, List<Path> jars, boolean quiet) {
    public static final String SERIAL = "serial";
    /** Of a plan that is made here for another machine; nobody can type it. */
    public static final String ELSEWHERE = "elsewhere";
    private static final String DEFAULT = "local[*]";
    private static final String GPUS = "spark.task.resource.gpu.amount";
    private static final String ATTEMPTS = "4";
    private static final String EXECUTOR_CLASSES = "spark.executor.extraClassPath";
    private static final Pattern SECRET = Pattern.compile("(?i).*((secret|password|token)(\\.key)?|account\\.key\\..*)");
    private static final Pattern LOCAL = Pattern.compile("local(?:\\[\\s*(\\d+|\\*)\\s*(?:,\\s*(\\d+)\\s*)?])?");
    private static final Pattern OTHER = Pattern.compile("local-cluster\\[\\s*\\d+\\s*,\\s*\\d+\\s*,\\s*\\d+\\s*]|spark://.+|yarn|k8s://.+");

    public SessionOptions(String master, Map<String, String> conf, Integer cpusPerTask, List<Path> jars, boolean quiet) {
        this(master, conf, cpusPerTask, 0, jars, quiet);
    }

    SessionOptions withGpusPerTask(int value) {
        return new SessionOptions(master, conf, cpusPerTask, value, jars, quiet);
    }

    /** Reads {@code --conf K=V}. */
    public static Map<String, String> settings(List<String> conf) {
        Map<String, String> settings = new LinkedHashMap<>();
        for (String setting : conf) {
            int equals = setting.indexOf('=');
            String key = equals < 0 ? setting : setting.substring(0, equals);
            if (equals < 1 || !key.startsWith("spark.")) {
                throw new UsageException("--conf " + QuotedText.of(setting) + (equals < 1 ? " has no '='."
                        : " is not a Spark setting: its name does not begin with 'spark.'.")
                        + " Write --conf NAME=VALUE, for example --conf spark.executor.memory=4g.");
            }
            if (SECRET.matcher(key).matches()) {
                throw new UsageException("--conf " + key + "=... is a secret on a command line, which everybody on this machine can read. Write it into spark-defaults.conf in a folder of your own, of"
                        + " mode 0600, and set TRIALMAP_CONF to that folder.");
            }
            String before = settings.putIfAbsent(key, setting.substring(equals + 1));
            if (before != null && !before.equals(setting.substring(equals + 1))) {
                throw new UsageException("--conf " + key + " is given twice, as " + before + " and as " + setting.substring(equals + 1)
                        + ". Leave one of them out.");
            }
        }
        return settings;
    }

    /**
     * The master to use; {@code configured} is what spark.master says, or null. Local masters get several attempts per task, which plain local[N]
     * does not have.
     */
    public String master(String configured) {
        if (ELSEWHERE.equals(master)) {
            return master;
        }
        String inConf = conf.get("spark.master");
        if (master != null && inConf != null && !master.equals(inConf)) {
            throw new UsageException("--master " + master + " contradicts --conf spark.master=" + inConf + ". Leave one of them out.");
        }
        String chosen = Optional.ofNullable(master).or(() -> Optional.ofNullable(inConf)).or(() -> Optional.ofNullable(configured)).orElse(DEFAULT).strip();
        Matcher local = LOCAL.matcher(chosen);
        if (local.matches()) {
            if ("0".equals(local.group(1)) || "0".equals(local.group(2))) {
                throw new UsageException("--master " + chosen + " has no threads or no attempts. Write local[2], or local[*] for all cores.");
            }
            return "local[" + (local.group(1) == null ? "1" : local.group(1)) + "," + (local.group(2) == null ? ATTEMPTS : local.group(2)) + "]";
        }
        if (!chosen.equals(SERIAL) && !OTHER.matcher(chosen).matches()) {
            throw new UsageException("--master " + QuotedText.of(chosen) + " is not a master." + Suggestions.of(chosen, List.of("local", "serial",
                    "local[*]"))
                    + " Masters are local[N], local[*], spark://HOST:PORT, local-cluster[N,CORES,MiB], or serial for no Spark at all.");
        }
        return chosen;
    }

    static boolean isLocal(String master) {
        return LOCAL.matcher(master).matches();
    }

    /**
     * All settings that differ from {@code known}, which is what spark-submit and the settings file say; {@code ownJar} is this application's, if it
     * runs from one.
     */
    Map<String, String> settings(String master, Map<String, String> known, List<Path> ownJar) {
        Map<String, String> settings = new LinkedHashMap<>(conf);
        settings.put("spark.master", master);
        boolean local = isLocal(master);
        boolean thisMachine = LocalMaster.isThisMachine(master);
        Map<String, String> defaults = new LinkedHashMap<>();
        defaults.put("spark.app.name", "trialmap");
        defaults.put("spark.ui.enabled", Boolean.toString(!thisMachine)); // starting it takes longer than many a local run
        defaults.put("spark.ui.showConsoleProgress", "false");
        if (thisMachine) { // no port that others could reach, no dependence on the network
            defaults.put("spark.driver.host", "127.0.0.1");
            defaults.put("spark.driver.bindAddress", "127.0.0.1");
        }
        defaults.forEach((key, value) -> {
            if (!known.containsKey(key)) {
                settings.putIfAbsent(key, value);
            }
        });
        cpus(settings, master);
        if (!local) { // in local mode this process is the executor, has the jars, and hands out its GPUs itself
            gpus(settings);
            addJars(settings, known.getOrDefault("spark.jars", ""), ownJar);
            addFolder(settings, known);
        }
        return settings;
    }

    /** What the launcher was given as TRIALMAP_JARS: executors have it in the same folder. */
    private static void addFolder(Map<String, String> settings, Map<String, String> known) {
        String folder = System.getProperty("trialmap.jars");
        if (folder != null) {
            String before = settings.getOrDefault(EXECUTOR_CLASSES, known.getOrDefault(EXECUTOR_CLASSES, ""));
            settings.put(EXECUTOR_CLASSES, (before.isEmpty() ? "" : before + java.io.File.pathSeparator) + folder + "/*");
        }
    }

    private void cpus(Map<String, String> settings, String master) {
        if (cpusPerTask == null) {
            return;
        }
        String other = conf.get("spark.task.cpus");
        if (other != null && !other.equals(cpusPerTask.toString())) {
            throw new UsageException("--cpus-per-task " + cpusPerTask + " contradicts --conf spark.task.cpus=" + other + ". Leave one of them out.");
        }
        Matcher local = LOCAL.matcher(master);
        int threads = !local.matches() ? Integer.MAX_VALUE : local.group(1).equals("*") ? Runtime.getRuntime().availableProcessors()
                : Integer.parseInt(local.group(1));
        if (cpusPerTask > threads) {
            throw new UsageException("--cpus-per-task " + cpusPerTask + " is more than the " + threads + " cores of --master " + master
                    + ", so no task could ever start. Ask for fewer, or for more threads with --master local[" + cpusPerTask + "].");
        }
        settings.put("spark.task.cpus", cpusPerTask.toString());
    }

    private void gpus(Map<String, String> settings) {
        if (gpusPerTask == 0) {
            return;
        }
        String other = conf.get(GPUS);
        if (other != null && !other.equals(Integer.toString(gpusPerTask))) {
            throw new UsageException("--gpus-per-task " + gpusPerTask + " contradicts --conf " + GPUS + "=" + other + ". Leave one of them out.");
        }
        settings.put(GPUS, Integer.toString(gpusPerTask));
    }

    private void addJars(Map<String, String> settings, String known, List<Path> ownJar) {
        java.util.Set<String> all = new java.util.LinkedHashSet<>();
        for (String jar : (settings.getOrDefault("spark.jars", known)).split(",")) {
            all.add(jar.strip());
        }
        jars.forEach(jar -> all.add(jar.toUri().toString()));
        boolean submitted = all.stream().anyMatch(jar -> jar.matches(".*trialmap-app[^/]*\\.jar"));
        if (!submitted) {
            ownJar.forEach(jar -> all.add(jar.toUri().toString()));
        }
        all.remove("");
        if (!all.isEmpty()) {
            settings.put("spark.jars", String.join(",", all));
        }
    }
}
