package org.trialmap.analysis;

import java.util.Arrays;
import org.trialmap.analysis.TrialBlocks.Block;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.array.Shape;
import org.trialmap.parallel.Named;
import org.trialmap.task.ContextFunction;
import org.trialmap.task.TaskContext;
import org.trialmap.trial.TrialChunk;

/** Computes the trials of one task, one after the other, into one array, which is valid until the next task: results are saved, not handed back. */
record BlockFunction(String name, TrialFunction method, DType dtype, long[] core, SpareArray spare) implements ContextFunction<Block, NdArray>, Named {

    BlockFunction(String name, TrialFunction method, DType dtype, long[] core) {
        this(name, method, dtype, core, new SpareArray());
    }

    /** Takes the result of one trial. */
    interface Sink {
        /** @param k number of the trial within the block */
        void take(int k, NdArray result);
    }

    @Override
    public String function() {
        return method.getClass().getName();
    }

    @Override
    public NdArray apply(Block block, TaskContext context) throws Exception {
        if (block.trials().size() == 1) {
            NdArray[] only = new NdArray[1];
            forEach(block, (k, result) -> only[0] = result);
            return only[0];
        }
        NdArray all = spare.of(dtype, shape(block.allRows(), block));
        int[] at = new int[1];
        forEach(block, (k, result) -> {
            int length = result.size() * dtype.width();
            System.arraycopy(result.data(), 0, all.data(), at[0], length);
            at[0] += length;
        });
        return all;
    }

    /** Hands over the checked result of each trial. */
    void forEach(Block block, Sink sink) throws Exception {
        TrialFunction function = method.forTask();
        int first = block.trials().first();
        block.trials().forEach((position, trial) -> {
            try {
                NdArray result = function.apply(trial);
                check(trial, result, shape(block.rows(position - first), block));
                sink.take(position - first, result);
            } catch (Exception e) {
                throw block.trials().size() == 1 ? e : new TrialFailedException(trial, e);
            }
        });
    }

    private int[] shape(long rows, Block block) {
        return Shape.toInt(Shape.concat(Shape.concat(new long[] {rows}, core), new long[] {block.trials().channels()}));
    }

    private void check(TrialChunk trial, NdArray result, int[] expected) {
        if (result.dtype() != dtype || !Arrays.equals(result.shape(), expected)) {
            throw new IllegalArgumentException(name + " gave " + result + " for " + trial + ", its form says " + dtype + " "
                    + Shape.format(Shape.toLong(expected)) + ". Correct the function or the form that the method declares.");
        }
    }
}
