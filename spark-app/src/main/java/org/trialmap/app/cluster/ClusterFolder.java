package org.trialmap.app.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.trialmap.app.cli.ClusterNames;
import org.trialmap.app.cli.UsageException;
import org.trialmap.cluster.HostMemory;
import org.trialmap.cluster.SparkFiles;
import org.trialmap.support.FileTree;
import org.trialmap.support.Reason;

/** The folder of a cluster that trialmap-cluster keeps: {@code ~/.trialmap/clusters/NAME}, beside its connection file. Nobody else can enter it. */
record ClusterFolder(Path path) {
    /** Which process keeps the cluster. */
    static final String HEAD = "head";
    static final String LOG = "log";

    static ClusterFolder of(String name, Map<String, String> environment) {
        return new ClusterFolder(ClusterFile.folder(environment).resolve(name));
    }

    static ClusterFolder beside(Path connection) {
        return new ClusterFolder(connection.resolveSibling(ClusterNames.name(connection)));
    }

    static Path connection(Path folder) {
        return folder.resolveSibling(folder.getFileName() + ClusterNames.ENDING);
    }

    String name() {
        return path.getFileName().toString();
    }

    /** Makes it for a new cluster; what one that was killed has left is removed. */
    ClusterFolder claim() {
        try {
            Path above = path.getParent();
            Files.createDirectories(above.getParent());
            OwnerFiles.folder(above, "set its mode to 0700 if it is yours");
            if (Files.exists(path) || Files.exists(connection(path))) {
                refuseIfKept();
                remove();
            }
            OwnerFiles.newFolder(path);
            OwnerFiles.write(path.resolve(HEAD), HeadProcess.current().text());
            OwnerFiles.write(path.resolve("log4j2.properties"), SparkFiles.logging());
            OwnerFiles.write(path.resolve("jvm.flags"), SparkFiles.daemonOptions(HostMemory.plan(List.of(0), Optional.empty()), System.getProperty("java.io.tmpdir"))
                    + "-XX:+ExitOnOutOfMemoryError\n");
            return this;
        } catch (IOException e) {
            throw new UsageException("The folder " + path + " cannot be made: " + Reason.sentence(e) + " Choose another name with --name.", e);
        }
    }

    private void refuseIfKept() throws IOException {
        Optional<HeadProcess> head = head();
        if (head.isEmpty() || head.get().isElsewhere() || head.get().running().isPresent()) {
            throw new UsageException("There is a cluster " + name() + " already" + head.map(process -> ", kept on " + process.host() + " by process " + process.pid()).orElse("")
                    + ". Stop it with trialmap-cluster down " + name() + ", or choose another name with --name.");
        }
    }

    /** Empty where nothing says so. */
    Optional<HeadProcess> head() throws IOException {
        try {
            return Optional.of(HeadProcess.parse(Files.readString(path.resolve(HEAD))));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    boolean isThere() {
        return Files.exists(path) || Files.exists(connection(path));
    }

    void remove() throws IOException {
        Files.deleteIfExists(connection(path));
        if (Files.exists(path)) {
            FileTree.delete(path);
        }
    }
}
