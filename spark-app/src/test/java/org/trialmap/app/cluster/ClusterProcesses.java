package org.trialmap.app.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.trialmap.app.slurm.SlurmTestbed;

/** The processes of clusters that one test has started: other tests may have Spark on this machine, too. */
final class ClusterProcesses {
    private ClusterProcesses() {}

    /** For sshd, which hands no other variables of its environment to those that it starts. */
    static String setting(Path folder) {
        return "SetEnv TRIALMAP_TEST=" + folder + "\n";
    }

    /**
     * @param folder below which is what the test has, its HOME as well
     * @return their command lines, as {@code PID WORDS}
     */
    static List<String> of(Path folder) throws IOException, InterruptedException {
        return SlurmTestbed.commands().run("ps", "-eo", "pid=,args=").out().lines().map(String::strip)
                .filter(line -> line.matches(".*(app\\.cluster\\.(ClusterHead|HostWorker)|trialmap-cluster'? --(head|worker)|CoarseGrainedExecutorBackend).*")
                        && isBelow(folder, line.replaceFirst(" .*", "")))
                .toList();
    }

    private static boolean isBelow(Path folder, String process) {
        try {
            return Files.readString(Path.of("/proc", process, "environ"), StandardCharsets.ISO_8859_1).contains("=" + folder + "/");
        } catch (IOException e) {
            return false; // it has ended
        }
    }
}
