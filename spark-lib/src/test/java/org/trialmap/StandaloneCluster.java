package org.trialmap;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.launcher.JavaModuleOptions;

/** A standalone Master and Workers as processes of their own, from any SPARK_HOME folder; all of them are killed on close. */
public final class StandaloneCluster implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(3);
    private static final Pattern MASTER_URL = Pattern.compile("Starting Spark master at (spark://\\S+)");
    private static final Pattern REGISTERED = Pattern.compile("(Successfully registered with master)");
    private static final String LOGGING = """
            status = error
            appender.console.type = Console
            appender.console.name = console
            appender.console.layout.type = PatternLayout
            appender.console.layout.pattern = %d{HH:mm:ss} %p %c{1}: %m%n%ex
            rootLogger.level = info
            rootLogger.appenderRef.console.ref = console
            """;

    private final Path sparkHome;
    private final Path folder;
    private final List<Process> processes = new ArrayList<>();
    private String url;

    private StandaloneCluster(Path sparkHome, Path folder) {
        this.sparkHome = sparkHome;
        this.folder = folder;
    }

    /**
     * Starts a Master and {@code workers} Workers of one core and 1 GiB each; logs and work folders go below {@code folder}. Each Worker has a
     * loopback address of its own, 127.0.0.1, 127.0.0.2, ..., so that Spark takes them for different hosts.
     */
    public static StandaloneCluster start(Path sparkHome, int workers, Path folder) {
        StandaloneCluster cluster = new StandaloneCluster(sparkHome, folder);
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("log4j2.properties"), LOGGING);
            Path log = cluster.launch("master", List.of("org.apache.spark.deploy.master.Master", "--host", "127.0.0.1", "--port", "0",
                    "--webui-port", "0"));
            cluster.url = cluster.await(log, MASTER_URL);
            List<Path> logs = new ArrayList<>();
            for (int i = 0; i < workers; i++) {
                logs.add(cluster.launch("worker-" + i, List.of("org.apache.spark.deploy.worker.Worker", "--host", "127.0.0." + (i + 1), "--port", "0",
                        "--webui-port", "0", "--cores", "1", "--memory", "1g", "--work-dir", folder.resolve("work-" + i).toString(), cluster.url)));
            }
            logs.forEach(each -> cluster.await(each, REGISTERED));
            return cluster;
        } catch (IOException | RuntimeException e) {
            cluster.close();
            throw e instanceof IOException io ? new UncheckedIOException(io) : (RuntimeException) e;
        }
    }

    /** The Master's address: {@code spark://127.0.0.1:port}. */
    public String url() {
        return url;
    }

    public Process master() {
        return processes.get(0);
    }

    /** The Workers in the order of their start; their executors are their children ({@link Process#children}). */
    public List<Process> workers() {
        return List.copyOf(processes.subList(1, processes.size()));
    }

    @Override
    public void close() {
        for (Process process : processes) {
            List<ProcessHandle> children = process.descendants().toList();
            process.destroyForcibly();
            children.forEach(ProcessHandle::destroyForcibly);
        }
        for (Process process : processes) {
            process.onExit().join();
        }
    }

    private Path launch(String name, List<String> mainAndArguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(JavaModuleOptions.defaultModuleOptionArray()));
        command.addAll(List.of("-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData", "-Dlog4j2.configurationFile=" + folder.resolve("log4j2.properties").toUri()));
        command.addAll(LibraryArchive.options());
        command.addAll(List.of("-cp", (SparkHome.isOfTests(sparkHome) ? ChildJvm.libraries() + File.pathSeparator : "") + sparkHome.resolve("jars") + "/*"));
        command.addAll(mainAndArguments);
        Path log = folder.resolve(name + ".log");
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("SPARK_HOME", sparkHome.toString());
        builder.environment().put("SPARK_SCALA_VERSION", "2.13");
        builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        builder.environment().remove("SPARK_CONF_DIR");
        processes.add(builder.start());
        return log;
    }

    private String await(Path log, Pattern pattern) {
        Process process = processes.get(processes.size() - 1);
        long end = System.nanoTime() + START.toNanos();
        try {
            while (true) {
                String text = Files.readString(log);
                Matcher found = pattern.matcher(text);
                if (found.find()) {
                    return found.group(1);
                }
                if (!process.isAlive() || System.nanoTime() > end) {
                    throw new IllegalStateException(log.getFileName() + " does not say \"" + pattern + "\":\n" + text);
                }
                Thread.sleep(50);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for " + log.getFileName(), e);
        }
    }
}
