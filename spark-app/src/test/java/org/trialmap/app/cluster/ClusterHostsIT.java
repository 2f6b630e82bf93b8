package org.trialmap.app.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.References;
import org.trialmap.app.Commands;
import org.trialmap.app.OtherAccount;
import org.trialmap.app.slurm.SlurmTestbed;

/** A cluster on hosts that ssh reaches, one of which refuses: used by its owner and by nobody else, and gone after down. */
@Tag("slow")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClusterHostsIT {
    static final String CLUSTER = Commands.ROOT.resolve("scripts/trialmap-cluster").toString();
    private static final String SAME = """
            import h5py, sys
            def datasets(group, path=""):
                for name in sorted(group):
                    if isinstance(group[name], h5py.Group):
                        yield from datasets(group[name], path + "/" + name)
                    else:
                        yield path + "/" + name, group[name]
            with h5py.File(sys.argv[1]) as one, h5py.File(sys.argv[2]) as other:
                found = [dict(datasets(one)), dict(datasets(other))]
                assert list(found[0]) == list(found[1]), found
                for name, a in found[0].items():
                    b = found[1][name]
                    assert a.dtype == b.dtype and a.shape == b.shape, (name, a, b)
                    assert a[()].tolist() == b[()].tolist() if a.dtype.kind == "O" else a[()].tobytes() == b[()].tobytes(), name
                print("same", len(found[0]))
            """;

    @TempDir
    private static Path folder;
    private static SshHosts hosts;
    private static Path file;

    private static Commands.Ended run(String... command) throws Exception {
        return new Commands(folder.resolve("work")).with("HOME", folder.resolve("home").toString()).run(command);
    }

    private static void trialmap(String command, String... more) throws Exception {
        List<String> words = new ArrayList<>(List.of(Commands.TRIALMAP));
        words.addAll(List.of(command.split(" ")));
        words.addAll(Arrays.asList(more));
        Commands.Ended ended = run(words.toArray(String[]::new));
        assertEquals(0, ended.code(), ended.err());
    }

    @BeforeAll
    static void up() throws Exception {
        OtherAccount.needed();
        Files.createDirectory(folder.resolve("work"));
        hosts = SshHosts.start(Files.createDirectory(folder.resolve("ssh")));
        file = folder.resolve("home/.trialmap/clusters/hosts.conf");
        Commands.Ended ended = run(CLUSTER, "up", "--hosts", "gandalf:1,radagast:1,arwen", "--ssh", hosts.ssh, "--memory", "512M");
        assertEquals(new Commands.Ended(0, file + "\n", "trialmap: no worker on arwen: its session ended with exit code 255: ssh: connect to host 127.0.0.4 port " + hosts.port
                + ": Connection refused\ntrialmap: 2/3 workers with 2 slots are there, executors have 512 MiB\ntrialmap: run on it with trialmap --cluster hosts COMMAND ..., stop it with"
                + " trialmap-cluster down hosts\n"), ended);
    }

    @AfterAll
    static void down() throws Exception {
        if (hosts != null) {
            run(CLUSTER, "down", "hosts");
            hosts.close();
        }
    }

    @Test
    @Order(1)
    void itsOwnerSeesWhatThereIs() throws Exception {
        Commands.Ended status = run(CLUSTER, "status");
        assertEquals(0, status.code(), status.err());
        assertTrue(status.out().matches("cluster: kept on \\S+ by process \\d+\nnodes  : 2, slots 0 of 2 in use, memory 0 of 1024 MiB\n( {9}127\\.0\\.0\\.1: slots 0 of 1, memory 0 of 512 MiB\n){2}"
                + "runs   : nothing\nmaster : spark://127\\.0\\.0\\.1:\\d+\npage   : http://127\\.0\\.0\\.1:\\d+ \\(locked; trialmap-cluster ui " + file + " opens it to you\\)\n"), status.out());
        assertEquals(new Commands.Ended(2, "", "trialmap: There is a cluster hosts already, kept on " + settings().getProperty("trialmap.cluster.head").replaceFirst(" (\\d+) .*", " by process $1")
                + ". Stop it with trialmap-cluster down hosts, or choose another name with --name.\nHelp: trialmap-cluster up --help\n"), run(CLUSTER, "up", "--hosts", "gandalf", "--ssh", hosts.ssh));
        assertEquals(new Commands.Ended(2, "", "trialmap: " + file + " is of a cluster that trialmap-cluster has started. Use trialmap-cluster with it.\nHelp: trialmap-slurm status --help\n"),
                run(SlurmTestbed.SLURM, "status", "hosts"));
    }

    @Test
    @Order(2)
    void aMapAndASpectrumHaveTheSameBytesAsSerial() throws Exception {
        trialmap("synthdata ar2_network --trials 12 --samples 500 --channels 2 --seed 7 --master serial --out noise.h5");
        trialmap("map --function org.trialmap.app.examples.Rms --data noise.h5 --chan-per-worker 1 --master serial --out serial");
        trialmap("freqanalysis noise.h5 --foilim 1 100 --master serial --out serial.h5");
        trialmap("--cluster hosts map --function org.trialmap.app.examples.Rms --data noise.h5 --chan-per-worker 1 --out hosts");
        trialmap("--cluster", file.toString(), "freqanalysis", "noise.h5", "--foilim", "1", "100", "--out", "hosts.h5");
        for (String result : List.of("serial.h5 hosts.h5", "serial/Rms.h5 hosts/Rms.h5")) {
            String[] files = result.split(" ");
            String same = References.python(SAME, folder.resolve("work").resolve(files[0]).toString(), folder.resolve("work").resolve(files[1]).toString());
            assertTrue(same.matches("same [1-9]\\d*\n"), same);
        }
    }

    /** Also not while a run has executors and a driver. */
    @Test
    @Order(3)
    void anotherAccountGetsNothing() throws Exception {
        String secret = settings().getProperty("spark.authenticate.secret");
        for (String each : List.of("home/.trialmap/clusters", "home/.trialmap/clusters/hosts")) {
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(each))), each);
        }
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals(file + "\n", run("grep", "-rlF", secret, folder.resolve("home").toString(), folder.resolve("ssh").toString()).out());
        Commands held = new Commands(Files.createDirectory(folder.resolve("held"))).with("HOME", folder.resolve("home").toString());
        Process run = held.start(Commands.TRIALMAP, "--cluster", "hosts", "exec", "--over", "i=0:2", "--batch", "1", "--out", "out", "--", "sh", "-c",
                "touch begun-$1; while [ ! -e go ]; do sleep 0.1; done".replaceAll("(begun|go)", folder.resolve("held") + "/$1"), "-", "{i}");
        SlurmTestbed.awaitText(() -> Boolean.toString(Files.exists(folder.resolve("held/begun-0")) && Files.exists(folder.resolve("held/begun-1")) || !run.isAlive()), "true");
        assertTrue(run.isAlive(), () -> held.read("err"));
        List<String> processes = left();
        List<String> addresses = new ArrayList<>();
        for (String line : SlurmTestbed.commands().run("ss", "-ltnpH").out().lines().toList()) {
            if (processes.stream().anyMatch(process -> line.contains("pid=" + process.split(" ")[0] + ","))) {
                addresses.add(line.strip().split("\\s+")[3].replaceFirst("^\\[?::ffff:", "").replace("]", ""));
            }
        }
        assertTrue(addresses.size() >= 8 && addresses.stream().allMatch(address -> address.startsWith("127.0.0.1:")), addresses::toString);
        assertEquals(List.of(), OtherAccount.got(OtherAccount.ports(addresses)));
        assertEquals("403", OtherAccount.run("curl", "-s", "-o", "/dev/null", "-w", "%{http_code}", settings().getProperty("trialmap.cluster.page")).out());
        String seen = OtherAccount.run("bash", "-c", "ps -eo args; cat /proc/*/environ 2>/dev/null").out();
        assertTrue(seen.contains("org.trialmap.app.cluster.HostWorker") && seen.contains("CoarseGrainedExecutorBackend"), seen);
        assertFalse(seen.contains(secret), "the secret is in what all users see");
        assertNotEquals(0, OtherAccount.run("cat", file.toString()).code());
        Files.createFile(folder.resolve("held/go"));
        assertEquals(0, held.end(run).code(), held.read("err"));
    }

    private static Properties settings() throws Exception {
        Properties settings = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            settings.load(reader);
        }
        return settings;
    }

    @Test
    @Order(4)
    void downLeavesNoProcessAndNoFile() throws Exception {
        List<Path> scratch = scratch();
        assertEquals(2, scratch.size(), scratch::toString);
        assertTrue(scratch.stream().allMatch(Files::isDirectory), scratch::toString);
        assertEquals(new Commands.Ended(0, "", "trialmap: the cluster hosts is down.\n"), run(CLUSTER, "down"));
        SlurmTestbed.awaitText(() -> left().toString(), "\\[]");
        assertTrue(scratch.stream().noneMatch(Files::exists), scratch::toString);
        assertEquals("", run("ls", "-A", folder.resolve("home/.trialmap/clusters").toString()).out());
    }

    private static List<Path> scratch() throws Exception {
        return left().stream().filter(line -> line.contains("app.cluster.HostWorker ")).map(line -> Path.of(line.replaceFirst(".*HostWorker ", ""))).toList();
    }

    private static List<String> left() throws Exception {
        return ClusterProcesses.of(folder);
    }
}
