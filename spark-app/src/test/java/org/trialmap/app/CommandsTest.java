package org.trialmap.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trialmap.Await;
import org.trialmap.app.InProcess.Ended;
import org.trialmap.app.examples.SyntheticRecording;
import org.trialmap.app.map.UserJar;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.hdf5.Hdf5Writer;
import org.trialmap.store.Layout;
import org.trialmap.store.SavedResults;
import org.trialmap.trial.SyncopyContainer;

/** The commands as users type them, in this process: exit code, stdout, stderr and the files. */
@Timeout(600)
class CommandsTest {
    private static final List<String> COMMANDS = List.of("demo", "examples", "map", "exec", "freqanalysis", "connectivityanalysis", "timelockanalysis", "mean", "std", "var", "median", "itc",
            "baseline",
            "clusterstat", "spike_psth", "spikestats", "preprocessing", "resampledata", "convert", "selectdata", "definetrial", "redefinetrial", "concat", "artifact", "math",
            "synthdata", "info", "plot", "table", "gather", "report", "log", "clean", "notebook", "resident", "prepare", "completion");
    private static final String ALL = String.join(", ", COMMANDS);

    @TempDir
    private Path folder;

    @BeforeEach
    void noOtherSpark() {
        InProcess.noOtherSpark();
    }

    private static Ended run(String... arguments) {
        return InProcess.run(arguments);
    }

    /** A command is read without the others, which takes a third of a second less; nothing else is to differ. */
    @Test
    void aCommandAloneHasTheSameOptions() {
        picocli.CommandLine all = Main.commandLine();
        assertEquals(COMMANDS, List.copyOf(all.getSubcommands().keySet()));
        for (String name : COMMANDS.subList(0, COMMANDS.size() - 1)) {
            picocli.CommandLine alone = Main.commandLine(Main.chosen("--debug", "--cluster", "demo", name, "info"));
            assertEquals(List.of(name), List.copyOf(alone.getSubcommands().keySet()));
            assertEquals(all.getSubcommands().get(name).getUsageMessage(), alone.getSubcommands().get(name).getUsageMessage());
            assertEquals(all.getSubcommands().get(name).getCommandSpec().parser().toString(), alone.getSubcommands().get(name).getCommandSpec().parser().toString());
        }
        for (List<String> words : List.of(List.<String>of(), List.of("--help"), List.of("mpa", "info"), List.of("completion"), List.of("--cluster"), List.of("--cluster=demo"))) {
            assertEquals(Optional.empty(), Main.chosen(words.toArray(String[]::new)));
        }
    }

    /** Options that most runs of this test have, then the others; what follows -- stays last. */
    private Ended job(String command, String master, String... more) {
        List<String> arguments = new ArrayList<>(List.of(command, "--out", out().toString(), "--master", master, "--quiet"));
        arguments.addAll(Arrays.asList(more));
        return run(arguments.toArray(String[]::new));
    }

    private Path out() {
        return folder.resolve("my results ü");
    }

    private SavedResults open(String name) throws Exception {
        return SavedResults.open(out().resolve(name + ".h5"));
    }

    private static List<String> strings(SavedResults results) {
        return IntStream.range(0, results.tasks()).mapToObj(i -> ((String[]) results.read(i).data())[0]).toList();
    }

    @Test
    void helpIsEverywhere() {
        for (String command : COMMANDS) {
            Ended ended = run(command, "--help");
            assertEquals(List.of(0, ""), List.of(ended.code(), ended.err()), command);
            assertTrue(ended.out().startsWith("Usage: trialmap " + command), ended.out());
        }
        assertTrue(run("--help").out().startsWith("Usage: trialmap [-hV] [--debug] [--no-resident] [--cluster=FILE|NAME] [COMMAND]"));
    }

