package org.trialmap.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trialmap.store.Existing;
import org.trialmap.store.Layout;
import org.trialmap.store.SaveOptions;
import org.trialmap.task.Batching;
import org.trialmap.task.OnError;
import org.trialmap.task.RunOptions;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Run options and what they become. */
class RunFlagsTest {
    @Command
    private static final class Flags {
        @Mixin
        private FolderFlags folder;

        @Mixin
        private RunFlags run;

        private RunOptions options() {
            return folder.options(run);
        }

        private SaveOptions saving(Layout otherwise) {
            return folder.saving(run, otherwise);
        }
    }

    private static Flags flags(String... arguments) {
        Flags flags = new Flags();
        String[] all = new String[arguments.length + 2];
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        all[0] = "--out";
        all[1] = "results";
        CommandLine.populateCommand(flags, all);
        return flags;
    }

    @Test
    void aTaskAloneNeedsNoSparkUnlessAMasterIsNamed() {
        assertEquals("serial", flags("--run-task", "3").run.session(List.of()).master());
        assertEquals("local[2]", flags("--run-task", "3", "--master", "local[2]").run.session(List.of()).master());
        assertEquals(Map.of("spark.master", "local[2]"), flags("--run-task", "3", "--conf", "spark.master=local[2]").run.session(List.of()).conf());
        assertEquals("local[2]", flags("--run-task", "3", "--conf", "spark.master=local[2]").run.session(List.of()).master("local[4]").substring(0, 7) + "]");
        assertEquals(null, flags().run.session(List.of()).master());
    }

    @Test
    void everyOptionArrives() {
        Flags flags = flags("--name", "n", "--seed", "-5", "--on-error", "fail-fast", "--retries", "2", "--batch", "10", "--cpus-per-task", "4", "--gpus-per-task", "2", "--gpus", "0,1",
                "--timeout-per-task", "1.5m", "--layout", "single", "--resume", "--task-order", "longest-first");
        assertEquals("RunOptions[seed=-5, random=XOSHIRO256PP, retries=2, onError=FAIL_FAST, cpusPerTask=4, gpusPerTask=2, gpus=[0, 1], batching=10, name=Optional[n],"
                + " progress=SHOWN,"
                + " timeLimit=Optional[PT1M30S], captureLimit=104857600, order=LONGEST_FIRST]", flags.options().toString());
        assertEquals(List.of(Layout.SINGLE, Existing.RESUME), List.of(flags.saving(Layout.LINKED).layout(), flags.saving(Layout.LINKED).existing()));
    }

    private static void refused(String text, String... arguments) {
        assertEquals(text, assertThrows(Exception.class, () -> flags(arguments).saving(Layout.LINKED)).getMessage());
    }

    @Test
    void shapesAreDeclared() {
        assertEquals("float64 [264, 264, *]", flags("--shape", "264,264,*").saving(Layout.LINKED).shape().orElseThrow().toString());
        assertEquals("int32 [*, inf]", flags("--shape", "*, inf", "--result-dtype", "int32", "--layout", "stacked").saving(Layout.LINKED).shape().orElseThrow().toString());
        assertEquals(Layout.STACKED, flags("--shape", "inf,3").saving(Layout.LINKED).layout());
        refused("Invalid value for option '--shape': '3,x' is not a result shape because of 'x': it has lengths, * for the axis of the tasks and inf for a length that differs, with commas"
                + " between, as 264,264,* or *,inf.", "--shape", "3,x");
        refused("Invalid value for option '--shape': A result shape needs one axis of the tasks (*, -1), one whose length differs (inf, -2), or one of each, and otherwise extents of 0 or more, it is [3, 4].",
                "--shape", "3,4");
        refused("Invalid value for option '--result-dtype': 'float46' is not one of bool, int8, int16, int32, int64, float32, float64, complex64, complex128. Did you mean 'float64'?", "--shape",
                "3,*",
                "--result-dtype", "float46");
        refused("--result-dtype int32 needs --shape, which is not given. Add it, or leave --result-dtype out.", "--result-dtype", "int32");
        refused("--shape is that of stacked results, but --layout is single. Leave one of them out.", "--shape", "3,*", "--layout", "single");
    }

    @Test
    void defaultsAreTheLibrarys() {
        assertEquals(RunOptions.DEFAULTS, flags().options());
        assertEquals(List.of(Layout.STACKED, Existing.REFUSE), List.of(flags().saving(Layout.STACKED).layout(),
                flags().saving(Layout.STACKED).existing()));
        assertEquals(OnError.FAIL, flags().options().onError());
    }

