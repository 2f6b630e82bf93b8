package org.trialmap.analysis.spike;

import java.io.IOException;
import java.util.Map;
import org.trialmap.array.ChunkGrid;
import org.trialmap.array.NdArray;
import org.trialmap.parallel.Reduction;
import org.trialmap.setting.Setting;
import org.trialmap.spike.SpikeStatistics;
import org.trialmap.store.run.PartialResults;
import org.trialmap.store.run.PayloadAttempt;
import org.trialmap.task.Stacking;

/**
 * Adds the sums of all tasks, one after the other, and makes pairwise phase consistencies of them.
 *
 * @param bins number of frequencies
 * @param channels of the recording
 */
record PpcFinish(SpikeTasks tasks, int bins, int channels) implements Reduction {
    @Override
    public Map<String, NdArray> attributes() {
        return Map.of();
    }

    @Override
    public Stacking stacking() {
        return Stacking.rowsByChannels(new long[] {0, 1}, new ChunkGrid(channels, channels));
    }

    @Override
    public Map<String, NdArray> write(PartialResults partial, PayloadAttempt container) throws IOException {
        int trains = tasks.spikes().trains().size();
        int perPair = 1 + 2 * bins;
        double[] sums = new double[trains * channels * perPair];
        for (int task = 0; task < tasks.size(); task++) {
            double[] more = (double[]) partial.value(task, 0).data();
            for (int i = 0; i < sums.length; i++) {
                sums[i] += more[i];
            }
        }
        double[] ppc = new double[bins * trains * channels];
        long[] spikes = new long[trains * channels];
        long most = 0;
        for (int pair = 0; pair < spikes.length; pair++) {
            int at = pair * perPair;
            spikes[pair] = (long) sums[at];
            most = Math.max(most, spikes[pair]);
            for (int b = 0; b < bins; b++) {
                ppc[b * spikes.length + pair] = spikes[pair] < 2 ? Double.NaN : SpikeStatistics.ppc(sums[at + 1 + 2 * b], sums[at + 2 + 2 * b], spikes[pair]);
            }
        }
        if (most < 2) {
            throw new IllegalArgumentException(
                    "No unit has two spikes around which the recording has a whole window without NaN, and phases are compared in pairs. Choose a shorter window with " + Setting.TIMWIN
                            + ", or more trials.");
        }
        container.add(0, NdArray.of(ppc, 1, bins, trains, channels));
        return Map.of("spikes", NdArray.of(spikes, trains, channels));
    }
}
