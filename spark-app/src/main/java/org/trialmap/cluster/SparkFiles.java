package org.trialmap.cluster;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.trialmap.support.VectorOptions;

/**
 * The configuration files of one cluster: settings that all of its processes share, those of the driver, those of a node. All of them hold the secret: for
 * files of mode 0600 only.
 */
public final class SparkFiles {
    /** How many cores a driver takes at most. */
    public static final String CORES = "spark.cores.max";
    public static final String EXECUTOR_MEMORY = "spark.executor.memory";
    /** GPUs that a driver may ask each worker for. */
    public static final String WORKER_GPUS = "spark.trialmap.worker.gpus";
    static final String GPUS = "spark.trialmap.gpus.max";
    private static final String EXECUTOR_OPTIONS = "spark.executor.extraJavaOptions";

    private SparkFiles() {}

    /** Authentication, encryption, locked pages: what Master, Workers and drivers must agree on. */
    public static Map<String, String> shared(Secret secret) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("spark.authenticate", "true");
        settings.put("spark.authenticate.secret", secret.text());
        settings.put("spark.network.crypto.enabled", "true");
        settings.put("spark.network.crypto.authEngineVersion", "2");
        settings.put("spark.network.crypto.saslFallback", "false"); // the default falls back to weaker ciphers
        settings.put("spark.io.encryption.enabled", "true");
        settings.put("spark.master.rest.enabled", "false");
        settings.put("spark.ui.killEnabled", "false");
        settings.put("spark.ui.reverseProxy", "true"); // all pages by way of the Master's, so that one way in is enough
        settings.put("spark.ui.filters", "org.apache.spark.ui.JWSFilter");
        settings.put("spark.org.apache.spark.ui.JWSFilter.param.secretKey", secret.text());
        return settings;
    }

    /** {@link #shared} and what only Master and Workers read: a lost Worker is noticed after 40 s, a network that is away for 15 s is not. */
    public static Map<String, String> daemon(Secret secret) {
        Map<String, String> settings = shared(secret);
        settings.put("spark.worker.timeout", "40");
        return settings;
    }

    /**
     * Settings of a driver, inside of the job or outside of it.
     *
     * @param user the user's own settings, which win except where the cluster would fall apart
     * @param classes for executors
     */
    public static Map<String, String> driver(Map<String, String> user, Secret secret, MemoryPlan memory, int cores, Optional<ClassArchive> classes) {
        Map<String, String> settings = new LinkedHashMap<>();
        classes.ifPresent(archive -> settings.put("spark.executor.extraClassPath", archive.jar().toString()));
        settings.put("spark.ui.port", "0");
        settings.put(CORES, Integer.toString(cores));
        settings.put("spark.scheduler.maxRegisteredResourcesWaitingTime", "60s");
        settings.put("spark.ui.showConsoleProgress", "false");
        settings.putAll(user);
        settings.put(EXECUTOR_MEMORY, memory.executor() + "m");
        settings.putAll(shared(secret));
        return settings;
    }

    /** What drivers are told of the GPUs of each worker; tasks get some only where they ask. */
    public static Map<String, String> gpus(int perWorker, int workers) {
        return Map.of(WORKER_GPUS, Integer.toString(perWorker), GPUS, Integer.toString(perWorker * workers));
    }

    /** By which a Worker announces the GPUs that {@code file} names. */
    public static Map<String, String> announced(NodeGpus gpus, String file) {
        Map<String, String> settings = new LinkedHashMap<>();
        if (!gpus.names().isEmpty()) {
            settings.put("spark.worker.resource.gpu.amount", Integer.toString(gpus.names().size()));
            settings.put("spark.worker.resourcesFile", file);
        }
        return settings;
    }

    /** Of a cluster on hosts that have the distribution in the same folder: executors start from the archive of its classes there, where it fits. */
    public static Map<String, String> onHosts(Map<String, String> driver, Optional<ClassArchive> classes) {
        Map<String, String> settings = new LinkedHashMap<>(driver);
        classes.ifPresent(archive -> settings.merge(EXECUTOR_OPTIONS, archive.options(), (user, ours) -> user + " " + ours));
        return settings;
    }

    /** {@link #daemon} of a cluster that stays: what applications that have ended left in a Worker's folder is removed within an hour or so. */
    public static Map<String, String> stayingDaemon(Secret secret) {
        Map<String, String> settings = daemon(secret);
        settings.put("spark.worker.cleanup.enabled", "true");
        settings.put("spark.worker.cleanup.interval", "600");
        settings.put("spark.worker.cleanup.appDataTtl", "3600");
        return settings;
    }

    /** What a driver inside of the job has besides: it is on the head. */
    public static Map<String, String> inside(Map<String, String> driver, MemoryPlan memory, String address) {
        Map<String, String> settings = new LinkedHashMap<>(driver);
        settings.put("spark.driver.memory", memory.driver() + "m");
        settings.put("spark.driver.host", address);
        settings.put("spark.driver.bindAddress", address);
        return settings;
    }

    /** Java options of Master and Workers, one a line; small, and quick to start. */
    public static String daemonOptions(MemoryPlan memory, String scratch) {
        return "-Xmx" + memory.daemon() + "m\n-XX:+UseSerialGC\n-XX:TieredStopAtLevel=1\n" + options(scratch);
    }

    /** Java options of every process: nothing of them stays in /tmp. */
    public static String options(String scratch) {
        return "-Djava.io.tmpdir=" + scratch + "\n-XX:-UsePerfData\n";
    }

    /** For a shell: the environment of every process on a node. */
    public static String exports(String address, String scratch) {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("SPARK_LOCAL_IP", address);
        variables.put("SPARK_PUBLIC_DNS", address);
        variables.put("SPARK_LOCAL_DIRS", scratch);
        variables.put("TMPDIR", scratch);
        return ShellText.exports(variables);
    }

    /** For executors of any driver, which Spark starts by itself with the Worker's environment. */
    public static String executorOptions(String scratch, Optional<ClassArchive> classes) {
        return ShellText.javaOption("-Djava.io.tmpdir=" + scratch) + " -XX:-UsePerfData " + VectorOptions.JAVA + classes.map(archive -> " " + archive.options()).orElse("");
    }

    /** The text of such a file. */
    public static String text(Map<String, String> settings) {
        return ShellText.properties(settings);
    }

    /** For a shell: variables of its own, which no other process gets; srun would hand them on to nodes where they are wrong. */
    public static String names(Map<String, String> variables) {
        return ShellText.assignments(variables);
    }

    /**
     * Logging of Master and Workers: what the scripts and people look for; and of those who knock without the secret, one line a minute, as conf/log4j2.properties has it. A Master says also that each
     * of them has gone; of workers and drivers it says so in another line.
     */
    public static String logging() {
        return """
                status = error
                appender.console.type = Console
                appender.console.name = console
                appender.console.target = SYSTEM_ERR
                appender.console.layout.type = PatternLayout
                appender.console.layout.pattern = %d{HH:mm:ss} %p %c{1}: %m%n%ex
                rootLogger.level = warn
                rootLogger.appenderRef.console.ref = console
                logger.deploy.name = org.apache.spark.deploy
                logger.deploy.level = info
                logger.master.name = org.apache.spark.deploy.master.Master
                logger.master.level = info
                logger.master.filter.gone.type = RegexFilter
                logger.master.filter.gone.regex = [^ ]+ got disassociated, removing it[.]
                logger.master.filter.gone.onMatch = DENY
                logger.master.filter.gone.onMismatch = NEUTRAL
                logger.pages.name = org.apache.spark.util.Utils
                logger.pages.level = info
                appender.strangers.type = Console
                appender.strangers.name = strangers
                appender.strangers.target = SYSTEM_ERR
                appender.strangers.layout.type = PatternLayout
                appender.strangers.layout.pattern = %d{HH:mm:ss} %p %c{1}: %m (%ex{short.message})%n
                appender.strangers.filter.burst.type = BurstFilter
                appender.strangers.filter.burst.level = error
                appender.strangers.filter.burst.rate = 0.0167
                appender.strangers.filter.burst.maxBurst = 1
                logger.server.name = org.apache.spark.network.server
                logger.server.level = warn
                logger.server.additivity = false
                logger.server.appenderRef.strangers.ref = strangers
                logger.sasl.name = org.apache.spark.network.sasl
                logger.sasl.level = warn
                logger.sasl.additivity = false
                logger.sasl.appenderRef.strangers.ref = strangers
                logger.crypto.name = org.apache.spark.network.crypto
                logger.crypto.level = warn
                logger.crypto.additivity = false
                logger.crypto.appenderRef.strangers.ref = strangers
                """;
    }
}
