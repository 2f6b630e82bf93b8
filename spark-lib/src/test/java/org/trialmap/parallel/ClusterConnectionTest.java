package org.trialmap.parallel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.trialmap.Refusals.assertRefused;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connection files that cannot be used; those that can are tried on a real cluster. */
class ClusterConnectionTest {
    @TempDir
    private Path folder;

    private Path file(String mode, String text) throws IOException {
        Path file = Files.writeString(folder.resolve("c.conf"), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    @Test
    void refusesFilesThatAreMissingOrOpenToOthersOrSomethingElse() throws Exception {
        Path none = folder.resolve("none");
        assertRefused("The connection file " + none + " does not exist. Name the file that trialmap-slurm up or trialmap-cluster up has printed.", () -> ParallelMap.attach(none));
        for (String mode : new String[] {"rw-r-----", "rw----r--"}) {
            Path open = file(mode, "spark.master spark://127.0.0.1:1\n");
            assertRefused("The connection file " + open + " has mode " + mode
                    + ": others may read the secret in it, and run programs as you. Stop the cluster (trialmap-slurm down or trialmap-cluster down), start"
                    + " a new one, and leave the file's mode as it is.", () -> ParallelMap.attach(open));
        }
        Path other = file("rw-------", "spark.master spark://127.0.0.1:1\n");
        assertRefused(
                other + " is not a connection file of a cluster: it has no spark.master or no spark.authenticate.secret. Name the file that trialmap-slurm up or trialmap-cluster up has printed.",
                () -> ParallelMap.attach(other));
    }

    @Test
    void aClusterThatIsNoMoreIsSaidToBeSoInsteadOfWaitedFor() throws Exception {
        Path ended = file("rw-------", "trialmap.cluster.ended Job 7 reaches its time limit\n");
        assertEquals("The cluster of " + ended + " has ended: Job 7 reaches its time limit. Start a new one with trialmap-slurm up.",
                assertThrows(IllegalStateException.class, () -> ParallelMap.attach(ended)).getMessage());
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path killed = file("rw-------", "spark.master spark://127.0.0.1:" + port + "\nspark.authenticate.secret x\n");
        assertEquals("The Master spark://127.0.0.1:" + port + " of " + killed + " does not answer. Its job may have been killed (trialmap-slurm status " + killed
                + "), or this machine cannot reach the nodes' network. Start a new cluster with trialmap-slurm up, or choose another network with its --interface.",
                assertThrows(IllegalStateException.class, () -> ParallelMap.attach(killed)).getMessage());
        Path withoutSlurm = file("rw-------", "spark.master spark://127.0.0.1:" + port + "\nspark.authenticate.secret x\ntrialmap.cluster.head here 1 0\n");
        assertEquals("The Master spark://127.0.0.1:" + port + " of " + withoutSlurm + " does not answer. Its process may have been killed (trialmap-cluster status " + withoutSlurm
                + "), or this machine cannot reach the nodes' network. Start a new cluster with trialmap-cluster up, or choose another network with its --interface.",
                assertThrows(IllegalStateException.class, () -> ParallelMap.attach(withoutSlurm)).getMessage());
    }
}
