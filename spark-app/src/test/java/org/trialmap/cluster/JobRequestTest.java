package org.trialmap.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.trialmap.Refusals.assertRefused;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobRequestTest {
    private static final Settings CHOOSE = Settings.of(Map.of(), SiteProfile.NONE);

    private static JobRequest of(Map<String, String> directives, String... command) {
        return new JobRequest(directives, List.of(), List.of(), Map.of(), List.of(command));
    }

    @ParameterizedTest
    @CsvSource({"4096,4096", "4096M,4096", "4G,4096", "4g,4096", "1T,1048576", "2048K,2", "0,0", "2GB,2048"})
    void readsSlurmsSizes(String size, int mebibytes) {
        assertEquals(mebibytes, JobRequest.mebibytes(size));
    }

    @ParameterizedTest
    @CsvSource({"30,1800,120", "2:30,150,30", "00:30:00,1800,120", "1-12,129600,120", "1-12:30,131400,120", "2-00:00:10,172810,120", "2,120,24"})
    void readsSlurmsTimesAndStopsBeforeTheLimit(String time, long seconds, int before) {
        assertEquals(seconds, JobRequest.seconds(time));
        assertEquals(before, of(Map.of("time", time)).stopBefore());
        assertEquals(120, of(Map.of()).stopBefore());
    }

    private static JobRequest more(String... more) {
        return new JobRequest(Map.of("partition", "long"), List.of(more), List.of("gres"), Map.of(), List.of("demo"));
    }

    @Test
    void knownOptionsOfSbatchMeanTheSameHoweverTheyAreWritten() {
        for (List<String> words : List.of(List.of("--time=5", "--nodes=2", "--mem=4G"), List.of("-t5", "-N2", "--mem=\"4G\""), List.of("-t 5", "-N 2", "--mem 4G"))) {
            JobRequest request = more(words.toArray(String[]::new));
            assertEquals(60, request.stopBefore(), words::toString);
            assertEquals(List.of(4096, 4096), request.expected().orElseThrow().nodes().stream().map(NodeShare::memoryMiB).toList(), words::toString);
            assertEquals(List.of("--partition=long", "--time=5", "--nodes=2", "--mem=4G"), request.typed(), words::toString);
        }
        assertEquals(Optional.empty(), more("--exclusive", "--mem=4G").expected());
        assertEquals(4096, more("--exclusive=user", "--mem=4G").expected().orElseThrow().headNode().memoryMiB());
        assertEquals(List.of("--partition=long", "--exclusive"), more("--exclusive").typed());
        assertEquals(120, more("--time=UNLIMITED").stopBefore());
        assertRefused("The time limit 1h is not valid. Write minutes (90), hours, minutes and seconds (01:30:00), or days before them (1-12:00:00).", () -> more("-t1h"));
    }

    @Test
    void whatWasTypedIsForTheCommandLineWithoutAScriptsQuotes() {
        assertEquals(List.of("--partition=long", "--exclusive=user", "--export=ALL,A=b c", "--comment=d e", "-qhigh", "-H", "--contiguous"),
                more("--exclusive=user", "--export=\"ALL,A=b c\"", "--comment=d e", "--gres=gpu:1", "-q high", "-H", "--contiguous").typed());
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3a://bucket/scratch", "local/scratch", "~/scratch"})
    void scratchIsNamedFromTheRootOn(String scratch) {
        assertRefused(
                "The scratch folder '" + scratch + "' (--scratch, or scratch of the site's profile) does not begin with /: it would be another one on each node, or none. Name it from the root on,"
                        + " for example /local.",
                () -> new JobRequest(Map.of(), List.of(), List.of(), Map.of(Settings.SCRATCH, scratch), List.of("demo")));
    }

    @Test
    void refusesWhatCannotBeMeant() {
        assertRefused("The memory 4 G is not a size. Write a number and a unit, for example 4G or 4096M; 0 = all of the node's.", () -> JobRequest.mebibytes("4 G"));
        assertRefused("--mem and --mem-per-cpu exclude each other: the first is of a node, the second of a core. Leave one of them out.",
                () -> of(Map.of("mem", "1G", "mem-per-cpu", "1G")));
        assertRefused("The time limit 1h is not valid. Write minutes (90), hours, minutes and seconds (01:30:00), or days before them (1-12:00:00).", () -> JobRequest.seconds("1h"));
        assertRefused("--nodes 0 is not a number of nodes. Write a number from 1, or a range such as 2-4.", () -> of(Map.of("nodes", "0")));
        assertRefused("--sbatch constraint=x is not an option of sbatch: it does not begin with a dash. Write it as one word, for example --sbatch=--constraint=haswell.",
                () -> new JobRequest(Map.of(), List.of("constraint=x"), List.of(), Map.of(), List.of()));
    }

    @Test
    void expectsWhatIsAskedForWhereSlurmHasNoChoice() {
        assertEquals(List.of(4096, 4096, 4096), of(Map.of("nodes", "3", "mem-per-cpu", "2G", "cpus-per-task", "2")).expected().orElseThrow().nodes().stream()
                .map(NodeShare::memoryMiB).toList());
        assertEquals(Optional.empty(), of(Map.of("nodes", "3")).expected());
        assertEquals(Optional.empty(), of(Map.of("mem", "0")).expected());
        assertEquals(Optional.empty(), of(Map.of("mem", "4G", "exclusive", "")).expected());
    }

    @Test
    void theLayoutSaysHowNodesAreUsed() {
        assertEquals("""
                # nodes   : 3 with 2 cores and 3072 MiB each, 6 cores in all
                # first   : Master, Worker, driver (heap 512 MiB), executor (heap 1648 MiB)
                # others  : Worker, executor (heap 1648 MiB)
                # address : on each node ib0 or hsn0, else the host name's, else SLURM's NodeAddr
                # scratch : on each node a new folder in SLURM_TMPDIR, else TMPDIR, else /tmp
                """, LayoutText.of(of(Map.of("nodes", "3", "mem", "3G", "cpus-per-task", "2"), "map"), null, CHOOSE));
        assertEquals("""
                # nodes   : 2-4; what each gives is SLURM's choice (no --mem or --mem-per-cpu, or whole nodes), so heaps are computed in the job
                # address : eth1
                # scratch : on each node a new folder in /local
                """, LayoutText.of(of(Map.of("nodes", "2-4"), "map"), null, Settings.of(Map.of(Settings.INTERFACE, "eth1", Settings.SCRATCH, "/local"), SiteProfile.NONE)));
    }

    @Test
    void settingsComeFromTheEnvironmentElseTheProfileElseTheSystem() {
        SiteProfile site = new SiteProfile("s", null, null, "ib1", "/disk", null, List.of(), List.of(), List.of());
        assertEquals(new Settings("ib1", "/disk", null, List.of()), Settings.of(Map.of(), site));
        assertEquals(new Settings("ib2", "/disk", 2048, List.of("10.0.0.1", "10.1.0.1")),
                Settings.of(Map.of(Settings.INTERFACE, "ib2", Settings.DRIVER_MEMORY, "2G", Settings.LOGIN, "10.0.0.1,10.1.0.1"), site));
        Map<String, String> system = Map.of("SLURM_TMPDIR", "/a", "TMPDIR", "/b");
        assertEquals(List.of("/disk"), Settings.of(Map.of(), site).scratchFolders(system));
        assertEquals(List.of("/a", "/b", "/tmp"), CHOOSE.scratchFolders(system));
        assertEquals(List.of("/tmp"), CHOOSE.scratchFolders(Map.of("TMPDIR", "")));
    }
}
