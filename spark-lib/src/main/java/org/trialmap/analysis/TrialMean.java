package org.trialmap.analysis;

import java.util.ArrayList;
import java.util.List;
import org.trialmap.array.ChunkGrid;
import org.trialmap.array.NdArray;
import org.trialmap.array.Shape;
import org.trialmap.parallel.Reduction;
import org.trialmap.task.Stacking;

/** Puts the sums of all tasks together to the mean over trials. */
final class TrialMean implements Reduction<double[]> {
    private final TrialBlocks blocks;
    private final ResultForm mean;
    private final int trials;
    private final ChunkGrid grid;
    private final List<SumTree> chunks = new ArrayList<>();

    /**
     * @param mean form of the mean
     * @param trials how many there are
     */
    TrialMean(TrialBlocks blocks, ResultForm mean, int trials, ChunkGrid grid) {
        this.blocks = blocks;
        this.mean = mean;
        this.trials = trials;
        this.grid = grid;
        for (int c = 0; c < grid.count(); c++) {
            chunks.add(new SumTree());
        }
    }

    @Override
    public void add(int task, double[] sums) {
        chunks.get(blocks.chunk(task)).add(blocks.block(task), sums);
    }

    @Override
    public Stacking stacking() {
        return Stacking.rowsByChannels(new long[] {0, mean.rows()[0]}, new ChunkGrid(mean.channels(), mean.channels()));
    }

    @Override
    public NdArray result() {
        long[] shape = Shape.concat(Shape.concat(mean.rows(), mean.core()), new long[] {mean.channels()});
        NdArray result = NdArray.zeros(mean.dtype(), Shape.toInt(shape));
        int width = mean.dtype().width();
        for (int c = 0; c < grid.count(); c++) {
            double[] sums = chunks.get(c).sum();
            int own = (int) grid.size(c) * width;
            for (int i = 0; i < sums.length; i++) {
                put(result.data(), i / own * mean.channels() * width + (int) grid.start(c) * width + i % own, sums[i] / trials);
            }
        }
        return result;
    }

    private static void put(Object data, int at, double value) {
        if (data instanceof float[] floats) {
            floats[at] = (float) value;
        } else {
            ((double[]) data)[at] = value;
        }
    }
}