    @ParameterizedTest
    @CsvSource({"90,PT1M30S", "90s,PT1M30S", "500ms,PT0.5S", "5m,PT5M", "1h,PT1H", "0.5 h,PT30M", "2d,PT48H", "1.5,PT1.5S", "10_000s,PT2H46M40S", "106751d,PT2562024H"})
    void timesHaveUnits(String text, String duration) {
        assertEquals(Duration.parse(duration), new Converters.Times().convert(text));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            5x | '5x' is not a time. Write a number and a unit: 90, 90s, 500ms, 5m, 1h.
            -5 | '-5' is not a time. Write a number and a unit: 90, 90s, 500ms, 5m, 1h.
            106752d | '106752d' is longer than 292 years (106751d), the longest time limit. Give less, or leave it out for none.
            999999999999d | '999999999999d' is longer than 292 years (106751d), the longest time limit. Give less, or leave it out for none.
            99999999999999999999999ms | '99999999999999999999999ms' is longer than 292 years (106751d), the longest time limit. Give less, or leave it out for none.
            0s | '0s' is not a time limit: it must be above 0. Give more, or leave it out.
            """)
    void refusesOtherTimes(String text, String message) {
        assertEquals(message, assertThrows(CommandLine.TypeConversionException.class, () -> new Converters.Times().convert(text)).getMessage());
    }

    @Test
    void refusesContradictionsAndImpossibleValues() {
        assertEquals("--resume and --overwrite exclude each other: --resume keeps what is finished, --overwrite replaces it. Leave one of them out.",
                assertThrows(UsageException.class, () -> flags("--resume", "--overwrite").saving(Layout.LINKED)).getMessage());
        assertEquals("retries must be 0 or more, it is -1.", assertThrows(UsageException.class, () -> flags("--retries",
                "-1").options()).getMessage());
        assertEquals("'stakced' is not one of linked, stacked, single. Did you mean 'stacked'?",
                assertThrows(CommandLine.TypeConversionException.class, () -> new Converters.Layouts().convert("stakced")).getMessage());
        assertEquals(List.of(10_000, -7L, Batching.of(2_000)), List.of(new Converters.Integers().convert("10_000"), new Converters.Longs().convert("-7"),
                new Converters.Batches().convert("2_000")));
        assertEquals("'1_0' is not a whole number.",
                assertThrows(CommandLine.TypeConversionException.class, () -> new Converters.Integers().convert("1_0")).getMessage());
        assertEquals("'3_000_000_000' is not a whole number from -2147483648 to 2147483647.",
                assertThrows(CommandLine.TypeConversionException.class, () -> new Converters.Integers().convert("3_000_000_000")).getMessage());
        assertEquals("'0' is neither auto nor a number of at least 1.",
                assertThrows(CommandLine.TypeConversionException.class, () -> new Converters.Batches().convert("0")).getMessage());
    }

    private static SessionOptions session(String master, Integer cpus, String... conf) {
        return new SessionOptions(master, SessionOptions.settings(List.of(conf)), cpus, List.of(), false);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            local | local[1,4]
            local[3] | local[3,4]
            local[*] | local[*,4]
            local[2,1] | local[2,1]
            serial | serial
            spark://host:7077 | spark://host:7077
            local-cluster[2,1,1024] | local-cluster[2,1,1024]
            """)
    void localMastersRetry(String master, String expected) {
        assertEquals(expected, session(master, null).master(null));
        assertEquals(expected, session(null, null).master(master));
        assertEquals(expected, session(null, null, "spark.master=" + master).master("spark://other:1"));
    }

    @Test
    void withoutAWordTheMasterIsThisMachine() {
        assertEquals("local[*,4]", session(null, null).master(null));
    }