    @Test
    void wrongWordsAreUsageErrorsWithTheLikeliestMeaning() {
        assertEquals(new Ended(2, "", "trialmap: There is no command 'mpa'. Did you mean 'map'? The commands are " + ALL + ".\n"
                + "Help: trialmap --help\n"), run("mpa"));
        assertEquals(new Ended(2, "", "trialmap: There is no option '--oot'. Did you mean '--out'? The options are --out, --master, -h, --help,"
                + " --debug, --no-resident.\n"
                + "Help: trialmap demo --help\n"), run("demo", "--oot=x"));
        assertEquals(new Ended(2, "", "trialmap: Missing command: one of " + ALL + ".\nHelp: trialmap --help\n"),
                run());
        assertEquals(new Ended(2, "", "trialmap: Missing required options: '--function=CLASS', '--out=DIR'\nHelp: trialmap map --help\n"),
                run("map"));
        assertEquals(new Ended(2, "", "trialmap: Invalid value for option '--on-error': 'ignore' is not one of fail, fail-fast, continue.\nHelp:"
                + " trialmap exec --help\n"),
                run("exec", "--on-error", "ignore"));
        assertEquals(new Ended(2, "", "trialmap: There is one word too many: 'b'.\nHelp: trialmap gather --help\n"), run("gather", "a", "b"));
    }

    @Test
    void debugShowsTheStackTrace() {
        assertFalse(run("info", folder + "/none").err().contains("\tat "));
        assertTrue(run("info", "--debug", folder + "/none").err().contains("\tat org.trialmap.app.info.InfoCommand.call"));
    }

    @Test
    void completionIsAScriptForTheShell() {
        Ended ended = run("completion");
        assertEquals(List.of(0, ""), List.of(ended.code(), ended.err()));
        assertTrue(ended.out().contains("complete -F _complete_trialmap -o default trialmap"), ended.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"serial", "local[2]"})
    void theDemoDoesBothParts(String master) throws Exception {
        Ended ended = run("demo", "--out", out().toString(), "--master", master);
        assertEquals(new Ended(0, """
                f(x, y, z=3) = (x + y) * z for x = 2, 4, 6, 8 and y = 4: 18, 24, 30, 36
                  OUT/f.h5: /comp_0/result_0 to /comp_3/result_0
                root mean square and line length, 20 trials x 8 channels, 80 tasks of 2 channels: stacked (20, 8, 2), first 0.7745, 317.4232
                  OUT/features.h5: /result_0 (trial, channel, [rms, line length]) from OUT/recording.h5
                """, ""), new Ended(ended.code(), ended.out().replace(out().toString(), "OUT"), ended.err()));
        try (SavedResults f = open("f"); SavedResults features = open("features")) {
            assertEquals(List.of(18.0, 24.0, 30.0, 36.0), IntStream.range(0, 4).mapToObj(i -> f.doubles(i)[0]).toList());
            assertArrayEquals(new long[] {20, 8, 2}, features.stacked(0).shape());
            double[] all = features.stacked(0).read().doubles();
            double[] trial = SyntheticRecording.DEMO.trial(7);
            double sum = 0;
            for (int s = 0; s < 1000; s++) {
                sum += trial[s * 8 + 5] * trial[s * 8 + 5];
            }
            assertEquals(Math.sqrt(sum / 1000), all[(7 * 8 + 5) * 2]);
        }
        Ended again = run("demo", "--out", out().toString(), "--master", master);
        assertEquals(new Ended(2, "", "trialmap: --out " + out() + " is not empty, and nothing is overwritten. Name a folder that is new or empty.\n"
                + "Help: trialmap demo --help\n"), again);
    }

    @ParameterizedTest
    @ValueSource(strings = {"serial", "local[2]"})
    void mapRunsAMethodOverAGrid(String master) throws Exception {
        Ended ended = job("map", master, "--function", "java.lang.Math::pow", "--over", "x=1:4", "--over", "y=linspace(0,1,3)", "--grid",
                "--layout", "stacked");
        assertEquals(new Ended(0, out() + "/pow.h5\n", ""), ended);
        try (SavedResults results = open("pow")) {
            assertArrayEquals(new long[] {3, 3}, results.stacked(0).shape());
            assertArrayEquals(new double[] {1, 1, 1, 1, Math.pow(2, 0.5), 2, 1, Math.pow(3, 0.5), 3}, results.stacked(0).read().doubles());
        }
    }

