package org.trialmap.analysis.statistics;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.trialmap.analysis.Analysis;
import org.trialmap.analysis.Provenance;
import org.trialmap.analysis.ResultFile;
import org.trialmap.analysis.ResultForm;
import org.trialmap.analysis.Stage;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.setting.Setting;
import org.trialmap.signal.statistics.Arrangements;
import org.trialmap.signal.statistics.ClusterFinder;
import org.trialmap.signal.statistics.PointGrid;
import org.trialmap.signal.statistics.SampleRows;
import org.trialmap.signal.statistics.TestStatistic;
import org.trialmap.trial.History;

/** A test of samples: all that tasks and the result are made of. */
final class ClusterTest {
    private final ClusterStat options;
    private final Conditions conditions;
    private final double[][] rows;
    private final Arrangements arrangements;
    private final PointGrid grid;
    private final ClusterFinder.Rule rule;

    /** @throws IllegalArgumentException if samples have no variance at a point, or the neighbours do not fit the channels */
    ClusterTest(ClusterStat options, Conditions conditions) {
        this.options = options;
        this.conditions = conditions;
        MapAxes axes = conditions.axes();
        this.grid = new PointGrid(axes.times().length, axes.frequencies(), options.neighbours().joined(axes.channels()));
        double[][] values = conditions.groups().stream().flatMap(group -> group.values().stream()).map(double[]::clone).toArray(double[][]::new);
        boolean paired = options.statistic() == TestStatistic.DEPSAMPLES_T;
        boolean differences = paired && conditions.sizes().length == 2;
        this.rows = differences ? SampleRows.differences(values) : values;
        int[] sizes = paired ? new int[] {rows.length} : conditions.sizes();
        requireVariance(SampleRows.prepare(options.statistic(), rows, sizes), differences);
        this.arrangements = Arrangements.of(options.statistic(), sizes, options.numrandomization());
        double threshold = options.clustercritval().orElseGet(() -> options.statistic().threshold(options.clusteralpha(), options.tail(), sizes));
        this.rule = new ClusterFinder.Rule(threshold, options.tail(), options.clusterstatistic(), options.minnbchan());
    }

    private void requireVariance(int point, boolean differences) {
        if (point >= 0) {
            throw new IllegalArgumentException("At " + conditions.axes().where(point) + " all samples of a group have the same " + (differences ? "difference" : "value")
                    + ", so they have no variance, and t and F are infinite. Leave that point out with " + Setting.CHANNELS + ", " + Setting.LATENCY + " or " + Setting.FREQUENCY
                    + ", or correct the files.");
        }
    }

    Analysis analysis(ResultFile file) {
        Map<String, Object> described = new LinkedHashMap<>(options.options());
        described.put("groups", conditions.described());
        History.Step step = new History.Step(ClusterStat.COMMAND, described, Provenance.version(), Optional.empty(), Optional.of(Instant.now()));
        ResultForm form = conditions.axes().form(History.NONE.with(step));
        return Analysis.of(conditions.paths(), form, file, this::on);
    }

    private Stage<PermutationRange> on(ParallelMap pmap) {
        PermutationRange.All ranges = PermutationRange.All.of(arrangements.count(), (long) rows.length * grid.points());
        Permuting function = new Permuting(pmap.share(rows), options.statistic(), arrangements, grid, rule, options.seed());
        ClusterReduction reduction = new ClusterReduction(options, conditions.axes(), rows, arrangements, grid, rule, ranges);
        return new Stage<>(pmap, ranges, function, Optional.of(reduction), words());
    }

    private Map<String, String> words() {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("samples", conditions.toString());
        words.put("map",
                grid.times() + " times x " + grid.frequencies() + " frequencies x " + grid.channels() + " channels, " + (8L * grid.points() * rows.length >> 20) + " MiB of samples in each process");
        words.put("permuted", arrangements.count() + (arrangements.exact() ? " times, all that there are" : " times, at random"));
        words.put("threshold", Double.toString(rule.threshold()));
        return words;
    }
}
