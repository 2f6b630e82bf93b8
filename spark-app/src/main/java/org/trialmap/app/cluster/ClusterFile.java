package org.trialmap.app.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.trialmap.app.cli.ClusterNames;
import org.trialmap.app.cli.RunFlags;
import org.trialmap.app.cli.UsageException;
import org.trialmap.cluster.ConnectionFile;
import org.trialmap.cluster.Secret;
import org.trialmap.parallel.ConnectionSettings;

/** A connection file as the commands of trialmap-slurm and trialmap-cluster need it. */
public record ClusterFile(Path file, Properties settings) {
    private static final String SECRET = "spark.authenticate.secret";

    public static Path folder(Map<String, String> environment) {
        return ClusterNames.folder(environment);
    }

    /** All of a user's that this program has started, and those that cannot be read. */
    private static List<Path> all(Map<String, String> environment, Launcher launcher) throws IOException {
        Path folder = folder(environment);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> list = Files.list(folder)) {
            return list.filter(file -> file.toString().endsWith(ClusterNames.ENDING) && mayBeOf(file, launcher)).sorted().toList();
        }
    }

    private static boolean mayBeOf(Path file, Launcher launcher) {
        try {
            return read(file).launcher() == launcher;
        } catch (UsageException e) {
            return true;
        }
    }

    /** The file that was named, by its path or the cluster's name; else the only one that there is. */
    public static ClusterFile of(Path named, Map<String, String> environment, Launcher launcher) throws IOException {
        if (named != null) {
            return read(ClusterNames.file(named, folder(environment))).startedBy(launcher);
        }
        List<Path> all = all(environment, launcher);
        if (all.size() != 1) {
            throw new UsageException(all.isEmpty() ? "There is no cluster of yours in " + folder(environment) + ". Start one with " + launcher + " up, or name its connection file."
                    : "There are several clusters of yours: " + all + ". Name the connection file of one.");
        }
        return read(all.get(0));
    }

    public static ClusterFile read(Path file) {
        return new ClusterFile(file, RunFlags.checked(() -> ConnectionSettings.read(file)));
    }

    private ClusterFile startedBy(Launcher launcher) {
        if (launcher() != launcher) {
            throw new UsageException(file + " is of a cluster that " + launcher() + " has started. Use " + launcher() + " with it.");
        }
        return this;
    }

    Launcher launcher() {
        return settings.getProperty(ConnectionFile.HEAD) == null ? Launcher.SLURM : Launcher.HOSTS;
    }

    /** Whether trialmap-cluster keeps it, and nobody can reach it but from this machine. */
    public boolean isHere() {
        return launcher() == Launcher.HOSTS && master().startsWith("spark://127.0.0.1:");
    }

    /** For messages. */
    String title() {
        return launcher() == Launcher.SLURM ? "the cluster of job " + job() : "the cluster " + ClusterNames.name(file);
    }

    /** Null while the cluster lives, as far as the file says. */
    public String ended() {
        return settings.getProperty(ConnectionFile.ENDED);
    }

    public String job() {
        return required(ConnectionFile.JOB);
    }

    HeadProcess head() {
        return HeadProcess.parse(required(ConnectionFile.HEAD));
    }

    String page() {
        return required(ConnectionFile.PAGE);
    }

    public String master() {
        return required("spark.master");
    }

    Secret secret() {
        return new Secret(required(SECRET));
    }

    private String required(String key) {
        String value = settings.getProperty(key);
        if (value == null) {
            throw new UsageException(file + " is not a connection file of a cluster: it has no " + key + ". Name the file that " + launcher() + " up has printed.");
        }
        return value;
    }
}