    @Test
    void mapRunsAJarsMethodOnTheExecutors() throws Exception {
        Path jar = UserJar.of(folder, "Far", """
                public class Far {
                    public record Two(double sum, String[] words) { }
                    public static Two both(int a, String b) { return new Two(a + 0.5, new String[] {b, "x"}); }
                }
                """);
        for (String master : List.of("serial", "local[2]", "local-cluster[1,1,1024]")) {
            assertEquals(new Ended(0, out() + "/both.h5\n", ""), job("map", master, "--function", "user.Far::both", "--jar", jar.toString(),
                    "--over", "a=1,2",
                    "--over", "b=p,q", "--overwrite"));
            try (SavedResults results = open("both")) {
                assertEquals(List.of("sum", "words"), results.values());
                assertEquals(2.5, results.doubles(1)[0]);
                assertArrayEquals(new String[] {"q", "x"}, (String[]) results.read(1, 1).data());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"serial", "local[2]"})
    void mapRunsOverARecording(String master) throws Exception {
        Path file = folder.resolve("a recording.h5");
        new SyntheticRecording(5, 100, 4, 250, 1).write(file);
        Ended ended = job("map", master, "--function", "org.trialmap.app.examples.Rms", "--data", file.toString(), "--trials", "4,0:2",
                "--channels", "3,channel1,1",
                "--chan-per-worker", "2");
        assertEquals(new Ended(0, out() + "/Rms.h5\n", ""), ended);
        try (SavedResults results = open("Rms")) {
            assertEquals(Layout.STACKED, results.layout());
            assertArrayEquals(new long[] {3, 3}, results.stacked(0).shape());
            assertEquals(NdArray.of(new String[] {"channel4", "channel1", "channel2"}, 3), results.stacked(0).attributes().get("channel"));
            assertEquals(250, results.stacked(0).attributes().get("samplerate").doubles()[0]);
        }
        assertEquals(2, job("map", master, "--function", "org.trialmap.app.examples.Rms", "--data", file.toString(), "--channels", "9").code());
    }

    @Test
    void mapTakesAWindowOfTimeAndNamesTheTrialsThatDoNotCoverIt() throws Exception {
        Path file = folder.resolve("x.h5");
        try (Hdf5Writer writer = Hdf5Writer.create(file)) {
            writer.root().attribute("samplerate", NdArray.from(100.0));
            writer.root().dataset("data", NdArray.zeros(DType.FLOAT32, 90, 2));
            writer.root().dataset("trialdefinition", NdArray.of(new long[] {0, 30, -10, 30, 60, 0, 60, 90, -10}, 3, 3));
        }
        String[] map = {"--function", "org.trialmap.app.examples.Rms", "--data", file.toString()};
        Ended plan = run("map", "--out", out().toString(), "--master", "serial", "--plan", map[0], map[1], map[2], map[3],
                "--latency", "-0.1", "0.1");
        assertEquals(0, plan.code());
        assertEquals("trialmap: trial 1 does not cover the latency -0.1 to 0.1 s and is left out: it goes from 0.0 to 0.29 s.\n", plan.err());
        assertEquals(new Ended(0, out() + "/Rms.h5\n", ""), job("map", "serial", map[0], map[1], map[2], map[3], "--latency", "-0.1", "0.1"));
        try (SavedResults results = open("Rms")) {
            assertArrayEquals(new double[] {-0.1, 0.1}, results.stacked(0).attributes().get("latency").doubles());
            assertArrayEquals(new int[] {0, 2}, (int[]) results.stacked(0).attributes().get("trial").data());
        }
        assertEquals(new Ended(2, "", "trialmap: None of the 3 selected trials of /data of " + file + " covers the latency -1.0 to 2.0 s:"
                + " trial 0, for"
                + " example, goes from -0.1 to 0.19 s. A trial must have samples up to both ends; nothing is padded. Narrow"
                + " --latency A B.\nHelp: trialmap map --help\n"),
                job("map", "serial", map[0], map[1], map[2], map[3], "--latency", "-1", "2"));
        assertEquals(new Ended(2, "", "trialmap: --latency needs --data FILE, which is not given. Add it, or leave --latency out.\n"
                + "Help: trialmap map --help\n"), job("map", "serial", "--function", "f", "--over", "x=1", "--latency", "0", "1"));
    }

    @Test
    void mapRunsOverASyncopyContainer() throws Exception {
        Path file = Files.createDirectories(folder.resolve("r.spy")).resolve("r.analog");
        SyncopyContainer.Header header = SyncopyContainer.Header.analog(100, List.of("Fz", "Cz"));
        NdArray trials = NdArray.of(new double[] {0, 30, 0, 20, 50, 0}, 2, 3);
        SyncopyContainer.layOut(file, header, new SyncopyContainer.Contents(DType.FLOAT32, List.of(50L, 2L), trials));
        SyncopyContainer.seal(file, header);
        String[] map = {"--function", "org.trialmap.app.examples.Rms", "--data", folder.resolve("r").toString()};
        assertEquals(new Ended(0, out() + "/Rms.h5\n", ""), job("map", "serial", map));
        try (SavedResults results = open("Rms")) {
            assertEquals(NdArray.of(new String[] {"Fz", "Cz"}, 2), results.stacked(0).attributes().get("channel"));
            assertArrayEquals(new long[] {2, 2}, results.stacked(0).shape());
        }
        assertEquals(new Ended(0, "file     : " + file + "\nclass    : AnalogData\ndata     : float32 (50, 2): time, channel\nrate     : 100.0 Hz\n"
                + "channels : 2: Fz, Cz\ntrials   : 2, 30 samples each\ndataset  : /data: float32 (50, 2)\ndataset  : /trialdefinition: float64 (2, 3)\n", ""),
                run("info", file.getParent().toString()));
        Files.delete(file);
        assertEquals(new Ended(2, "", "trialmap: " + file.getParent() + " holds no recording (*.analog); it holds r.analog.info. A folder is"
                + " opened as a Syncopy container, for the one recording in it. Name the recording's file, or another folder.\nHelp: trialmap map --help\n"),
                job("map", "serial", map));
    }

    @Test
    void mapRefusesOptionsThatDoNotGoTogether() {
        assertEquals(new Ended(2, "", "trialmap: Neither --over nor --data is given. Run either over values (--over NAME=SPEC) or over a recording"
                + " (--data FILE).\n"
                + "Help: trialmap map --help\n"), job("map", "serial", "--function", "f"));
        assertEquals(new Ended(2, "", "trialmap: --trials and --channels need --data FILE, which is not given. Add it, or leave them"
                + " out.\nHelp: trialmap map --help\n"),
                job("map", "serial", "--function", "f", "--over", "x=1", "--trials", "0", "--channels", "1"));
        assertEquals(new Ended(2, "", "trialmap: --data none.h5 does not exist. Correct the path.\nHelp: trialmap map --help\n"),
                job("map", "serial", "--function", "f", "--data", "none.h5"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"serial", "local[2]"})
    void execRunsAProgram(String master) throws Exception {
        assertEquals(new Ended(0, out() + "/printf.h5\n", ""), job("exec", master, "--over", "x=a b,'\",ü,$(id)", "--shared", "k=v", "--",
                "printf", "%s\\n", "<{x}>{k}{index}"));
        try (SavedResults results = open("printf")) {
            assertEquals(List.of("<a b>v0", "<'\">v1", "<ü>v2", "<$(id)>v3"), strings(results));
        }
        assertEquals(0, job("exec", master, "--over", "n=1:4", "--parse", "numbers", "seq", "-s", ", ", "{n}").code());
        try (SavedResults results = open("seq")) {
            assertArrayEquals(new double[] {1, 2, 3}, results.doubles(2));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"serial", "local[2]"})
    void oneOfEightFailsAndSevenAreKept(String master) throws Exception {
        String[] more = {"--over", "x=0:8", "--name", "job", "--", "sh", "-c", "if [ \"$1\" = 3 ] && [ ! -e cured ]; then echo not that one >&2;"
                + " exit 7; fi; echo $1",
            "-", "{x}"};
        Path cured = Path.of("cured");
        Ended failed = job("exec", master, more);
        String run = out().resolve(".run").toString();
        assertEquals(1, failed.code());
        assertEquals("", failed.out());
        assertEquals("""
                trialmap: Task 3 of 8 (x=3) failed on HOST: ProgramFailedException: sh ended with exit code 7
                  the end of its stderr:
                    not that one
                  kept  : 7 finished results in OUT/job_payload
                  log   : OUT/.run/ID/log/task-00003.txt
                  report: OUT/.run/ID/report.html
                  next  : correct the cause, then run the same again with --resume to run the 1 missing task; a file of what there is: trialmap gather OUT
                  alone : the same command with --run-task 3 --debug runs this task by itself and shows where it fails
                """, failed.err().replace(out().toString(), "OUT").replaceAll("failed on \\S+:", "failed on HOST:").replaceAll("\\.run/[0-9a-f]+/", ".run/ID/"), run);
        try {
            Files.createFile(cured);
            String[] resumed = Stream.concat(Stream.of("--resume"), Stream.of(more)).toArray(String[]::new);
            assertEquals(new Ended(0, out() + "/job.h5\n", ""), job("exec", master, resumed));
        } finally {
            Files.deleteIfExists(cured);
        }
        try (SavedResults results = open("job")) {
            assertEquals(List.of("0", "1", "2", "3", "4", "5", "6", "7"), strings(results));
            assertEquals(1, results.summary().orElseThrow().ran());
        }
    }

    @Test
    void gatherAndContinueMarkWhatIsMissing() throws Exception {
        String[] more = {"--over", "x=0:3", "--name", "job", "--", "sh", "-c", "test $1 != 1 && echo $1", "-", "{x}"};
        assertEquals(1, job("exec", "serial", more).code());
        assertEquals(new Ended(0, out() + "/job.h5\n", "trialmap: 1 of 3 tasks have no result yet and are marked as missing. Run the same command"
                + " with --resume to run"
                + " them.\n"), run("gather", out().toString()));
        String[] other = Stream.concat(Stream.of("--on-error", "continue", "--overwrite"), Stream.of(more)).toArray(String[]::new);
        assertEquals(new Ended(0, out() + "/job.h5\n", "trialmap: 1 of 3 results are missing and marked so (--on-error continue). Add --resume to"
                + " try them again.\n"),
                job("exec", "serial", other));
        assertTrue(run("info", out().toString()).out().contains("tasks    : 3, 2 finished, 1 missing: 1 (run the same command with --resume)\n"));
    }

    @Test
    void nothingIsOverwrittenUnlessAsked() throws Exception {
        String[] more = {"--over", "x=1,2", "echo", "{x}"};
        assertEquals(0, job("exec", "serial", more).code());
        Ended refused = job("exec", "serial", more);
        assertEquals(1, refused.code());
        assertTrue(refused.err().contains("--overwrite to replace them"), refused.err());
        assertEquals(0, job("exec", "serial", Stream.concat(Stream.of("--overwrite"), Stream.of(more)).toArray(String[]::new)).code());
    }

    @Test
    void aPlanDoesNothing() {
        Ended ended = job("exec", "serial", "--over", "x=0:100", "--plan", "rm", "{x}");
        assertEquals(0, ended.code());
        assertTrue(ended.out().contains("tasks      : 100 on 1 slot of serial\n"), ended.out());
        assertFalse(Files.exists(out()));
    }

    @Test
    void aProgramThatTakesTooLongIsKilled() throws Exception {
        Ended ended = job("exec", "local[2]", "--over", "x=1,2", "--timeout-per-task", "300ms", "sleep", "300.{x}");
        assertEquals(1, ended.code());
        assertTrue(ended.err().contains("Task 0 of 2 (x=1) failed on ") && ended.err().contains("TimeoutException: the call took longer than the time"
                + " limit of 0.3 s"), ended.err());
        Await.until("no sleep is left", () -> ProcessHandle.allProcesses().noneMatch(p -> String.join(" ",
                p.info().arguments().orElse(new String[0])).startsWith("300.")));
    }

    @Test
    void aProgramIsTriedAsOftenAsAskedWhetherItFailsOrTakesTooLong() throws Exception {
        Path starts = folder.resolve("starts");
        String program = "echo {x} >> " + starts + "; [ {x} = 2 ] && sleep 60; exit 3";
        Ended ended = job("exec", "local[2]", "--over", "x=1,2", "--retries", "2", "--timeout-per-task", "1s", "sh", "-c", program);
        assertEquals(1, ended.code(), ended.err());
        assertEquals(List.of("1", "1", "1", "2", "2", "2"), Files.readAllLines(starts).stream().sorted().toList());
        assertTrue(ended.err().contains("Task 0 of 2 (x=1) failed on ") && ended.err().contains("exit code 3"), ended.err());
    }

    @Test
    void whatCannotRunIsRefusedBeforehand() {
        assertEquals(new Ended(2, "", "trialmap: The program 'no-such-program' cannot be started: it is in no folder of the PATH ("
                + System.getenv("PATH")
                + "). Install it, correct the name, or give its path.\nHelp: trialmap exec --help\n"), job("exec", "local", "--over", "x=1",
                        "no-such-program"));
        assertEquals(new Ended(2, "", "trialmap: The name index is taken: {index} is what every task has anyway (index, tasks, cpus, seed,"
                + " rng, scratch). Choose another name.\n"
                + "Help: trialmap exec --help\n"), job("exec", "serial", "--over", "index=1", "echo"));
        assertFalse(Files.exists(out()));
    }

    @Test
    void infoDescribesRecordingsAndOtherFiles() throws Exception {
        Path file = folder.resolve("recording.h5");
        new SyntheticRecording(5, 100, 2, 250, 1).write(file);
        assertEquals(new Ended(0, "file     : " + file + "\nrecording: /data, 250.0 Hz\ntrials   : 5, 100 samples each\nchannels : 2: channel1,"
                + " channel2\n"
                + "dataset  : /data: float64 (5, 100, 2)\n", ""), run("info", file.toString()));
        Files.writeString(folder.resolve("text.h5"), "no HDF5");
        Ended foreign = run("info", folder.resolve("text.h5").toString());
        assertEquals(List.of(1, ""), List.of(foreign.code(), foreign.out()));
        assertEquals(new Ended(1, "", "trialmap: " + Files.createDirectory(folder.resolve("empty")) + " holds no result file (*.h5). Name another"
                + " folder.\n"),
                run("info", folder.resolve("empty").toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"linked", "stacked", "single"})
    void infoKnowsAResultOfWhichAllIsMissing(String layout) {
        assertEquals(0, job("exec", "serial", "--over", "x=1:4", "--layout", layout, "--on-error", "continue", "--parse", "numbers", "false").code());
        Ended ended = run("info", out().toString());
        assertEquals(List.of(0, ""), List.of(ended.code(), ended.err()));
        assertTrue(ended.out().startsWith("results  : " + out() + "/false.h5\nlayout   : " + layout
                + "\ntasks    : 3, 0 finished, 3 missing: 0..2 (run the same command with --resume)\n"), ended.out());
    }

    @Test
    void infoOnAFolderGoesOnAfterABrokenFile() throws Exception {
        assertEquals(0, job("exec", "serial", "--over", "x=1,2", "echo", "{x}").code());
        Files.createFile(out().resolve("broken.h5"));
        Ended ended = run("info", out().toString());
        assertEquals(new Ended(1, "", "trialmap: Cannot open '" + out() + "/broken.h5': it is empty (0 bytes), nothing was ever written to it."
                + " Write it again.\n"), new Ended(ended.code(), "", ended.err()));
        assertTrue(ended.out().startsWith("results  : " + out() + "/echo.h5\n"), ended.out());
    }

    @Test
    void anEmptyPathIsNotTheWorkingDirectory() {
        assertEquals(new Ended(2, "", "trialmap: --out is empty, often since a variable is not set. Name a folder (. is this one).\n"
                + "Help: trialmap exec --help\n"), run("exec", "--out", "", "--master", "serial", "--over", "x=1", "echo"));
        assertEquals(new Ended(2, "", "trialmap: FILE|DIR is empty, often since a variable is not set. Name a result file or a folder (. is this"
                + " one).\nHelp: trialmap info --help\n"), run("info", ""));
    }
}
