package org.trialmap.app.slurm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trialmap.app.Commands;
import org.trialmap.store.SavedResults;

/** Settings that real sites and users have: the job runs, and says how it ended, with each of them. */
@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
class SlurmEnvironmentIT {
    private static final String ELSEWHERE = "--exclude=node[1-42,47-64]";
    private static SlurmTestbed slurm;

    @BeforeAll
    static void up() throws Exception {
        slurm = SlurmTestbed.up();
    }

    private static Commands.Ended run(Path folder, List<String> variables, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of("env"));
        command.addAll(variables);
        command.addAll(List.of(SlurmTestbed.SLURM, "run", "--wait", "--nodes", "2", "--sbatch=" + ELSEWHERE, "--mem", "2G", "--time", "10"));
        command.addAll(Arrays.asList(options));
        command.addAll(List.of("--", "exec", "--over", "i=1:4", "--parse", "numbers", "--out", "out", "--", "sh", "-c", "echo $1", "-", "{i}"));
        return slurm.lab(folder, command.toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SBATCH_EXPORT=NONE", "BASH_ENV=noise", "SLURM_TIME_FORMAT=relative SQUEUE_FORMAT=%j SQUEUE_STATES=PENDING SQUEUE_USERS=root SCONTROL_ALL=1 SINFO_FORMAT=%n",
        "SLURM_HET_SIZE=2 SLURM_CPU_BIND=map_cpu:7 SLURM_CPU_BIND_TYPE=map_cpu: SLURM_CPU_BIND_LIST=7 SLURM_CPUS_PER_TASK=8 SLURM_NTASKS=9 SLURM_DISTRIBUTION=arbitrary SLURM_EXACT=1"
                + " SLURM_MEM_PER_NODE=1 SLURM_STEP_ID=4 SLURM_ARRAY_JOB_ID=1 SLURM_ARRAY_TASK_ID=2 SRUN_EXPORT_ENV=NONE",
        "SBATCH_TIMELIMIT=1 SBATCH_PARTITION=none SBATCH_MEM_PER_NODE=1",
        "--sbatch=--export=NONE", "--sbatch=--exclusive=user", "--sbatch=--time=5", "--job-name=a JobState=FAILED ExitCode=9:0"})
    void runs(String environment) throws Exception {
        Path folder = slurm.folder();
        Path noise = Files.writeString(folder.resolve("noise"), "echo Loading modules; echo JobState=FAILED\n");
        Commands.Ended ended;
        if (environment.startsWith("--")) {
            ended = run(folder, List.of(), environment, "--partition", "batch");
        } else {
            ended = run(folder, List.of(environment.replace("=noise", "=" + noise).split(environment.contains("noise") ? "\0" : " ")), "--partition", "batch");
        }
        assertEquals(0, ended.code(), ended.out() + ended.err());
        assertTrue(ended.out().contains("trialmap: 2/2 workers available after ") && ended.out().contains("\nresult   : ok\n"), ended.out() + ended.err());
        try (SavedResults results = SavedResults.open(folder.resolve("out"))) {
            assertEquals(3, results.doubles(2)[0]);
        }
        try (var files = Files.list(folder)) {
            assertTrue(files.anyMatch(file -> file.getFileName().toString().endsWith(".summary")), "a summary");
        }
    }

    @ParameterizedTest
    @CsvSource({"077,rw-------,rwx------", "002,rw-rw-r--,rwxrwxr-x"})
    void resultsAreAsOpenAsTheUmaskSays(String umask, String file, String directory) throws Exception {
        Path folder = slurm.folder();
        Commands.Ended ended = slurm.lab(folder, "bash", "-c", "umask " + umask + "; exec \"$0\" \"$@\"", SlurmTestbed.SLURM, "run", "--wait", "--nodes", "2", "--sbatch=" + ELSEWHERE, "--mem", "2G",
                "--", "exec", "--over", "i=1:4", "--parse", "numbers", "--name", "job", "--out", "out", "--", "sh", "-c", "echo $1", "-", "{i}");
        assertEquals(0, ended.code(), ended.out() + ended.err());
        assertEquals(List.of(directory, file), List.of(mode(folder.resolve("out")), mode(folder.resolve("out/job.h5"))));
        try (var files = Files.list(folder)) {
            for (Path each : files.filter(each -> each.toString().matches(".*\\.(summary|log)")).toList()) {
                assertEquals(file, mode(each), each.toString());
            }
        }
    }

    private static String mode(Path file) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    /** In a start-up file of shells in which somebody types, say. */
    @Test
    void javaMayBeKnownToTheLoginNodeAlone() throws Exception {
        Path folder = slurm.folder();
        Path without = folder.resolve("bin");
        assertEquals(0, slurm.lab(folder, "bash", "-c", "mkdir \"$0\" && ln -s /usr/bin/* \"$0\" && rm \"$0\"/java", without.toString()).code());
        Commands.Ended ended = run(folder, List.of("PATH=" + without, "JAVA_HOME=" + System.getProperty("java.home")), "--sbatch=--export=PATH");
        assertEquals(0, ended.code(), ended.out() + ended.err());
        assertTrue(ended.out().contains("\nresult   : ok\n"), ended.out());
    }

    /** The last one has the number of the whole array, for which SLURM lists all. */
    @Test
    void eachTaskOfAnArrayIsAJobOfItsOwn() throws Exception {
        Path folder = slurm.folder();
        String id = slurm.submit(folder, "--nodes", "1", "--sbatch=" + ELSEWHERE, "--mem", "2G", "--sbatch=--array=1-2%1", "--", "exec", "--over", "i=1:4", "--parse", "numbers", "--overwrite",
                "--out", "out", "--", "echo", "{i}");
        String done = "(?s).*\njob      : %s\n.*\nresult   : ok\n.*";
        slurm.awaitLog(id, folder, "result   : ");
        assertEquals("COMPLETED 0:0", slurm.end(id, folder));
        assertTrue(SlurmTestbed.log(id, folder).matches(String.format(done, id)), SlurmTestbed.log(id, folder));
        String records = slurm.lab(folder, "scontrol", "-o", "show", "job", id).out();
        assertEquals(2, records.lines().filter(line -> line.contains(" JobState=COMPLETED ")).count(), records);
    }

    @Test
    void aFolderThatNodesDoNotHaveIsNamed() throws Exception {
        Path mine = Files.createTempDirectory(Path.of("/tmp"), "not on nodes");
        assertEquals(0, SlurmTestbed.commands().run("chown", "lab", mine.toString()).code());
        Commands.Ended ended = run(mine, List.of());
        assertEquals(181, ended.code(), ended.out() + ended.err());
        assertTrue(ended.err().matches("(?s).*trialmap: Job \\d+ was not started: node4\\d cannot write its log, " + mine + "/trialmap-\\d+\\.log\\. Nothing was done\\. Submit from a folder"
                + " that all nodes have, and in which you may write\\.\n"), ended.err());
        Files.delete(mine);
    }
}
