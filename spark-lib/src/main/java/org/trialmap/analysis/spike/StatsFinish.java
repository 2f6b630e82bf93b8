package org.trialmap.analysis.spike;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.trialmap.array.ChunkGrid;
import org.trialmap.array.NdArray;
import org.trialmap.parallel.Reduction;
import org.trialmap.spike.SpikeStatistics;
import org.trialmap.store.run.PartialResults;
import org.trialmap.store.run.PayloadAttempt;
import org.trialmap.task.Stacking;

/**
 * Puts the numbers of all trials together, trial after trial.
 *
 * @param seconds of each trial that are in the window; 0 for none
 * @param fano whether these are equal, so that counts can be compared
 */
record StatsFinish(SpikeTasks tasks, double[] seconds, boolean fano) implements Reduction {
    @Override
    public Map<String, NdArray> attributes() {
        return Map.of();
    }

    private int trains() {
        return tasks.spikes().trains().size();
    }

    @Override
    public Stacking stacking() {
        return Stacking.rowsByChannels(new long[] {0, seconds.length}, new ChunkGrid(trains(), trains()));
    }

    @Override
    public Map<String, NdArray> write(PartialResults partial, PayloadAttempt container) throws IOException {
        int trains = trains();
        Intervals[] intervals = new Intervals[trains];
        Arrays.setAll(intervals, train -> new Intervals());
        long[][] counts = new long[trains][seconds.length];
        double[] rates = new double[seconds.length * trains];
        for (int task = 0; task < tasks.size(); task++) {
            double[] values = (double[]) partial.value(task, 0).data();
            for (int i = 0; i < values.length / StatsKernel.ROWS; i++) {
                int train = i % trains;
                int trial = tasks.first(task) + i / trains;
                int at = i / trains * StatsKernel.ROWS * trains + train;
                counts[train][trial] = (long) values[at];
                rates[trial * trains + train] = seconds[trial] > 0 ? values[at] / seconds[trial] : Double.NaN;
                intervals[train].add((long) values[at + trains], values[at + 2 * trains], values[at + 3 * trains]);
            }
        }
        container.add(0, NdArray.of(rates, seconds.length, trains));
        return datasets(counts, intervals);
    }

    private Map<String, NdArray> datasets(long[][] counts, Intervals[] intervals) {
        int trains = counts.length;
        double all = Arrays.stream(seconds).sum();
        int[] seen = IntStream.range(0, seconds.length).filter(k -> seconds[k] > 0).toArray();
        Map<String, NdArray> datasets = new LinkedHashMap<>();
        datasets.put("spikes", NdArray.of(Arrays.stream(counts).mapToLong(own -> Arrays.stream(own).sum()).toArray(), trains));
        datasets.put("mean_firing_rate", NdArray.of(Arrays.stream(counts).mapToDouble(own -> Arrays.stream(own).sum() / all).toArray(), trains));
        datasets.put("isi_mean", NdArray.of(Arrays.stream(intervals).mapToDouble(Intervals::mean).toArray(), trains));
        datasets.put("cv", NdArray.of(Arrays.stream(intervals).mapToDouble(Intervals::cv).toArray(), trains));
        if (fano) {
            datasets.put("fanofactor", NdArray.of(Arrays.stream(counts).mapToDouble(own -> SpikeStatistics.fanofactor(Arrays.stream(seen).mapToLong(k -> own[k]).toArray())).toArray(), trains));
        }
        return datasets;
    }
}
