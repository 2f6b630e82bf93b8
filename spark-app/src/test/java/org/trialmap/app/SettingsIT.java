package org.trialmap.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.StandaloneCluster;
import org.trialmap.app.Commands.Ended;
import org.trialmap.app.map.UserJar;
import org.trialmap.array.NdArray;
import org.trialmap.parallel.ParallelMap;

/** One program in processes of its own, which are told where to run by the environment, by spark-submit, or by a property: the same bytes. */
@Tag("slow")
class SettingsIT {
    private static final String PROGRAM = """
            import java.nio.file.Path;
            import org.trialmap.parallel.ParallelMap;
            import org.trialmap.store.Layout;
            import org.trialmap.store.SavedResults;

            public class Draws {
                public static void main(String[] arguments) throws Exception {
                    ParallelMap pmap = ParallelMap.fromSettings().seed(42);
                    try (SavedResults results = pmap.range(20).layout(Layout.STACKED).saveWithContext(Path.of(arguments[0]), (i, task) -> task.random().nextGaussian() + i)) {
                        System.out.println(pmap.master() + " " + java.util.HexFormat.of().formatHex(results.stacked(0).read().toBytes().array()));
                    }
                }
            }
            """;

    @TempDir
    Path folder;

    private Path jar;
    private String expected;

    @BeforeEach
    void compile() throws IOException {
        jar = UserJar.of(folder, "Draws", PROGRAM);
        double[] values = ParallelMap.serial().seed(42).range(20).collectWithContext((i, task) -> task.random().nextGaussian() + i).stream().mapToDouble(value -> value).toArray();
        expected = HexFormat.of().formatHex(NdArray.of(values, 20).toBytes().array());
        SparkSubmit.install(folder.resolve("spark"));
    }

    @AfterEach
    void removeLinks() throws IOException {
        org.trialmap.support.FileTree.delete(folder.resolve("spark"));
    }

    private void prints(String master, Commands program, List<String> command) throws Exception {
        Ended ended = program.run(command.toArray(String[]::new));
        assertEquals(0, ended.code(), ended.err());
        assertEquals(master + " " + expected + "\n", ended.out());
    }

    private static List<String> java(Path jar, String... more) {
        List<String> command = Commands.javaWithSpark();
        command.set(command.size() - 1, jar + ":" + command.get(command.size() - 1));
        command.addAll(List.of("-Dspark.jars=" + jar, "-Dspark.driver.host=127.0.0.1"));
        command.addAll(List.of(more));
        command.add("user.Draws");
        return command;
    }

    private List<String> submit(String... more) {
        List<String> command = new ArrayList<>(List.of(folder.resolve("spark/bin/spark-submit").toString(), "--class", "user.Draws", "--jars", application().toString(), "--conf",
                "spark.driver.host=127.0.0.1"));
        command.addAll(List.of(more));
        command.add(jar.toString());
        return command;
    }

    private static Path application() {
        try (var jars = Files.newDirectoryStream(Commands.DIST.resolve("jars"), "trialmap-app-*.jar")) {
            return jars.iterator().next();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static List<String> with(List<String> command, Path out) {
        List<String> whole = new ArrayList<>(command);
        whole.add(out.toString());
        return whole;
    }

    @Test
    void theEnvironmentAndSparkSubmitSayWhereAProgramRuns() throws Exception {
        try (StandaloneCluster cluster = StandaloneCluster.start(Commands.DIST, 1, folder.resolve("logs"))) {
            Path connection = Files.writeString(folder.resolve("cluster.conf"), "spark.master " + cluster.url() + "\nspark.authenticate.secret unused\n");
            Files.setPosixFilePermissions(connection, PosixFilePermissions.fromString("rw-------"));
            int run = 0;
            for (String setting : List.of("serial", "local[2]", cluster.url(), connection.toString())) {
                String master = setting.equals(connection.toString()) ? cluster.url() : setting;
                prints(master, new Commands(folder).with("TRIALMAP_MASTER", setting), with(java(jar), folder.resolve("environment" + run)));
                prints(master, new Commands(folder), with(submit("--conf", "spark.trialmap.master=" + setting), folder.resolve("submitted" + run)));
                run++;
            }
        }
    }

    @Test
    void thePropertyWinsOverTheEnvironmentAndWhatIsWrongIsSaidWithItsOrigin() throws Exception {
        prints("serial", new Commands(folder).with("TRIALMAP_MASTER", "local[2]"), with(java(jar, "-Dtrialmap.master=serial"), folder.resolve("property")));
        prints("serial", new Commands(folder).with("TRIALMAP_MASTER", "local[2]"), with(submit("--conf", "spark.trialmap.master=serial"), folder.resolve("conf")));
        Ended wrong = new Commands(folder).with("TRIALMAP_MASTER", "lokal").run(with(java(jar), folder.resolve("wrong")).toArray(String[]::new));
        assertEquals(1, wrong.code());
        assertTrue(wrong.err()
                .contains("Where to run is 'lokal' (the environment variable TRIALMAP_MASTER), which is neither serial, local, local[N], spark://HOST:PORT nor another master of Spark, nor an"
                        + " existing file. Correct it; a connection file is what trialmap-slurm up or trialmap-cluster up has printed."),
                wrong.err());
    }
}
