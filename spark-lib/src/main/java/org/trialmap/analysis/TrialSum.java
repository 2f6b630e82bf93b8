package org.trialmap.analysis;

import org.trialmap.analysis.TrialBlocks.Block;
import org.trialmap.array.Shape;
import org.trialmap.parallel.Named;
import org.trialmap.task.ContextFunction;
import org.trialmap.task.TaskContext;

/**
 * Sums the results of one task's trials in double: first {@code leaf} trials one after the other, then these sums as {@link SumTree} has it.
 *
 * @param leaf a power of two that depends on the trials alone, not on how they are cut into tasks
 */
record TrialSum(BlockFunction trials, int leaf) implements ContextFunction<Block, double[]>, Named {
    @Override
    public String name() {
        return trials.name();
    }

    @Override
    public Class<?> code() {
        return trials.code();
    }

    @Override
    public String function() {
        return trials.function();
    }

    @Override
    public double[] apply(Block block, TaskContext context) throws Exception {
        SumTree tree = new SumTree();
        int count = block.trials().size();
        double[][] sums = new double[1][];
        int length = Shape.size(trials.shape(block.rows(0), block)) * trials.dtype().width();
        trials.forEach(block, (k, trial, function) -> {
            if (k % leaf == 0) {
                sums[0] = new double[length];
            }
            if (function instanceof PlacedFunction.Summed placed && placed.places(trial)) {
                placed.add(trial, sums[0]);
            } else {
                add(trials.result(block, k, trial, function).data(), sums[0]);
            }
            if (k % leaf == leaf - 1 || k == count - 1) {
                tree.add(k / leaf, sums[0]);
            }
        });
        return tree.sum();
    }

    private static void add(Object values, double[] sums) {
        if (values instanceof float[] floats) {
            for (int i = 0; i < sums.length; i++) {
                sums[i] += floats[i];
            }
        } else {
            double[] doubles = (double[]) values;
            for (int i = 0; i < sums.length; i++) {
                sums[i] += doubles[i];
            }
        }
    }
}
