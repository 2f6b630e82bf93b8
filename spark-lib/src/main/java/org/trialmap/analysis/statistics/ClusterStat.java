package org.trialmap.analysis.statistics;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import org.trialmap.analysis.Analysis;
import org.trialmap.analysis.ResultFile;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.setting.Setting;
import org.trialmap.signal.statistics.ClusterStatistic;
import org.trialmap.signal.statistics.PValues;
import org.trialmap.signal.statistics.Tail;
import org.trialmap.signal.statistics.TestStatistic;
import org.trialmap.support.Copies;

/**
 * Cluster permutation test (Maris and Oostenveld 2007), with FieldTrip's names: t or F at each point of a map (time, frequency, channel); points beyond a threshold are joined to
 * clusters along time, frequency and neighbouring channels; a cluster's p value says how often permuted samples have one as large. The result is a container with the map of t or
 * F as its data, and the clusters in further datasets: {@link ClusterResult}. Permutation i has a random stream of (seed, i), so results have the same bytes on every backend.
 *
 * @param statistic what is computed at each point
 * @param numrandomization number of permutations, at least 1; if there are no more arrangements of the samples than that beside the observed one, each is taken once
 * @param clusteralpha probability of a point without effect to be beyond the threshold; half of it on either side for both tails; 0.05 by default
 * @param clustercritval a threshold of t or F instead of that of {@code clusteralpha}
 * @param tail which clusters are looked for
 * @param clusterstatistic what clusters are measured by
 * @param minnbchan how many neighbouring channels of a point must be beyond the threshold too for it to count; 0 by default
 * @param neighbours of the channels
 * @param alpha p below which a cluster is in the mask, half of it where both tails are tested apart; 0.05 by default
 * @param compat how p values are made
 * @param seed of the permutations
 */
