package org.trialmap.analysis;

import java.util.BitSet;
import java.util.Map;
import java.util.TreeSet;
import org.trialmap.analysis.TrialBlocks.Block;
import org.trialmap.analysis.support.NanValues;
import org.trialmap.analysis.support.SumTree;
import org.trialmap.array.NdArray;
import org.trialmap.array.Shape;
import org.trialmap.store.run.AnnotatedValue;
import org.trialmap.task.ContextFunction;
import org.trialmap.task.Fingerprint;
import org.trialmap.task.Identifiable;
import org.trialmap.task.NamedFunction;
import org.trialmap.task.TaskContext;
import org.trialmap.trial.TrialChunk;

/**
 * Sums the results of one task's trials in double: first {@code leaf} trials one after the other, then these sums as {@link SumTree} has it. A channel that
 * has NaN in a trial's result is left out. Gives the sums, then for each channel how many trials were left out; notes the trials concerned.
 *
 * @param leaf a power of two that depends on the trials alone, not on how they are cut into tasks
 */
record TrialSum(BlockFunction trials, int leaf) implements ContextFunction<Block, Object>, NamedFunction, Identifiable {
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
    public void fingerprint(Fingerprint fingerprint) {
        trials.fingerprint(fingerprint);
        fingerprint.add("mean").add(leaf);
    }

    @Override
    public Object apply(Block block, TaskContext context) throws Exception {
        SumTree tree = new SumTree();
        TreeSet<Integer> nanTrials = new TreeSet<>();
        int count = block.trials().size();
        int values = Shape.size(trials.shape(block.rows(0), block)) * trials.dtype().width();
        Sums[] sums = new Sums[1];
        trials.forEach(block, (k, trial, function, spoilt) -> {
            if (k % leaf == 0) {
                sums[0] = new Sums(new double[values + trials.channels(block)], values);
            }
            if (spoilt) {
                sums[0].addWhole(trial, trials.result(block, k, trial, function), nanTrials);
            } else if (!function.add(trial, sums[0].vector)) {
                sums[0].add(trials.result(block, k, trial, function).data());
            }
            if (k % leaf == leaf - 1 || k == count - 1) {
                tree.add(k / leaf, sums[0].vector);
            }
        });
        double[] sum = tree.sum();
        return nanTrials.isEmpty() ? sum : new AnnotatedValue(sum, Map.of(BlockFunction.NAN_TRIALS, nanTrials.stream().mapToInt(Integer::intValue).toArray()));
    }

    /** Sums of {@code values} values, then the counts. */
    private record Sums(double[] vector, int values) {
        /** The channels without NaN. */
        void addWhole(TrialChunk trial, NdArray result, TreeSet<Integer> nanTrials) {
            int channels = vector.length - values;
            int width = result.dtype().width();
            BitSet left = NanValues.channels(result.data(), 0, values, channels, width);
            if (!left.isEmpty()) {
                nanTrials.add(trial.trial());
                NanValues.clear(result.data(), left, channels, width);
                left.stream().forEach(channel -> vector[values + channel]++);
            }
            add(result.data());
        }

        void add(Object result) {
            if (result instanceof float[] floats) {
                for (int i = 0; i < values; i++) {
                    vector[i] += floats[i];
                }
            } else {
                double[] doubles = (double[]) result;
                for (int i = 0; i < values; i++) {
                    vector[i] += doubles[i];
                }
            }
        }
    }
}
