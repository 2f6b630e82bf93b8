package org.trialmap.app.exec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.app.InProcess;
import org.trialmap.app.InProcess.Ended;
import org.trialmap.store.SavedResults;

/** Programs that have GPUs to themselves; the GPUs are names. */
class ExecGpusTest {
    /** Makes a file for each of its GPUs, which fails where it is there, and takes it away. */
    private static final String USE = "set -eC; for gpu in $(echo \"$1\" | tr , ' '); do : > \"$2/$gpu\"; done; sleep 0.05; for gpu in $(echo \"$1\" | tr , ' '); do rm \"$2/$gpu\"; done;"
            + " echo $CUDA_VISIBLE_DEVICES";

    @TempDir
    Path folder;

    @BeforeEach
    void noOtherSpark() {
        InProcess.noOtherSpark();
    }

    private Ended exec(String... more) {
        List<String> arguments = new ArrayList<>(List.of("exec", "--out", folder.resolve("out").toString(), "--quiet", "--overwrite"));
        arguments.addAll(Arrays.asList(more));
        return InProcess.run(arguments.toArray(String[]::new));
    }

    private TreeSet<String> printed(String name, int tasks) throws Exception {
        TreeSet<String> all = new TreeSet<>();
        try (SavedResults results = SavedResults.open(folder.resolve("out").resolve(name + ".h5"))) {
            assertEquals(tasks, results.tasks());
            for (int task = 0; task < tasks; task++) {
                all.add((String) results.read(task).item());
            }
        }
        return all;
    }

    @Test
    void programsHaveTheirGpusToThemselves() throws Exception {
        Path locks = Files.createDirectory(folder.resolve("locks"));
        Ended ended = exec("--master", "local[4]", "--gpus-per-task", "1", "--gpus", "0, GPU-2a", "--batch", "1", "--over", "i=0:24", "--shared", "locks=" + locks, "--", "sh", "-c", USE, "-", "{gpu}",
                "{locks}");
        assertEquals(0, ended.code(), ended.err());
        assertEquals(new TreeSet<>(List.of("0", "GPU-2a")), printed("sh", 24));
        assertEquals(0, exec("--master", "serial", "--gpus-per-task", "2", "--gpus", "0,1,2", "--over", "i=0:2", "--", "sh", "-c", "echo $CUDA_VISIBLE_DEVICES={gpu}").code());
        assertEquals(new TreeSet<>(List.of("0,1=0,1")), printed("sh", 2));
    }

    @Test
    void thePlanTellsOfThem() {
        Ended ended = exec("--master", "local[4]", "--gpus-per-task", "1", "--gpus", "0,1", "--over", "i=0:24", "--plan", "echo", "{gpu}");
        assertTrue(ended.out().contains("\ntasks      : 24 on 2 slots of local[4,4]\n") && ended.out().contains("\nGPUs       : 1 per task, of 0, 1\n"), ended.out() + ended.err());
    }

    private void refused(String text, String... arguments) {
        Ended ended = exec(arguments);
        assertEquals(new Ended(2, "", "trialmap: " + text + "\nHelp: trialmap exec --help\n"), ended);
        assertFalse(Files.exists(folder.resolve("out")));
    }

    @Test
    void refusesBeforehand() {
        String cure = " Name those of this machine with --gpus, for example --gpus 0,1, or with CUDA_VISIBLE_DEVICES; or ask for fewer with --gpus-per-task.";
        for (String master : List.of("serial", "local[2]")) {
            String there = master.equals("serial") ? master : "local[2,4]";
            refused("Each task asks for 2 GPUs, but tasks on " + there + " have only 7 (those that were named)." + cure, "--master", master, "--gpus-per-task", "2", "--gpus", "7", "--over", "i=0:2",
                    "echo");
            refused("Each task asks for 1 GPU, but there is none for tasks on " + there + " (none was named, and CUDA_VISIBLE_DEVICES is not set)." + cure, "--master", master, "--gpus-per-task", "1",
                    "--over",
                    "i=0:2", "echo");
        }
        refused("--gpus names GPUs, but no task asks for one. Add --gpus-per-task 1, or leave --gpus out.", "--gpus", "0,1", "--master", "serial", "--over", "i=0:2", "echo");
        refused("{gpu} in the program's arguments is the GPU of the task, but tasks have none. Add --gpus-per-task 1; to pass the text itself on, write {{gpu}}.", "--master", "serial", "--over",
                "i=0:2",
                "echo", "{gpu}");
        refused("The name gpu is taken: {gpu} is what every task has anyway (index, tasks, cpus, seed, rng, scratch, gpu). Choose another name.", "--master", "serial", "--gpus-per-task", "1",
                "--over",
                "gpu=0:2", "echo");
        refused("gpus per task must be 0 or more, it is -1.", "--master", "serial", "--gpus-per-task", "-1", "--over", "i=0:2", "echo");
        refused("Spark cannot be started on local-cluster[1,1,1024]: Each task asks for 1 GPU (--gpus-per-task, spark.task.resource.gpu.amount), but it is not known how many an executor on"
                + " local-cluster[1,1,1024] has. Say so with --conf spark.executor.resource.gpu.amount=N; its workers must announce as many (spark.worker.resource.gpu.amount). Correct --master or --conf,"
                + " or try --master serial, which needs no Spark.", "--master", "local-cluster[1,1,1024]", "--gpus-per-task", "1", "--over", "i=0:2", "echo");
    }

    @Test
    void namesOfThisMachineAreNotForClusters() {
        refused("--gpus 0,1 names GPUs of this machine, but tasks run on local-cluster[1,1,1024], whose workers announce their own. Leave it out.", "--master", "local-cluster[1,1,1024]",
                "--gpus-per-task", "1", "--gpus", "0,1", "--conf", "spark.executor.resource.gpu.amount=1", "--over", "i=0:2", "echo");
    }

    @Test
    void aValueOfThatNameStaysOneWhereNoGpuIsAskedFor() throws Exception {
        assertEquals(0, exec("--master", "serial", "--over", "gpu=a,b", "echo", "{gpu}").code());
        assertEquals(new TreeSet<>(List.of("a", "b")), printed("echo", 2));
    }

    @Test
    void theExampleOfThePageRuns() throws Exception {
        Path script = Path.of("src/test/python/gpu.py").toAbsolutePath();
        String[] command = Files.readAllLines(Path.of("src/test/sh/gpus.sh")).get(1).replace("'", "").replace("gpu.py", script.toString()).split(" ");
        assertEquals(List.of("trialmap", "exec"), List.of(command).subList(0, 2));
        List<String> more = new ArrayList<>(List.of(command).subList(2, command.length));
        int out = more.indexOf("--out");
        more.subList(out, out + 2).clear();
        double[] serial = values(more, "serial");
        assertEquals(6, serial.length);
        assertTrue(serial[5] > 250 && serial[5] < 350, "1000 uniforms, times 0.6: " + serial[5]);
        assertArrayEquals(serial, values(more, "local[2]"));
    }

    private double[] values(List<String> example, String master) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("--master", master));
        arguments.addAll(example);
        Ended ended = exec(arguments.toArray(String[]::new));
        assertEquals(0, ended.code(), ended.err());
        try (SavedResults results = SavedResults.open(folder.resolve("out/python3.h5"))) {
            double[] values = new double[results.tasks()];
            for (int task = 0; task < values.length; task++) {
                values[task] = results.doubles(task)[0];
            }
            return values;
        }
    }
}
