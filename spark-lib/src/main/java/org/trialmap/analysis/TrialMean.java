package org.trialmap.analysis;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import org.trialmap.analysis.support.SumTree;
import org.trialmap.array.ChunkGrid;
import org.trialmap.array.NdArray;
import org.trialmap.array.Shape;
import org.trialmap.parallel.Reduction;
import org.trialmap.store.run.AnnotatedValue;
import org.trialmap.store.run.PartialResults;
import org.trialmap.store.run.PayloadAttempt;
import org.trialmap.task.Stacking;

/**
 * Puts the sums of all tasks together to the mean over trials.
 *
 * @param mean form of the mean
 * @param trials how many there are
 * @param attributes of the data
 * @param finish what is made of the mean
 */
record TrialMean(TrialBlocks blocks, ResultForm mean, int trials, ChunkGrid grid, Map<String, NdArray> attributes, Function<NdArray, SummedMethod.Finished> finish) implements Reduction {
    static final String NAN_LEFT_OUT = "nan_left_out";

    @Override
    public Stacking stacking() {
        return Stacking.rowsByChannels(new long[] {0, mean.rows()[0]}, new ChunkGrid(mean.channels(), mean.channels()));
    }

    @Override
    public Map<String, NdArray> write(PartialResults partial, PayloadAttempt container) throws IOException {
        NdArray result = NdArray.zeros(mean.dtype(), Shape.toInt(mean.shape()));
        int[] leftOut = new int[mean.channels()];
        for (int chunk = 0; chunk < grid.count(); chunk++) {
            put(sums(partial, chunk), chunk, result.data(), leftOut);
        }
        SummedMethod.Finished finished = finish.apply(result);
        container.add(0, Arrays.stream(leftOut).allMatch(count -> count == 0) ? finished.data() : new AnnotatedValue(finished.data(), Map.of(NAN_LEFT_OUT, leftOut)));
        return finished.datasets();
    }

    private double[] sums(PartialResults partial, int chunk) throws IOException {
        SumTree tree = new SumTree();
        for (int task = chunk; task < blocks.size(); task += grid.count()) {
            tree.add(blocks.block(task), (double[]) partial.value(task, 0).data());
        }
        return tree.sum();
    }

    /** The sums of a chunk: values, whose last axis is its channels, then the trials that were left out. */
    private void put(double[] sums, int chunk, Object data, int[] leftOut) {
        int first = (int) grid.start(chunk);
        int channels = (int) grid.size(chunk);
        int width = mean.dtype().width();
        int own = channels * width;
        int values = sums.length - channels;
        for (int k = 0; k < channels; k++) {
            leftOut[first + k] = (int) sums[values + k];
        }
        for (int i = 0; i < values; i++) {
            int channel = first + i % own / width;
            put(data, (i / own * mean.channels() + channel) * width + i % width, mean(sums[i], leftOut[channel]));
        }
    }

    private double mean(double sum, int leftOut) {
        return leftOut == trials ? Double.NaN : sum / (trials - leftOut);
    }

    private static void put(Object data, int at, double value) {
        if (data instanceof float[] floats) {
            floats[at] = (float) value;
        } else {
            ((double[]) data)[at] = value;
        }
    }
}
