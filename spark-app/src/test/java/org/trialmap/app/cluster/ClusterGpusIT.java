package org.trialmap.app.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.app.Commands;
import org.trialmap.app.OtherAccount;
import org.trialmap.store.SavedResults;

/** Hosts with pretend GPUs, told by a variable on one and by a program on the other: tasks have them to themselves. */
@Tag("slow")
class ClusterGpusIT {
    /** Makes a file for its GPU, which fails where it is there, and takes it away. */
    private static final String USE = "set -eC; : > \"locks/$1\"; sleep 0.3; rm \"locks/$1\"; echo $1 $CUDA_VISIBLE_DEVICES";

    @TempDir
    private Path folder;

    private Commands.Ended run(String... command) throws Exception {
        return new Commands(folder.resolve("work")).with("HOME", folder.resolve("home").toString()).run(command);
    }

    private static TreeSet<String> printed(Path file) throws Exception {
        TreeSet<String> all = new TreeSet<>();
        try (SavedResults results = SavedResults.open(file)) {
            for (int task = 0; task < results.tasks(); task++) {
                all.add((String) results.read(task).item());
            }
        }
        return all;
    }

    @Test
    void allThatEachHostHasAreUsedAndNoneByTwoTasksAtOnce() throws Exception {
        OtherAccount.needed();
        Files.createDirectories(folder.resolve("work/locks"));
        Path smi = Files.writeString(Files.createDirectory(folder.resolve("bin")).resolve("nvidia-smi"), "#!/bin/sh\necho \"$*\" >>'" + folder.resolve("asked") + "'\nprintf '0\\n1\\n2\\n'\n");
        Files.setPosixFilePermissions(smi, PosixFilePermissions.fromString("rwxr-xr-x"));
        String path = "SetEnv PATH=" + smi.getParent() + ":" + System.getenv("PATH");
        try (SshHosts hosts = SshHosts.start(Files.createDirectory(folder.resolve("ssh")),
                "Match LocalAddress 127.0.0.2\nSetEnv CUDA_VISIBLE_DEVICES=GPU-a,GPU-b\nMatch LocalAddress 127.0.0.3\n" + path
                        + "\n")) {
            Commands.Ended up = run(ClusterHostsIT.CLUSTER, "up", "--hosts", "gandalf:2,radagast:2", "--ssh", hosts.ssh, "--memory", "512M", "--timeout", "300");
            assertEquals(0, up.code(), up.err());
            assertTrue(up.err().startsWith("trialmap: 2/2 workers with 4 slots are there, executors have 512 MiB and 2 GPUs\ntrialmap: 1 of the hosts' GPUs cannot be used, since all executors have as"
                    + " many as the host with the fewest, 2; leave that one out to use them\n"), up.err());
            assertEquals(List.of("--query-gpu=index --format=csv,noheader"), Files.readAllLines(folder.resolve("asked")));
            Commands.Ended ended = run(Commands.TRIALMAP, "--cluster", "hosts", "exec", "--gpus-per-task", "1", "--batch", "1", "--over", "i=0:16", "--out", "out", "--", "sh", "-c", USE, "-",
                    "{gpu}");
            assertEquals(0, ended.code(), ended.err());
            TreeSet<String> used = printed(folder.resolve("work/out/sh.h5"));
            assertTrue(used.containsAll(List.of("GPU-a GPU-a", "GPU-b GPU-b")) && used.size() == 4 && used.stream().allMatch(each -> each.matches("(GPU-[ab]|[012]) \\1")), used::toString);
            Commands.Ended tooMany = run(Commands.TRIALMAP, "--cluster", "hosts", "exec", "--gpus-per-task", "3", "--over", "i=0:2", "--out", "none", "--", "true");
            assertEquals(2, tooMany.code(), tooMany.err());
            assertTrue(tooMany.err().contains("but each worker of this cluster has 2. Start it with more"), tooMany.err());
        } finally {
            run(ClusterHostsIT.CLUSTER, "down", "hosts");
        }
    }
}
