package org.trialmap.analysis.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.trialmap.Refusals.assertRefused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.signal.statistics.Tail;
import org.trialmap.trial.RecordingOptions;
import org.trialmap.trial.Selection;

/** What cannot be tested is refused, in words that name files, axes and points. */
class ClusterStatRefusalsTest {
    private static final int[] SIZE = {2, 3, 2};

    @TempDir
    Path folder;

    private Path file(String name, int[] size, double[]... trials) throws IOException {
        return MapFiles.spectrum(folder.resolve(name + ".h5"), size, trials.length == 0 ? new double[][] {MapFiles.values(name.hashCode(), size, 0)} : trials);
    }

    private List<Path> group(String name, int count) throws IOException {
        return MapFiles.group(folder, name, count, SIZE, 0);
    }

    @SafeVarargs
    private void refused(String text, ClusterStat test, List<Path>... groups) throws IOException {
        Conditions conditions = Conditions.files(List.of(groups));
        assertRefused(text, () -> test.run(ParallelMap.serial(), conditions, folder.resolve("out.h5")));
        assertEquals(false, Files.exists(folder.resolve("out.h5")));
    }

    @Test
    void groupsThatDoNotFitTheStatistic() throws IOException {
        List<Path> one = group("a", 1);
        List<Path> two = group("b", 2);
        List<Path> three = group("c", 3);
        refused("depsamplesT was asked for of 2 groups of samples (2 in group 1, 3 in group 2). Dependent samples are pairs: two groups with the same subjects in the same order, or one group that is"
                + " compared with 0. Correct Conditions.files(...), or take indepsamplesT() or indepsamplesF().", ClusterStat.depsamplesT(), two, three);
        refused("depsamplesT was asked for of 1 group of samples (1 in group 1). A group of one sample has no variance to compare with. Give at least 2 samples per group.",
                ClusterStat.depsamplesT(), one);
        refused("indepsamplesT was asked for of 2 groups of samples (1 in group 1, 3 in group 2). A group of one sample has no variance to compare with. Give at least 2 samples per group.",
                ClusterStat.indepsamplesT(), one, three);
        refused("indepsamplesT was asked for of 3 groups of samples (2 in group 1, 2 in group 2, 3 in group 3). t compares two. Correct Conditions.files(...) or Conditions.trials(...), or take another ClusterStat.of(...).",
                ClusterStat.indepsamplesT(), two, two, three);
        refused("indepsamplesF was asked for of 1 group of samples (3 in group 1). F compares two or more. Correct Conditions.files(...) or Conditions.trials(...), or take another ClusterStat.of(...).",
                ClusterStat.indepsamplesF(), three);
        assertRefused("Group 2 has no samples. There would be nothing to compare. Correct Conditions.files(...).", () -> Conditions.files(List.of(two, List.of())));
        assertRefused("There are no groups of samples. Name the files of each condition with Conditions.files(...), or conditions on the trials of one file with Conditions.trials(...).",
                () -> Conditions.files(List.of()));
    }

    @Test
    void filesWhoseAxesDiffer() throws IOException {
        Path first = file("first", SIZE);
        String cure = " A test compares the same points of all samples. Select what they have in common with channels(...), latency(...) and frequency(...), or compute both with the same options.";
        Path fewer = file("fewer", new int[] {2, 2, 3});
        assertRefused(first + " and " + fewer + " do not have the same axes: 3 and 2 frequencies; 2 and 3 channels." + cure, () -> Conditions.files(List.of(List.of(first, fewer))));
        Path longer = file("longer", new int[] {3, 3, 2});
        assertRefused(first + " and " + longer + " do not have the same axes: 2 and 3 times." + cure, () -> Conditions.files(List.of(List.of(first), List.of(longer))));
        Path courses = MapFiles.courses(folder.resolve("courses.h5"), 2, 2, new double[4]);
        assertRefused(first + " and " + courses + " do not have the same axes: the first is a spectrum, the second is not." + cure, () -> Conditions.files(List.of(List.of(first, courses))));
    }

