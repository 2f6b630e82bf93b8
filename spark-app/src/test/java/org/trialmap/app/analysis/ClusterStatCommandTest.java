package org.trialmap.app.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trialmap.analysis.statistics.ClusterResult;
import org.trialmap.analysis.statistics.ClusterStat;
import org.trialmap.analysis.statistics.Neighbours;
import org.trialmap.app.InProcess;
import org.trialmap.app.InProcess.Ended;
import org.trialmap.app.Main;
import org.trialmap.app.cli.OptionNames;
import org.trialmap.array.NdArray;
import org.trialmap.hdf5.Hdf5Writer;
import org.trialmap.signal.statistics.ClusterStatistic;
import org.trialmap.signal.statistics.PValues;
import org.trialmap.signal.statistics.Tail;
import org.trialmap.signal.statistics.TestStatistic;

/** The command as users type it: groups of files, trials by condition, plan, table and refusals. */
class ClusterStatCommandTest {
    @TempDir
    private static Path folder;

    /** Values over time, 10 samples x 2 channels per subject; the second channel of "go" is larger from sample 3 on. */
    @BeforeAll
    static void record() throws Exception {
        Random random = new Random(1);
        double[] all = new double[120];
        for (int k = 0; k < 12; k++) {
            double[] values = new double[20];
            for (int i = 0; i < 20; i++) {
                values[i] = random.nextGaussian() * 0.1 + (k < 6 && i % 2 == 1 && i >= 6 ? 5 : 0);
            }
            write(String.format("%s%d.h5", k < 6 ? "go" : "nogo", k % 6), values, 1);
            if (k % 2 == 0) {
                System.arraycopy(values, 0, all, k / 2 * 20, 20);
            }
        }
        write("trials.h5", all, 6);
        Files.writeString(folder.resolve("cap.csv"), "A,B\n");
        Files.writeString(folder.resolve("places.csv"), "A,0,0\nB,0,1\n");
    }

    private static void write(String name, double[] values, int trials) throws Exception {
        double[][] table = new double[trials][];
        for (int k = 0; k < trials; k++) {
            table[k] = new double[] {k * 10, (k + 1) * 10, 0, k / 3};
        }
        try (Hdf5Writer writer = Hdf5Writer.create(folder.resolve(name))) {
            writer.root().attribute("samplerate", NdArray.from(10.0));
            writer.root().dataset("data", NdArray.of(values, trials * 10, 2));
            writer.root().dataset("channel", NdArray.of(new String[] {"A", "B"}, 2));
            writer.root().dataset("trialdefinition", NdArray.from(table));
        }
    }

    private static String[] files(String name) {
        return java.util.stream.IntStream.range(0, 6).mapToObj(k -> folder.resolve(name + k + ".h5").toString()).toArray(String[]::new);
    }

