package org.trialmap.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.trialmap.array.ChunkGrid;
import org.trialmap.array.NdArray;
import org.trialmap.array.Shape;
import org.trialmap.parallel.Reduction;
import org.trialmap.store.run.AnnotatedValue;
import org.trialmap.task.Stacking;

/** Puts the sums of all tasks together to the mean over trials. */
final class TrialMean implements Reduction<double[]> {
    static final String NAN_LEFT_OUT = "nan_left_out";

    private final TrialBlocks blocks;
    private final ResultForm mean;
    private final int trials;
    private final ChunkGrid grid;
    private final Map<String, NdArray> attributes;
    private final List<SumTree> chunks = new ArrayList<>();
    private final SortedSet<Integer> nanTrials = new TreeSet<>();

    /**
     * @param mean form of the mean
     * @param trials how many there are
     * @param attributes of the data
     */
    TrialMean(TrialBlocks blocks, ResultForm mean, int trials, ChunkGrid grid, Map<String, NdArray> attributes) {
        this.blocks = blocks;
        this.mean = mean;
        this.trials = trials;
        this.grid = grid;
        this.attributes = attributes;
        for (int c = 0; c < grid.count(); c++) {
            chunks.add(new SumTree());
        }
    }

    @Override
    public void add(int task, double[] sums) {
        int chunk = blocks.chunk(task);
        int own = (int) grid.size(chunk);
        int length = values(own) + own;
        for (int i = length; i < sums.length; i++) {
            nanTrials.add((int) sums[i]);
        }
        chunks.get(chunk).add(blocks.block(task), sums.length == length ? sums : Arrays.copyOf(sums, length));
    }

    /** Numbers of a mean with so many channels. */
    private int values(int channels) {
        return Shape.size(Shape.toInt(Shape.concat(Shape.concat(mean.rows(), mean.core()), new long[] {channels}))) * mean.dtype().width();
    }

    @Override
    public Map<String, NdArray> attributes() {
        return attributes;
    }

    @Override
    public Stacking stacking() {
        return Stacking.rowsByChannels(new long[] {0, mean.rows()[0]}, new ChunkGrid(mean.channels(), mean.channels()));
    }

    @Override
    public Object result() {
        long[] shape = Shape.concat(Shape.concat(mean.rows(), mean.core()), new long[] {mean.channels()});
        NdArray result = NdArray.zeros(mean.dtype(), Shape.toInt(shape));
        int width = mean.dtype().width();
        int[] leftOut = new int[mean.channels()];
        for (int c = 0; c < grid.count(); c++) {
            double[] sums = chunks.get(c).sum();
            int channels = (int) grid.size(c);
            int own = channels * width;
            int values = values(channels);
            for (int k = 0; k < channels; k++) {
                leftOut[(int) grid.start(c) + k] = (int) sums[values + k];
            }
            for (int i = 0; i < values; i++) {
                int channel = (int) grid.start(c) + i % own / width;
                put(result.data(), (i / own * mean.channels() + channel) * width + i % width, mean(sums[i], leftOut[channel]));
            }
        }
        return nanTrials.isEmpty() ? result : new AnnotatedValue(result, Map.of(BlockFunction.NAN_TRIALS,
                nanTrials.stream().mapToInt(Integer::intValue).toArray(), NAN_LEFT_OUT, leftOut));
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