    @Test
    void filesThatAreNotOneMap() throws IOException {
        Path trials = file("trials", SIZE, new double[12], new double[12], new double[12]);
        assertRefused(
                trials + " has 3 trials. A file is one sample of the test, so it has one map. Average its trials first (keeptrials(false)), take one of them with trials(...), or compare the trials"
                        + " of one file with Conditions.trials(...).",
                () -> Conditions.files(List.of(List.of(trials))));
        double[] values = new double[12];
        values[7] = Double.NaN;
        Path nan = file("nan", SIZE, values);
        assertRefused(nan + " has the value NaN at -0.04 s, 2.0 Hz, channel c1. There are no t and F of values that are not finite, and the test needs all samples at each point. Leave such points out"
                + " with channels(...), latency(...) or frequency(...), or leave the sample out.", () -> Conditions.files(List.of(List.of(nan))));
    }

    @Test
    void wholeNumbersThatWouldBeRounded() throws IOException {
        Path large = MapFiles.courses(folder.resolve("large.h5"), 2, 2, new long[] {1, 2, 3, (1L << 53) + 1});
        assertRefused("Trial 0 of " + large + " holds numbers that t and F cannot be computed of. The int64 value 9007199254740993, element 3 of int64 (2, 2), is beyond 2^53 and may have no double."
                + " Nothing is rounded. Subtract a constant, for example the first value.", () -> Conditions.files(List.of(List.of(large))));
    }

    @Test
    void conditionsOnTrialsThatShareSomeOrNone() throws IOException {
        Path trials = file("trials", SIZE, new double[12], new double[12], new double[12], new double[12]);
        assertRefused("Trial 0 of " + trials + " is in the condition 'info1=0' and in '0:2'. Groups of a test share no sample. Correct Conditions.trials(...).",
                () -> Conditions.trials(trials, List.of("info1=0", "0:2"), RecordingOptions.DEFAULT, Selection.all()));
        assertRefused("No trial has the info1 '5'. Did you mean '0'? There are 0 (2), 1 (1), 2 (1). Correct trials(...).",
                () -> Conditions.trials(trials, List.of("info1=0", "info1=5"), RecordingOptions.DEFAULT, Selection.all()));
        Conditions conditions = Conditions.trials(trials, List.of("0:2", "2:4"), RecordingOptions.DEFAULT, Selection.all());
        assertRefused("depsamplesT was asked for of 2 groups of samples (2 in 0:2, 2 in 2:4). Trials are independent samples: there are no pairs among them. Take indepsamplesT().",
                () -> ClusterStat.depsamplesT().run(ParallelMap.serial(), conditions, folder.resolve("out.h5")));
    }

    @Test
    void pointsWithoutVariance() throws IOException {
        List<Path> files = new ArrayList<>();
        for (int k = 0; k < 3; k++) {
            double[] values = MapFiles.values(k, SIZE, 0);
            values[3] = 2;
            files.add(file("flat" + k, SIZE, values));
        }
        refused("At -0.06 s, 3.5 Hz, channel c1 all samples of a group have the same value, so they have no variance, and t and F are infinite. Leave that point out with channels(...), latency(...) or"
                + " frequency(...), or correct the files.", ClusterStat.depsamplesT(), files);
    }