    private static Ended run(String out, String options, String[]... groups) {
        List<String> words = new ArrayList<>(List.of("clusterstat"));
        for (String[] group : groups) {
            words.add("--group");
            words.addAll(Arrays.asList(group));
        }
        words.addAll(List.of(options.replace("DIR", folder.toString()).split(" ")));
        words.addAll(List.of("--out", folder.resolve(out).toString(), "--master", "serial"));
        return InProcess.run(words.toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pairs.h5", "pairs.spy"})
    void groupsOfFilesAreComparedAndTheTableIsOnStderr(String name) throws Exception {
        Ended ended = run(name, "--statistic depsamplesT --tail 1", files("go"), files("nogo"));
        assertEquals(List.of(0, folder.resolve(name) + "\n"), List.of(ended.code(), ended.out()), ended.err());
        ClusterResult.Cluster first = ClusterResult.open(folder.resolve(name)).clusters().get(0);
        assertEquals(List.of(1 / 64.0, List.of(0.3, 0.9), List.of("B"), 7), List.of(first.p(), first.time(), first.channels(), first.points()));
        String line = ended.err().lines().filter(text -> text.startsWith("     +1 ")).findFirst().orElseThrow();
        assertTrue(line.matches("     \\+1 +\\d+\\.\\d{4} +7  0\\.01563  0\\.3 to 0\\.9 +- +B"), line);
        assertTrue(InProcess.run("info", (name.endsWith(".spy") ? folder.resolve(name).resolve("pairs.analog") : folder.resolve(name)).toString()).out().contains("clusterstat"));
        Files.walk(folder).filter(file -> file.toString().contains("/pairs.") || file.toString().contains("/.run")).sorted(java.util.Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    }

    @Test
    void trialsAreComparedByTheirColumn() throws Exception {
        Ended ended = InProcess.run("clusterstat", folder.resolve("trials.h5").toString(), "--statistic", "indepsamplest", "--condition", "info1=0", "--condition", "info1=1", "--quiet", "--out",
                folder.resolve("trials.out.h5").toString(), "--master", "serial");
        assertEquals(new Ended(0, folder.resolve("trials.out.h5") + "\n", ""), ended);
        assertEquals(1 / 20.0, ClusterResult.open(folder.resolve("trials.out.h5")).clusters().get(0).p());
    }

    @Test
    void aPlanSaysWhatIsPermutedAndRunsNothing() {
        Ended ended = run("plan.h5", "--plan --statistic indepsamplesF --numrandomization 500 --neighbours DIR/cap.csv", files("go"), files("nogo"));
        assertEquals(0, ended.code(), ended.err());
        assertTrue(ended.out().contains("""
                samples    : 6 in group 1, 6 in group 2
                map        : 10 times x 1 frequencies x 2 channels, 0 MiB of samples in each process
                permuted   : 500 times, at random
                threshold  : 4.9646"""), ended.out());
        assertTrue(Files.notExists(folder.resolve("plan.h5")));
    }

    @Test
    void whatIsTypedReachesTheLibrary() throws Exception {
        ClusterStat typed = parsed(
                "--statistic indepsamplesT --numrandomization 5000 --clusteralpha 0.01 --tail -1 --clusterstatistic maxsize --minnbchan 2 --alpha 0.1 --compat mne --seed -3 --neighbours "
                        + folder.resolve("cap.csv"));
        Neighbours cap = Neighbours.of(Map.of("A", List.of("B")));
        assertEquals(new ClusterStat(TestStatistic.INDEPSAMPLES_T, 5000, 0.01, OptionalDouble.empty(), Tail.NEGATIVE, ClusterStatistic.MAXSIZE, 2, cap, 0.1, PValues.MNE, -3), typed);
        assertEquals(ClusterStat.depsamplesT(), parsed("--statistic depsamplesT"));
        assertEquals(ClusterStat.indepsamplesF().clustercritval(7), parsed("--statistic indepsamplesF --clustercritval 7"));
        assertEquals(ClusterStat.depsamplesT().neighbours(Neighbours.of(Map.of("A", List.of("B"), "B", List.of("A")))),
                parsed("--statistic depsamplesT --neighbourdist 1.5 --positions " + folder.resolve("places.csv")));
    }

    private static ClusterStat parsed(String options) throws Exception {
        picocli.CommandLine top = Main.commandLine();
        top.parseArgs(OptionNames.dashed(("clusterstat x --out y.h5 " + options).split(" ")));
        return ((ClusterStatCommand) top.getSubcommands().get("clusterstat").getCommand()).test();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            textBlock = """
                    --statistic ttest | Invalid value for option '--statistic': 'ttest' is not one of depsamplesT, indepsamplesT, indepsamplesF.
                    --statistic depsamplesT --tail 2 | Invalid value for option '--tail': '2' is not one of -1 (negative clusters), 0 (both), 1 (positive clusters).
                    --statistic depsamplesT | There are no samples to compare. Name the files of each condition with --group FILE..., or a FILE and conditions on its trials with --condition SEL.
                    --statistic depsamplesT --group --trials 0 | --group names no file. Often a pattern meets none. Write --group FILE FILE ..., once per group.
                    --statistic depsamplesT --group DIR/none.h5 | DIR/none.h5 does not exist. Correct the path.
                    --statistic depsamplesT --condition 0:2 --group DIR/go1.h5 | --group takes a file per sample, and --condition is for trials of one file. Leave one of them out.
                    --statistic depsamplesT --positions DIR/places.csv --group DIR/go1.h5 | --positions is given without --neighbourdist. Neighbours are electrodes of known places that are less than a distance apart. Give both.
                    --statistic depsamplesT --positions DIR/places.csv --neighbourdist 1 --neighbours DIR/cap.csv --group DIR/go1.h5 | --neighbours and --positions exclude each other: both say which channels are neighbours. Leave one of them out.
                    --statistic depsamplesT --clusteralpha 0.1 --clustercritval 2 --group DIR/go1.h5 | --clusteralpha and --clustercritval exclude each other: both say what the threshold of clusters is. Leave one of them out.
                    --statistic depsamplesT --group DIR/go1.h5 | depsamplesT was asked for of 1 group of samples (1 in group 1). A group of one sample has no variance to compare with. Give at least 2 samples per group.
                    """)
    void whatCannotBeIsRefused(String options, String text) {
        assertEquals(new Ended(2, "", "trialmap: " + text.replace("DIR", folder.toString()) + "\nHelp: trialmap clusterstat --help\n"), run("refused.h5", options));
    }
}
