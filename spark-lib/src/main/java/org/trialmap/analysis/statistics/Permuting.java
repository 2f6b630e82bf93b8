package org.trialmap.analysis.statistics;

import java.util.LinkedHashMap;
import java.util.Map;
import org.trialmap.signal.statistics.Arrangements;
import org.trialmap.signal.statistics.ClusterFinder;
import org.trialmap.signal.statistics.PValues;
import org.trialmap.signal.statistics.PointGrid;
import org.trialmap.signal.statistics.StatisticMap;
import org.trialmap.signal.statistics.TestStatistic;
import org.trialmap.task.ContextFunction;
import org.trialmap.task.Fingerprint;
import org.trialmap.task.Identifiable;
import org.trialmap.task.NamedFunction;
import org.trialmap.task.RandomAlgorithm;
import org.trialmap.task.Shared;
import org.trialmap.task.TaskContext;

/** The largest clusters of some permutations, each with a random stream of its own. */
record Permuting(Shared<double[][]> samples, TestStatistic statistic, Arrangements arrangements, PointGrid grid, ClusterFinder.Rule rule, long seed)
        implements ContextFunction<PermutationRange, Object>, NamedFunction, Identifiable {
    static final String LARGEST = "largest";
    static final String SMALLEST = "smallest";

    @Override
    public String name() {
        return ClusterStat.COMMAND;
    }

    @Override
    public String function() {
        return name() + "/" + statistic.label();
    }

    @Override
    public void fingerprint(Fingerprint fingerprint) {
        fingerprint.add(samples).add(arrangements.sizes()).add(arrangements.count()).add(arrangements.exact()).add(grid.times()).add(grid.frequencies()).add(grid.neighbours());
        fingerprint.add(rule.threshold()).add(rule.tail().name()).add(rule.statistic().name()).add(rule.minnbchan()).add(seed);
    }

    @Override
    public Object apply(PermutationRange range, TaskContext context) {
        StatisticMap statistics = new StatisticMap(statistic, samples.value(), arrangements.sizes());
        ClusterFinder finder = new ClusterFinder(grid, rule);
        double[] map = new double[grid.points()];
        double[] largest = new double[range.count()];
        double[] smallest = new double[range.count()];
        for (int i = 0; i < range.count(); i++) {
            int permutation = range.first() + i;
            statistics.compute(arrangements.permutation(permutation, RandomAlgorithm.XOSHIRO256PP.stream(seed, permutation)), map);
            PValues.Observed extremes = finder.extremes(map);
            largest[i] = extremes.largest();
            smallest[i] = extremes.smallest();
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put(LARGEST, largest);
        result.put(SMALLEST, smallest);
        return result;
    }
}