    @Test
    void optionsOutOfTheirRange() {
        ClusterStat t = ClusterStat.depsamplesT();
        assertRefused("A test of 0 permutations is not possible. There are from 1 to 10000000; 1000 are usual. Correct numrandomization(...).", () -> t.numrandomization(0));
        assertRefused("The threshold of clusters was asked for at the probability 5.0. A probability lies between 0 and 1; 0.05 is usual. Correct clusteralpha(...).",
                () -> t.clusteralpha(5));
        assertRefused(
                "The threshold of clusters was asked for at the probability 0.5 of one tail. That is a t of 0 or less, which every second point is beyond. Give less than 0.5; 0.05 is usual. Correct"
                        + " clusteralpha(...).",
                () -> t.tail(Tail.NEGATIVE).clusteralpha(0.5));
        assertRefused("The mask was asked for at the probability NaN. A probability lies between 0 and 1; 0.05 is usual. Correct alpha(...).", () -> t.alpha(Double.NaN));
        assertRefused("The critical value -2.0 cannot be a threshold of clusters. It is above 0; negative clusters are below its negative. Correct clustercritval(...).",
                () -> t.clustercritval(-2));
        assertRefused("F is never negative, and negative clusters of it were asked for. Leave out tail(...), or give 1.", () -> ClusterStat.indepsamplesF().tail(Tail.BOTH));
        assertRefused("minnbchan is 2, but no channels are neighbours: no point would count. Give neighbours(...), or leave out minnbchan(...).",
                () -> t.minnbchan(2));
        assertRefused("minnbchan is -1, and a point cannot have fewer than 0 neighbours. Give neighbours(...), or leave out minnbchan(...).",
                () -> t.minnbchan(-1));
    }

    @Test
    void neighboursByNameAndByDistance() throws IOException {
        Path list = Files.writeString(folder.resolve("n.csv"), "\ufeffCz, C1 ,C2\n\nC1;Cz\nPz\n");
        Path json = Files.writeString(folder.resolve("n.jsonl"), "{\"label\": \"Cz\", \"neighblabel\": [\"C1\"]}\n{\"neighblabel\": [], \"label\": \"Pz\"}\n");
        Path positions = Files.writeString(folder.resolve("electrodes.tsv"), "name\tx\ty\tz\nCz\t0\t0\t1\nC1\t0\t0.5\t1\nPz\t0\t-2\t1\nREF\tn/a\tn/a\tn/a\n");
        List<String> channels = List.of("Pz", "Cz ", "C1");
        int[][] joined = {{}, {2}, {1}};
        assertArrayEquals(joined, Neighbours.read(list).joined(channels));
        assertArrayEquals(new int[][] {{}, {2}, {}}, Neighbours.read(json).joined(channels));
        assertArrayEquals(joined, Neighbours.within(positions, 0.51).joined(channels));
        assertArrayEquals(new int[][] {{}, {2}, {}}, Neighbours.of(Map.of("Cz", List.of("C1", "Cz"), "Pz", List.of())).joined(channels));
        assertRefused(
                "No two of the channels Pz, Cz, C1 are neighbours by " + positions
                        + " (less than 0.5 apart). Correct the file or the distance (Neighbours.within(...)), or leave neighbours(...) out for clusters within channels.",
                () -> Neighbours.within(positions, 0.5).joined(channels));
        assertRefused("The neighbours of " + list + " do not have the channels P1, P2. Did you mean 'C1'? Clusters would end there without need. Add a line for each, or leave the channels out with"
                + " channels(...).", () -> Neighbours.read(list).joined(List.of("Cz", "P1", "P2")));
        assertRefused("Two channels have the same name, so their neighbours are not known by name: Cz, Cz. Select one of them with channels(...).",
                () -> Neighbours.read(list).joined(List.of("Cz", "Cz")));
        assertRefused("Electrodes that are less than 0.0 apart cannot be neighbours. A distance is above 0, in the unit of the positions. Correct Neighbours.within(...).",
                () -> Neighbours.within(positions, 0));
        Path wrong = Files.writeString(folder.resolve("wrong.csv"), "Cz,0,0,1\nC1,0.5\n");
        assertRefused("Line 2 of " + wrong + " does not say where an electrode is: 'C1,0.5'. Each line has the name of another channel and its coordinates, two on every line or three, with commas,"
                + " semicolons or tabs between them. Correct the file.", () -> Neighbours.within(wrong, 1));
        Path broken = Files.writeString(folder.resolve("broken.jsonl"), "{\"label\": 3}\n");
        assertRefused("Line 1 of " + broken + " does not say which channels are neighbours. A line of JSON is {\"label\": \"Cz\", \"neighblabel\": [\"C1\", \"C2\"]}. Correct the file.",
                () -> Neighbours.read(broken));
    }
}
