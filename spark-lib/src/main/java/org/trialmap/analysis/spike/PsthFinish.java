package org.trialmap.analysis.spike;

import java.io.IOException;
import java.util.Map;
import java.util.stream.IntStream;
import org.trialmap.array.ChunkGrid;
import org.trialmap.array.NdArray;
import org.trialmap.parallel.Reduction;
import org.trialmap.store.run.PartialResults;
import org.trialmap.store.run.PayloadAttempt;
import org.trialmap.task.Stacking;

/** Puts the histograms of all trials together, and their average and variance, summed trial after trial. */
record PsthFinish(SpikeTasks tasks, int bins, boolean keeptrials) implements Reduction {
    @Override
    public Map<String, NdArray> attributes() {
        return Map.of();
    }

    @Override
    public Stacking stacking() {
        int trials = tasks.spikes().trials().count();
        long[] rows = keeptrials ? IntStream.rangeClosed(0, tasks.size()).mapToLong(task -> (long) bins * Math.min(trials, tasks.first(task))).toArray() : new long[] {0, bins};
        return Stacking.rowsByChannels(rows, new ChunkGrid(trains(), trains()));
    }

    private int trains() {
        return tasks.spikes().trains().size();
    }

    @Override
    public Map<String, NdArray> write(PartialResults partial, PayloadAttempt container) throws IOException {
        NanMoments moments = new NanMoments(bins * trains());
        for (int task = 0; task < tasks.size(); task++) {
            NdArray histograms = partial.value(task, 0);
            moments.addValues((double[]) histograms.data());
            if (keeptrials) {
                container.add(task, histograms);
            }
        }
        moments.endOfMeans();
        for (int task = 0; task < tasks.size(); task++) {
            moments.addSquares((double[]) partial.value(task, 0).data());
        }
        NdArray avg = NdArray.of(moments.means(), bins, trains());
        if (!keeptrials) {
            container.add(0, avg);
        }
        return Map.of("avg", avg, "var", NdArray.of(moments.variances(), bins, trains()));
    }
}