public record ClusterStat(TestStatistic statistic, int numrandomization, double clusteralpha, OptionalDouble clustercritval, Tail tail, ClusterStatistic clusterstatistic, int minnbchan,
        Neighbours neighbours, double alpha, PValues compat, long seed) {
    static final String COMMAND = "clusterstat";
    /** FieldTrip has no default; this many give a p of 0.05 to about 0.007. */
    private static final int PERMUTATIONS = 1000;
    private static final double ALPHA = 0.05;
    private static final int MOST = 10_000_000;

    public ClusterStat {
        Objects.requireNonNull(statistic, "statistic");
        Objects.requireNonNull(clusterstatistic, "clusterstatistic");
        Objects.requireNonNull(neighbours, "neighbours");
        Objects.requireNonNull(compat, "compat");
        if (numrandomization < 1 || numrandomization > MOST) {
            throw new IllegalArgumentException(
                    "A test of " + numrandomization + " permutations is not possible. There are from 1 to " + MOST + "; 1000 are usual. Correct " + Setting.NUMRANDOMIZATION + ".");
        }
        requireProbability(clusteralpha, "The threshold of clusters", Setting.CLUSTERALPHA);
        if (tail != Tail.BOTH && statistic != TestStatistic.INDEPSAMPLES_F && clusteralpha >= 0.5) {
            throw new IllegalArgumentException(
                    "The threshold of clusters was asked for at the probability " + clusteralpha + " of one tail. That is a t of 0 or less, which every second point is beyond. Give"
                            + " less than 0.5; 0.05 is usual. Correct " + Setting.CLUSTERALPHA + ".");
        }
        requireProbability(alpha, "The mask", Setting.ALPHA);
        if (clustercritval.isPresent() && !(clustercritval.getAsDouble() > 0 && clustercritval.getAsDouble() < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "The critical value " + clustercritval.getAsDouble() + " cannot be a threshold of clusters. It is above 0; negative clusters are below its negative. Correct "
                            + Setting.CLUSTERCRITVAL + ".");
        }
        if (statistic == TestStatistic.INDEPSAMPLES_F && tail != Tail.POSITIVE) {
            throw new IllegalArgumentException("F is never negative, and negative clusters of it were asked for. Leave out " + Setting.TAIL + ", or give 1.");
        }
        if (minnbchan < 0 || minnbchan > 0 && neighbours.isNone()) {
            throw new IllegalArgumentException(
                    "minnbchan is " + minnbchan + (minnbchan < 0 ? ", and a point cannot have fewer than 0 neighbours." : ", but no channels are neighbours: no point would count.")
                            + " Give " + Setting.NEIGHBOURS + ", or leave out " + Setting.MINNBCHAN + ".");
        }
    }

    private static void requireProbability(double value, String what, Setting cure) {
        if (!(value > 0 && value < 1)) {
            throw new IllegalArgumentException(what + " was asked for at the probability " + value + ". A probability lies between 0 and 1; 0.05 is usual. Correct " + cure + ".");
        }
    }

    /** With the defaults of the other options. */
    public static ClusterStat of(TestStatistic statistic) {
        Tail tail = statistic == TestStatistic.INDEPSAMPLES_F ? Tail.POSITIVE : Tail.BOTH;
        return new ClusterStat(statistic, PERMUTATIONS, ALPHA, OptionalDouble.empty(), tail, ClusterStatistic.MAXSUM, 0, Neighbours.none(), ALPHA, PValues.FIELDTRIP, 0);
    }

    /** Dependent samples: two conditions of the same subjects in the same order, or one that is compared with 0. */
    public static ClusterStat depsamplesT() {
        return of(TestStatistic.DEPSAMPLES_T);
    }

    /** Independent samples of two groups. */
    public static ClusterStat indepsamplesT() {
        return of(TestStatistic.INDEPSAMPLES_T);
    }

    /** Independent samples of two or more groups. */
    public static ClusterStat indepsamplesF() {
        return of(TestStatistic.INDEPSAMPLES_F);
    }

    public ClusterStat numrandomization(int value) {
        return Copies.with(this, "numrandomization", value);
    }

    public ClusterStat clusteralpha(double value) {
        return Copies.with(this, "clusteralpha", value);
    }

    public ClusterStat clustercritval(double value) {
        return Copies.with(this, "clustercritval", OptionalDouble.of(value));
    }

    public ClusterStat tail(Tail value) {
        return Copies.with(this, "tail", value);
    }

    public ClusterStat clusterstatistic(ClusterStatistic value) {
        return Copies.with(this, "clusterstatistic", value);
    }

    public ClusterStat minnbchan(int value) {
        return Copies.with(this, "minnbchan", value);
    }

    public ClusterStat neighbours(Neighbours value) {
        return Copies.with(this, "neighbours", value);
    }

    public ClusterStat alpha(double value) {
        return Copies.with(this, "alpha", value);
    }

    public ClusterStat compat(PValues value) {
        return Copies.with(this, "compat", value);
    }

    public ClusterStat seed(long value) {
        return Copies.with(this, "seed", value);
    }

    /** Keywords and values, as the history has them. */
    public Map<String, Object> options() {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("statistic", statistic.label());
        options.put("numrandomization", numrandomization);
        options.put("clusteralpha", clusteralpha);
        options.put("clustercritval", clustercritval.isPresent() ? clustercritval.getAsDouble() : null);
        options.put("tail", tail == Tail.BOTH ? 0 : tail == Tail.POSITIVE ? 1 : -1);
        options.put("clusterstatistic", clusterstatistic.name().toLowerCase(Locale.ROOT));
        options.put("minnbchan", minnbchan);
        options.put("neighbours", neighbours.toString());
        options.put("alpha", alpha);
        options.put("compat", compat.name().toLowerCase(Locale.ROOT));
        options.put("seed", seed);
        return options;
    }

    /** p below which a cluster is in the mask. */
    double maskAlpha() {
        return tail == Tail.BOTH && compat == PValues.FIELDTRIP ? alpha / 2 : alpha;
    }

    /** Throws {@link IllegalArgumentException} if groups of these sizes cannot be compared so. */
    void requireFits(Conditions conditions) {
        int[] sizes = conditions.sizes();
        boolean dependent = statistic == TestStatistic.DEPSAMPLES_T;
        String has = statistic.label() + " was asked for of " + sizes.length + (sizes.length == 1 ? " group of samples" : " groups of samples") + " (" + conditions + ").";
        if (dependent && conditions.areTrials()) {
            throw new IllegalArgumentException(has + " Trials are independent samples: there are no pairs among them. Take " + Setting.INDEPSAMPLES_T + ".");
        }
        if (dependent && (sizes.length > 2 || sizes.length == 2 && sizes[0] != sizes[1])) {
            throw new IllegalArgumentException(
                    has + " Dependent samples are pairs: two groups with the same subjects in the same order, or one group that is compared with 0. Correct " + Setting.GROUP + ", or take "
                            + Setting.INDEPSAMPLES + ".");
        }
        if (statistic == TestStatistic.INDEPSAMPLES_T && sizes.length != 2 || statistic == TestStatistic.INDEPSAMPLES_F && sizes.length < 2) {
            throw new IllegalArgumentException(
                    has + (statistic == TestStatistic.INDEPSAMPLES_T ? " t compares two" : " F compares two or more") + ". Correct " + Setting.GROUP + " or " + Setting.CONDITION + ", or take another "
                            + Setting.STATISTIC + ".");
        }
        if (Arrays.stream(sizes).anyMatch(size -> size < 2)) {
            throw new IllegalArgumentException(has + " A group of one sample has no variance to compare with. Give at least 2 samples per group.");
        }
    }

    /**
     * Runs the test and returns the result's path.
     *
     * @throws IllegalArgumentException if the samples do not fit the statistic, or have no variance at a point
     * @throws IOException if the result cannot be written
     */
    public Path run(ParallelMap pmap, Conditions conditions, Path out) throws IOException {
        return analysis(conditions, ResultFile.at(out)).run(pmap);
    }

    /** The test of these samples, to be run or planned. Errors as for {@link #run}. */
    public Analysis analysis(Conditions conditions, ResultFile file) {
        requireFits(conditions);
        return new ClusterTest(this, conditions).analysis(file);
    }
}
