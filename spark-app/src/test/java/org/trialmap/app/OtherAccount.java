package org.trialmap.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.trialmap.References;
import org.trialmap.app.slurm.SlurmTestbed;

/**
 * Attacks by a real other account of this machine, {@code nobody}, which every system has. Only root can play it: elsewhere tests are skipped, unless the environment
 * variable {@code TRIALMAP_REFERENCES} is {@code required}.
 */
public final class OtherAccount {
    private static final String NAME = "nobody";

    private OtherAccount() {}

    /** Skips the test where no other account can be played. */
    public static void needed() {
        boolean root = "root".equals(System.getProperty("user.name")) && Files.isExecutable(Path.of("/usr/sbin/runuser"));
        References.need(root, "acting as another account, which takes root and runuser");
    }

    public static Commands.Ended run(String... command) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("runuser", "-u", NAME, "--", "env", "-i", "PATH=" + System.getenv("PATH"), "HOME=/nonexistent", "LC_ALL=C.UTF-8"));
        all.addAll(Arrays.asList(command));
        return SlurmTestbed.commands().run(all.toArray(String[]::new));
    }

    /** What a hostile client of Spark's gets from these ports. */
    public static List<String> got(List<Integer> ports) throws IOException, InterruptedException {
        List<String> command = client(HostileClient.class);
        ports.forEach(port -> command.add(Integer.toString(port)));
        Commands.Ended ended = run(command.toArray(String[]::new));
        assertEquals(0, ended.code(), ended.err());
        return ended.out().lines().toList();
    }

    /** Java's command line for a client that is among the tests. */
    public static List<String> client(Class<?> main) {
        String classes = Path.of("target", "test-classes").toAbsolutePath() + ":" + Commands.DIST.resolve("jars") + "/*";
        return new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "@" + Commands.DIST.resolve("launch/jvm.flags"), "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData", "-cp", classes, main.getName()));
    }

    /** Addresses that a process and those that it has started listen on, as {@code 127.0.0.1:4040}; all that anybody can see in /proc. */
    public static List<String> listening(Process process) throws IOException, InterruptedException {
        return listening(process.toHandle());
    }

    private static List<String> listening(ProcessHandle process) throws IOException, InterruptedException {
        List<Long> pids = Stream.concat(Stream.of(process), process.descendants()).map(ProcessHandle::pid).toList();
        return SlurmTestbed.commands().run("ss", "-ltnpH").out().lines().filter(line -> pids.stream().anyMatch(pid -> line.contains("pid=" + pid + ",")))
                .map(line -> line.strip().split("\\s+")[3].replaceFirst("^\\[?::ffff:", "").replace("]", "")).sorted().toList();
    }

    /** Ports of a process in which a driver runs or is about to; they listen for this machine only. */
    public static List<Integer> awaitPorts(ProcessHandle process) throws Exception {
        SlurmTestbed.awaitText(() -> Boolean.toString(listening(process).size() >= 2 || !process.isAlive()), "true"); // RPC and blocks
        List<String> addresses = listening(process);
        assertTrue(addresses.size() >= 2 && addresses.stream().allMatch(address -> address.startsWith("127.0.0.1:")), addresses::toString);
        return ports(addresses);
    }

    public static List<Integer> ports(List<String> addresses) {
        return addresses.stream().map(address -> Integer.valueOf(address.replaceFirst(".*:", ""))).toList();
    }
}
