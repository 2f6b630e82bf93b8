package org.trialmap.app.slurm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.trialmap.app.cli.RunFlags;
import org.trialmap.app.cli.UsageException;
import org.trialmap.cluster.ConnectionFile;
import org.trialmap.cluster.Secret;
import org.trialmap.parallel.ConnectionSettings;

/** A connection file as trialmap-slurm's commands need it. */
record ClusterFile(Path file, Properties settings) {
    private static final String SECRET = "spark.authenticate.secret";

    static Path folder(Map<String, String> environment) {
        return Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")), ".trialmap", "clusters");
    }

    /** All of a user's. */
    static List<Path> all(Map<String, String> environment) throws IOException {
        Path folder = folder(environment);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> list = Files.list(folder)) {
            return list.filter(file -> file.toString().endsWith(".conf")).sorted().toList();
        }
    }

    /** The file that was named, else the only one that there is. */
    static ClusterFile of(Path named, Map<String, String> environment) throws IOException {
        if (named != null) {
            return read(named);
        }
        List<Path> all = all(environment);
        if (all.size() != 1) {
            throw new UsageException(all.isEmpty() ? "There is no cluster of yours in " + folder(environment) + ". Start one with trialmap-slurm up, or name its connection file."
                    : "There are several clusters of yours: " + all + ". Name the connection file of one.");
        }
        return read(all.get(0));
    }

    static ClusterFile read(Path file) {
        return new ClusterFile(file, RunFlags.checked(() -> ConnectionSettings.read(file)));
    }

    /** Null while the cluster lives. */
    String ended() {
        return settings.getProperty(ConnectionFile.ENDED);
    }

    String job() {
        return required(ConnectionFile.JOB);
    }

    String page() {
        return required(ConnectionFile.PAGE);
    }

    String master() {
        return required("spark.master");
    }

    Secret secret() {
        return new Secret(required(SECRET));
    }

    private String required(String key) {
        String value = settings.getProperty(key);
        if (value == null) {
            throw new UsageException(file + " is not a connection file of a cluster: it has no " + key + ". Name the file that trialmap-slurm up has printed.");
        }
        return value;
    }
}