    @Test
    void refusesMastersAndSettingsThatAreNone() {
        assertEquals("--master 'lcoal' is not a master. Did you mean 'local'? Masters are local[N], local[*], spark://HOST:PORT,"
                + " local-cluster[N,CORES,MiB], or serial for no"
                + " Spark at all.", assertThrows(UsageException.class, () -> session("lcoal", null).master(null)).getMessage());
        assertEquals("--master local[0] has no threads or no attempts. Write local[2], or local[*] for all cores.",
                assertThrows(UsageException.class, () -> session("local[0]", null).master(null)).getMessage());
        assertEquals("--master local contradicts --conf spark.master=serial. Leave one of them out.",
                assertThrows(UsageException.class, () -> session("local", null, "spark.master=serial").master(null)).getMessage());
        assertEquals("--conf 'spark.x' has no '='. Write --conf NAME=VALUE, for example --conf spark.executor.memory=4g.",
                assertThrows(UsageException.class, () -> session("local", null, "spark.x")).getMessage());
        assertEquals("--conf 'executor.memory=4g' is not a Spark setting: its name does not begin with 'spark.'. Write --conf NAME=VALUE, for example"
                + " --conf"
                + " spark.executor.memory=4g.", assertThrows(UsageException.class, () -> session("local", null, "executor.memory=4g")).getMessage());
        assertEquals("--conf spark.x is given twice, as 1 and as 2. Leave one of them out.",
                assertThrows(UsageException.class, () -> session("local", null, "spark.x=1", "spark.x=2")).getMessage());
        assertEquals("--cpus-per-task 3 is more than the 2 cores of --master local[2,4], so no task could ever start. Ask for fewer, or for more"
                + " threads with --master"
                + " local[3].",
                assertThrows(UsageException.class, () -> session("local", 3).settings("local[2,4]", Map.of(),
                        List.of())).getMessage());
        assertEquals("--gpus-per-task 1 contradicts --conf spark.task.resource.gpu.amount=2. Leave one of them out.", assertThrows(UsageException.class,
                () -> session("spark://h:1", null, "spark.task.resource.gpu.amount=2").withGpusPerTask(1).settings("spark://h:1", Map.of(), List.of())).getMessage());
        assertEquals("--cpus-per-task 2 contradicts --conf spark.task.cpus=1. Leave one of them out.", assertThrows(UsageException.class,
                () -> session("local", 2, "spark.task.cpus=1").settings("local[2,4]", Map.of(), List.of())).getMessage());
    }

    @Test
    void localRunsAreQuietAndClosedToOthers() {
        assertEquals(Map.of("spark.master", "local[2,4]", "spark.app.name", "trialmap", "spark.ui.enabled", "false",
                "spark.ui.showConsoleProgress", "false",
                "spark.driver.host", "127.0.0.1", "spark.driver.bindAddress", "127.0.0.1", "spark.task.cpus", "2"),
                session("local[2]", 2).settings("local[2,4]", Map.of(), List.of(Path.of("/app.jar"))));
    }

    @Test
    void onClustersSparkHandsOutTheGpus() {
        assertEquals("2", session("spark://h:1", null).withGpusPerTask(2).settings("spark://h:1", Map.of(), List.of()).get("spark.task.resource.gpu.amount"));
        assertFalse(session("local[2]", null).withGpusPerTask(2).settings("local[2,4]", Map.of(), List.of()).containsKey("spark.task.resource.gpu.amount"), "no task would start");
    }

    @Test
    void clustersGetTheJarsAndKeepWhatIsSet() {
        SessionOptions options = new SessionOptions("spark://h:1", Map.of("spark.app.name", "mine"), null, List.of(Path.of("/a b.jar")), false);
        Map<String, String> known = Map.of("spark.jars", "file:/x.jar", "spark.ui.enabled", "false");
        Map<String, String> settings = options.settings("spark://h:1", known, List.of(Path.of("/own.jar")));
        assertEquals(Map.of("spark.master", "spark://h:1", "spark.app.name", "mine", "spark.ui.showConsoleProgress", "false",
                "spark.jars", "file:/x.jar,file:///a%20b.jar,file:///own.jar"), settings);
        assertEquals("file:/y/trialmap-app-1.jar,file:///a%20b.jar", options.settings("spark://h:1", Map.of("spark.jars",
                "file:/y/trialmap-app-1.jar"),
                List.of(Path.of("/own.jar"))).get("spark.jars"));
    }

    @Test
    void executorsOfClustersHaveTheLaunchersFolderOfJars() {
        System.setProperty("trialmap.jars", "/my jars");
        try {
            assertEquals("/my jars/*", session("spark://h:1", null).settings("spark://h:1", Map.of(), List.of()).get("spark.executor.extraClassPath"));
            assertEquals("/a.jar:/my jars/*", session("spark://h:1", null).settings("spark://h:1", Map.of("spark.executor.extraClassPath", "/a.jar"), List.of()).get("spark.executor.extraClassPath"));
            assertEquals(null, session("local[2]", null).settings("local[2,4]", Map.of(), List.of()).get("spark.executor.extraClassPath"));
        } finally {
            System.clearProperty("trialmap.jars");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"spark.hadoop.fs.s3a.secret.key", "spark.hadoop.fs.s3a.bucket.study.session.token", "spark.hadoop.fs.azure.account.key.a.dfs.core.windows.net", "spark.authenticate.secret",
        "spark.ssl.keyPassword"})
    void secretsOnACommandLineAreRefused(String key) {
        assertEquals("--conf " + key + "=... is a secret on a command line, which everybody on this machine can read. Write it into spark-defaults.conf in a folder of your own, of mode 0600, and set"
                + " TRIALMAP_CONF to that folder.", assertThrows(UsageException.class, () -> SessionOptions.settings(List.of(key + "=abc"))).getMessage());
    }
}
