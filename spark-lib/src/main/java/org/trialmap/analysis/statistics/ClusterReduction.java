package org.trialmap.analysis.statistics;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.trialmap.array.ChunkGrid;
import org.trialmap.array.NdArray;
import org.trialmap.parallel.Reduction;
import org.trialmap.signal.statistics.Arrangements;
import org.trialmap.signal.statistics.ClusterFinder;
import org.trialmap.signal.statistics.PointGrid;
import org.trialmap.signal.statistics.StatisticMap;
import org.trialmap.store.run.PartialResults;
import org.trialmap.store.run.PayloadAttempt;
import org.trialmap.task.Stacking;

/** Compares the observed clusters with the largest ones of all permutations. */
record ClusterReduction(ClusterStat options, MapAxes axes, double[][] rows, Arrangements arrangements, PointGrid grid, ClusterFinder.Rule rule, PermutationRange.All ranges) implements Reduction {
    static final String LABELS = "labels";
    static final String MASK = "mask";
    static final String LABEL = "cluster_label";
    static final String STAT = "cluster_stat";
    static final String SIZE = "cluster_size";
    static final String P = "cluster_p";

    @Override
    public Map<String, NdArray> attributes() {
        Map<String, NdArray> attributes = new LinkedHashMap<>();
        attributes.put("statistic", NdArray.from(options.statistic().label()));
        attributes.put("clustercritval", NdArray.from(rule.threshold()));
        attributes.put("permutations", NdArray.from(arrangements.count()));
        attributes.put("exact", NdArray.from(arrangements.exact()));
        return attributes;
    }

    @Override
    public Stacking stacking() {
        return Stacking.rowsByChannels(new long[] {0, axes.times().length}, new ChunkGrid(grid.channels(), grid.channels()));
    }

    @Override
    public Map<String, NdArray> write(PartialResults partial, PayloadAttempt container) throws IOException {
        double[] largest = new double[arrangements.count()];
        double[] smallest = new double[arrangements.count()];
        for (int task = 0; task < ranges.size(); task++) {
            PermutationRange range = ranges.get(task);
            System.arraycopy(partial.value(task, 0).data(), 0, largest, range.first(), range.count());
            System.arraycopy(partial.value(task, 1).data(), 0, smallest, range.first(), range.count());
        }
        double[] map = new double[grid.points()];
        new StatisticMap(options.statistic(), rows, arrangements.sizes()).compute(arrangements.flips() ? new int[rows.length] : arrangements.observed(), map);
        ClusterFinder.Clusters clusters = new ClusterFinder(grid, rule).find(map);
        container.add(0, NdArray.of(map, axes.shape()));
        return datasets(clusters, options.compat().of(clusters.statistics(), largest, smallest), largest, smallest);
    }

    private Map<String, NdArray> datasets(ClusterFinder.Clusters clusters, double[] p, double[] largest, double[] smallest) {
        Map<String, NdArray> datasets = new LinkedHashMap<>();
        datasets.put("time", NdArray.of(axes.times(), axes.times().length));
        datasets.put(LABELS, NdArray.of(clusters.labels(), axes.shape()));
        datasets.put(MASK, NdArray.of(mask(clusters, p), axes.shape()));
        datasets.put(LABEL, NdArray.of(IntStream.range(0, p.length).map(clusters::label).toArray(), p.length));
        datasets.put(STAT, NdArray.of(clusters.statistics(), p.length));
        datasets.put(SIZE, NdArray.of(clusters.sizes(), p.length));
        datasets.put(P, NdArray.of(p, p.length));
        if (options.tail().hasPositive()) {
            datasets.put("posdistribution", NdArray.of(largest, largest.length));
        }
        if (options.tail().hasNegative()) {
            datasets.put("negdistribution", NdArray.of(smallest, smallest.length));
        }
        return datasets;
    }

    private boolean[] mask(ClusterFinder.Clusters clusters, double[] p) {
        boolean[] mask = new boolean[clusters.labels().length];
        for (int i = 0; i < mask.length; i++) {
            int label = clusters.labels()[i];
            mask[i] = label != 0 && p[label > 0 ? label - 1 : clusters.positive() - label - 1] < options.maskAlpha();
        }
        return mask;
    }
}
