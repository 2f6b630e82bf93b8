package org.trialmap.app.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.trialmap.References;
import org.trialmap.app.slurm.SlurmTestbed;

/** A real sshd with keys and settings of its own, on loopback addresses that stand for hosts: gandalf and radagast; arwen, where nothing listens. */
final class SshHosts implements AutoCloseable {
    private static final Path SSHD = Path.of("/usr/sbin/sshd");

    final int port;
    /** For --ssh. */
    final String ssh;
    private final Process daemon;

    private SshHosts(int port, String ssh, Process daemon) {
        this.port = port;
        this.ssh = ssh;
        this.daemon = daemon;
    }

    static SshHosts start(Path folder) throws Exception {
        return start(folder, "");
    }

    /** @param more settings of sshd */
    static SshHosts start(Path folder, String more) throws Exception {
        boolean there = "root".equals(System.getProperty("user.name")) && Files.isExecutable(SSHD) && Files.isExecutable(Path.of("/usr/bin/ssh"));
        References.need(there, "OpenSSH's sshd and ssh, and being root (Debian: apt-get install openssh-server openssh-client)");
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.2"))) {
            port = free.getLocalPort();
        }
        for (String key : List.of("host", "user")) {
            assertEquals(0, SlurmTestbed.commands().run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder.resolve(key).toString()).code());
        }
        String hostKey = Files.readString(folder.resolve("host.pub"));
        Files.writeString(folder.resolve("known_hosts"), "[127.0.0.2]:" + port + " " + hostKey + "[127.0.0.3]:" + port + " " + hostKey);
        Files.writeString(folder.resolve("sshd_config"), "Port " + port + "\nListenAddress 127.0.0.2\nListenAddress 127.0.0.3\nHostKey " + folder.resolve("host") + "\nAuthorizedKeysFile "
                + folder.resolve("user.pub") + "\nPidFile none\nStrictModes no\nUsePAM no\nPasswordAuthentication no\nPermitRootLogin prohibit-password\n" + ClusterProcesses.setting(folder) + more);
        Path client = Files.writeString(folder.resolve("ssh_config"), "Host gandalf\nHostName 127.0.0.2\nHost radagast\nHostName 127.0.0.3\nHost arwen\nHostName 127.0.0.4\nHost *\nPort " + port
                + "\nUser root\nBatchMode yes\nIdentitiesOnly yes\nIdentityFile " + folder.resolve("user") + "\nUserKnownHostsFile " + folder.resolve("known_hosts") + "\n");
        Files.createDirectories(Path.of("/run/sshd"));
        Process daemon = new ProcessBuilder(SSHD.toString(), "-D", "-e", "-f", folder.resolve("sshd_config").toString()).redirectErrorStream(true).redirectOutput(folder.resolve("sshd.log").toFile())
                .start();
        SlurmTestbed.awaitText(() -> Boolean.toString(answers(port) || !daemon.isAlive()), "true");
        assertEquals(true, daemon.isAlive(), Files.readString(folder.resolve("sshd.log")));
        return new SshHosts(port, "ssh -F " + client, daemon);
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket("127.0.0.3", port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        daemon.destroy();
    }
}
