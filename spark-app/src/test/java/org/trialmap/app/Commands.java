package org.trialmap.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Processes as users start them, but that Java compiles little in them ({@link QuickJava}), with what they print. */
public final class Commands {
    public static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    public static final Path DIST = ROOT.resolve("spark-app/target/dist");
    public static final String TRIALMAP = ROOT.resolve("scripts/trialmap").toString();
    private static final long MINUTES = 10;

    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();

    /** @param folder working folder of the processes; what they print is kept beside it */
    public Commands(Path folder) {
        this.folder = folder;
    }

    public record Ended(int code, String out, String err) {}

    public Commands with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    public Process start(String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().keySet().removeAll(List.of("SPARK_HOME", "SPARK_SCALA_VERSION", "SPARK_CONF_DIR", "TRIALMAP_CONF", "TRIALMAP_JARS"));
        builder.environment().put("JAVA_HOME", QuickJava.HOME.toString());
        builder.environment().putAll(environment);
        return builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile())).redirectOutput(file("out").toFile())
                .redirectError(file("err").toFile()).start();
    }

    /** Waits for the end; the process is killed after ten minutes. */
    public Ended run(String... command) throws IOException, InterruptedException {
        return end(start(command));
    }

    public Ended end(Process process) throws InterruptedException {
        if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
        }
        return new Ended(process.waitFor(), read("out"), read("err"));
    }

    public String read(String stream) {
        try {
            return Files.readString(file(stream));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(String stream) {
        return folder.resolveSibling(folder.getFileName() + "." + stream);
    }

    /** Spark's flags for Java, as the distribution has them. */
    static List<String> javaWithSpark() {
        return new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "@" + DIST.resolve("launch/jvm.flags"), "-cp",
                DIST.resolve("jars") + "/*"));
    }
}
