package org.trialmap.app.slurm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.app.cluster.OwnerFiles;
import org.trialmap.cluster.ConnectionFile;
import org.trialmap.cluster.JoinedNodes;
import org.trialmap.parallel.ConnectionSettings;

/** Jobs join and leave at the same time, and end while others do. */
class ConnectionChangeTest {
    private static final String CLUSTER = ConnectionFile.text(Map.of("spark.cores.max", "2"), "spark://10.1.0.1:4000", "http://10.1.0.1:8000", "7", 1);

    @TempDir
    private Path folder;

    private Path file() throws Exception {
        Path file = folder.resolve("7.conf");
        OwnerFiles.write(file, CLUSTER);
        return file;
    }

    private List<String> files() throws Exception {
        try (Stream<Path> list = Files.list(folder)) {
            return list.map(each -> each.getFileName().toString()).toList();
        }
    }

    @Test
    void noChangeIsLostHoweverManyAreMadeAtOnce() throws Exception {
        Path file = file();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Boolean>> jobs = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                String job = Integer.toString(100 + i);
                jobs.add(threads.submit(() -> new ConnectionChange(file).update("7", settings -> ConnectionFile.with(settings, job, new JoinedNodes(1, 2, 0)))));
            }
            for (Future<Boolean> job : jobs) {
                assertTrue(job.get());
            }
        } finally {
            threads.shutdownNow();
        }
        Properties settings = ConnectionSettings.read(file);
        assertEquals(List.of("25", "50", 24), List.of(settings.getProperty("trialmap.cluster.workers"), settings.getProperty("spark.cores.max"), ConnectionFile.joinedJobs(settings).size()));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals(List.of("7.conf"), files(), "no lock stays");
    }

    @Test
    void aFileOfAnotherClusterOrOfAnEndedOneStaysAsItIsAndOneThatIsGoneStaysAway() throws Exception {
        Path file = file();
        ConnectionChange change = new ConnectionChange(file);
        assertFalse(change.update("6", settings -> ConnectionFile.without(settings, "8")));
        assertEquals(CLUSTER, Files.readString(file));
        change.replace(ConnectionFile.ended("7", "has ended"));
        assertFalse(change.update("7", settings -> ConnectionFile.without(settings, "8")));
        assertEquals(ConnectionFile.ended("7", "has ended"), Files.readString(file));
        change.remove();
        assertFalse(change.update("7", settings -> ConnectionFile.without(settings, "8")));
        assertEquals(List.of(), files());
    }

    @Test
    void theLockOfAProcessThatWasKilledIsTakenAwayAfterAWhile() throws Exception {
        Path file = file();
        Files.createFile(folder.resolve("7.conf.lock"));
        long begin = System.nanoTime();
        assertTrue(new ConnectionChange(file).update("7", settings -> ConnectionFile.without(settings, "8")));
        assertTrue(System.nanoTime() - begin > 9_000_000_000L, "others have had their time");
        assertEquals(List.of("7.conf"), files());
    }

    /** By kill -9 or SLURM's KILL; the file would promise its nodes until the cluster's end. */
    @Test
    void whatAKilledJobHadBroughtIsTakenAwayIfSlurmNamesAllOthers() throws Exception {
        Path file = file();
        ConnectionChange change = new ConnectionChange(file);
        assertEquals(Set.of(), change.forgetKilled(() -> fail("nobody is asked where nothing has joined")));
        for (String job : List.of("8", "9", "10")) {
            assertTrue(change.update("7", settings -> ConnectionFile.with(settings, job, job.equals("10") ? JoinedNodes.NONE : new JoinedNodes(2, 8, 0))));
        }
        String all = Files.readString(file);
        for (Set<String> some : List.of(Set.<String>of(), Set.of("8"), Set.of("no news"))) {
            assertEquals(Set.of(), change.forgetKilled(() -> some));
            assertEquals(all, Files.readString(file));
        }
        assertEquals(Set.of(), change.forgetKilled(() -> Set.of("7", "8", "9", "10", "11")));
        assertEquals(Set.of("9"), change.forgetKilled(() -> Set.of("7", "8", "10", "11")));
        Properties settings = ConnectionSettings.read(file);
        assertEquals(List.of("3", "10", "[10, 8]"),
                List.of(settings.getProperty("trialmap.cluster.workers"), settings.getProperty("spark.cores.max"), ConnectionFile.joinedJobs(settings).toString()));
        assertEquals(Set.of("10", "8"), change.forgetKilled(() -> Set.of("7")));
        assertEquals(List.of("1", "2"), List.of(ConnectionSettings.read(file).getProperty("trialmap.cluster.workers"), ConnectionSettings.read(file).getProperty("spark.cores.max")));
        change.replace(ConnectionFile.ended("7", "has ended"));
        assertEquals(Set.of(), change.forgetKilled(() -> fail("nobody is asked where the cluster has ended")));
    }

    @Test
    void aJobTakesItsSecretAndItsExecutorsFromTheClusterAndBringsItsNodes() throws Exception {
        Path file = file();
        Path cluster = Files.createDirectory(folder.resolve("cluster"));
        Path job = Files.createDirectory(folder.resolve("job"));
        OwnerFiles.write(cluster.resolve("secret"), "c2VjcmV0");
        OwnerFiles.write(cluster.resolve("outside.conf"), "spark.executor.memory 1336m\n");
        Files.writeString(job.resolve("job"), "JobId=8 JobName=x UserId=lab(1001) Restarts=0 BatchHost=b NumNodes=2 Nodes=b CPU_IDs=0-1 Mem=1792 GRES= Nodes=c CPU_IDs=0-3 Mem=4096 GRES= Command=x\n");
        Files.writeString(job.resolve("nodes"), "NodeName=b CPUTot=2 NodeAddr=10.1.0.2 RealMemory=4096\nNodeName=c CPUTot=4 NodeAddr=10.1.0.3 RealMemory=4096\n");
        JobSteps.main(new String[] {"join", job.toString(), cluster.toString()});
        assertEquals(List.of("c2VjcmV0", "1336"), List.of(Files.readString(job.resolve("secret")), Files.readString(job.resolve("joins"))));
        assertEquals(List.of("head=b", "nodes=2"), Files.readAllLines(job.resolve("names")).stream().sorted().toList());
        for (String each : List.of("secret", "joins", "names")) {
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(job.resolve(each))), each);
        }
        String conf = System.getProperty("trialmap.conf");
        System.setProperty("trialmap.conf", folder.toString());
        try {
            JobSteps.main(new String[] {"joined", job.toString(), file.toString(), "7"});
        } finally {
            if (conf == null) {
                System.clearProperty("trialmap.conf");
            } else {
                System.setProperty("trialmap.conf", conf);
            }
        }
        Properties settings = ConnectionSettings.read(file);
        assertEquals(List.of("3", "8"), List.of(settings.getProperty("trialmap.cluster.workers"), settings.getProperty("spark.cores.max")));
        JobSteps.main(new String[] {"left", job.toString(), file.toString(), "7", "PREEMPTED"});
        assertEquals("0 0 0", ConnectionSettings.read(file).getProperty("trialmap.cluster.joined.8"), "down finds it in the queue");
        JobSteps.main(new String[] {"left", job.toString(), file.toString(), "7", "ASKED"});
        assertEquals(List.of(), ConnectionFile.joinedJobs(ConnectionSettings.read(file)).stream().toList());
        assertEquals(List.of("1", "2"), List.of(ConnectionSettings.read(file).getProperty("trialmap.cluster.workers"), ConnectionSettings.read(file).getProperty("spark.cores.max")));
    }
}
