package org.trialmap.parallel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.launcher.JavaModuleOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.trialmap.Await;
import org.trialmap.ChildJvm;
import org.trialmap.References;
import org.trialmap.Sessions;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.array.Region;
import org.trialmap.store.Existing;
import org.trialmap.store.Layout;
import org.trialmap.store.ResultShape;
import org.trialmap.store.SaveOptions;
import org.trialmap.store.SavedResults;
import org.trialmap.task.RunOptions;
import org.trialmap.task.TaskContext;
import org.trialmap.task.TaskFunction;

/** A driver process that is killed at half, and the run that goes on from there. */
@Tag("slow")
class DriverLossTest {
    private static final int TASKS = 40;
    private static final int HELD = 16;

    @TempDir
    Path folder;

    @AfterAll
    static void stop() {
        Sessions.stop();
    }

    /** The program that is killed; tasks from 16 on wait as long as the file "hold" is there. */
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) throws IOException {
            try (JavaSparkContext spark = new JavaSparkContext(new SparkConf().setMaster("local[2,4]").setAppName("killed").set("spark.ui.enabled", "false"))) {
                save(ParallelMap.on(spark), Path.of(arguments[0]), SaveOptions.DEFAULTS.withLayout(Layout.valueOf(arguments[1]))).close();
            }
        }

        static SavedResults save(ParallelMap pmap, Path folder, SaveOptions options) throws IOException {
            return pmap.seed(3).batch(2).name("half").progress(RunOptions.Progress.HIDDEN).range(TASKS).saving(options).saveWithContext(folder.resolve("out"),
                    new Held(folder.toString())::draw);
        }
    }

    /** Notes each call. */
    record Held(String folder) implements Serializable {
        double draw(Integer i, TaskContext context) throws Exception {
            Files.writeString(Path.of(folder, "calls"), i + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            if (i >= HELD) {
                Await.whileThere(folder + "/hold");
            }
            return i + context.random().nextDouble();
        }
    }

    @ParameterizedTest
    @EnumSource(Layout.class)
    void resumingRunsOnlyWhatIsMissingAndGivesTheSame(Layout layout) throws Exception {
        Files.createFile(folder.resolve("hold"));
        Process driver = start(layout);
        Await.until("six partitions journalled", () -> Await.journalled(folder.resolve("out")) >= 6 || !driver.isAlive());
        driver.destroyForcibly().waitFor();
        assertEquals(137, driver.exitValue(), () -> read(folder.resolve("driver.log")));
        int kept = Await.journalled(folder.resolve("out")) * 2;
        assertTrue(kept >= 12 && kept <= HELD, kept + " tasks journalled");
        assertFalse(Files.exists(folder.resolve("out/half.h5")));
        Files.delete(folder.resolve("hold"));
        Files.delete(folder.resolve("calls"));

        SaveOptions resume = SaveOptions.DEFAULTS.withLayout(layout).withExisting(Existing.RESUME);
        try (SavedResults results = Program.save(ParallelMap.on(Sessions.on(Sessions.LOCAL_4)), folder, resume)) {
            assertEquals(TASKS - kept, Files.readAllLines(folder.resolve("calls")).size(), "only what is missing runs again");
            assertEquals(TASKS - kept, results.summary().orElseThrow().ran());
            try (SavedResults truth = Program.save(ParallelMap.serial(), Files.createDirectories(folder.resolve("serial")), SaveOptions.DEFAULTS.withLayout(layout))) {
                for (int i = 0; i < TASKS; i++) {
                    assertEquals(truth.read(i), results.read(i));
                }
            }
        }
        TemporaryFiles.assertNone(folder.resolve("out"));
    }

    private Process start(Layout layout) throws IOException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(JavaModuleOptions.defaultModuleOptions().trim().split("\\s+")));
        command.addAll(ChildJvm.options());
        command.addAll(List.of("-cp", ChildJvm.classPath(), Program.class.getName(), folder.toString(), layout.toString()));
        return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(folder.resolve("driver.log").toFile()).start();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aFullDiskStopsTheRunAndKeepsWhatFits() throws Exception {
        Path small = Files.createDirectories(folder.resolve("small disk"));
        boolean mounted = run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", small.toString()) == 0;
        References.need(mounted, "mounting a small disk, which takes root");
        try {
            String begun = small.resolve("out").toString();
            TaskFunction<Integer, double[]> function = i -> {
                if (i >= 4) { // the first partition is kept before others fill the disk
                    Await.until("a partition journalled", () -> Await.journalled(Path.of(begun)) >= 1);
                }
                return new double[16 * 1024];
            };
            for (BackendKind backend : List.of(BackendKind.SERIAL, BackendKind.LOCAL_4, BackendKind.LOCAL_4_RETRYING)) {
                ParallelMap pmap = backend.map();
                Path out = small.resolve("out");
                MapFailedException failed = assertThrows(MapFailedException.class,
                        () -> pmap.batch(4).name("big").range(40).save(out, function));
                assertTrue(failed.getMessage()
                        .matches("(?s)The run failed after \\d+ of 40 tasks: IOException: The results? of tasks? .* cannot be written to .*big_payload on host .*No space left on device.*"
                                + "\n  kept  : [1-9]\\d* finished results in .*\n  next  : run the same again with Existing.RESUME .*"),
                        failed.getMessage());
                assertFalse(Files.exists(out.resolve("big.h5")));
                TemporaryFiles.assertNone(out);
                assertEquals(0, run("mount", "-o", "remount,size=60m", small.toString()));
                SaveOptions resume = SaveOptions.DEFAULTS.withExisting(Existing.RESUME);
                try (SavedResults results = pmap.batch(4).name("big").range(40).saving(resume).save(out, function)) {
                    assertEquals(NdArray.zeros(DType.FLOAT64, 16 * 1024), results.read(39));
                }
                assertEquals(0, run("sh", "-c", "rm -rf \"$0\" && mount -o remount,size=2m \"$1\"", out.toString(), small.toString()));
            }
        } finally {
            run("umount", "-l", small.toString());
        }
    }

    private static int run(String... command) throws Exception {
        return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
    }

    @Test
    void inPlaceRunsResumeToo() throws Exception {
        SaveOptions declared = SaveOptions.DEFAULTS.withShape(new ResultShape(DType.FLOAT64, -1, 3));
        String broken = Files.createFile(folder.resolve("broken")).toString();
        TaskFunction<Integer, double[]> function = i -> {
            if (i == 4 && Files.exists(Path.of(broken))) {
                throw new IllegalStateException("later");
            }
            return new double[] {i, 2 * i, 3 * i};
        };
        ParallelMap pmap = ParallelMap.on(Sessions.on(Sessions.LOCAL_4)).progress(RunOptions.Progress.HIDDEN).batch(2).name("place");
        assertThrows(MapFailedException.class, () -> pmap.range(9).saving(declared).save(folder, function));
        Files.delete(Path.of(broken));
        try (SavedResults results = pmap.range(9).saving(declared.withExisting(Existing.RESUME)).save(folder, function)) {
            assertEquals(1, results.summary().orElseThrow().ran());
            double[] all = results.stacked(0).read(Region.all(9, 3)).doubles();
            assertArrayEquals(new double[] {4, 8, 12}, Arrays.copyOfRange(all, 12, 15));
            assertArrayEquals(new double[] {8, 16, 24}, Arrays.copyOfRange(all, 24, 27));
        }
    }
}
