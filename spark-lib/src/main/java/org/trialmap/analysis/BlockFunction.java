package org.trialmap.analysis;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeSet;
import org.trialmap.analysis.TrialBlocks.Block;
import org.trialmap.analysis.support.NanValues;
import org.trialmap.analysis.support.OutputBuffer;
import org.trialmap.analysis.support.TrialFailedException;
import org.trialmap.array.DType;
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
 * Computes the trials of one task, one after the other, into one array, which is valid until the next task: results are saved, not handed back. Notes the
 * trials that have NaN in it.
 *
 * @param made number of channels that the method makes of all those of a trial; 0: its results have the channels of the block
 */
record BlockFunction(String name, MethodIdentity identity, TrialFunction method, DType dtype, long[] core, NanPolicy nan, int made)
        implements ContextFunction<Block, Object>, NamedFunction, Identifiable {
    static final String NAN_TRIALS = "nan_trials";

    /** Works on one trial of a block. */
    interface Work {
        /**
         * @param k number of the trial within the block
         * @param function with the tables of this task
         * @param spoilt whether the trial has NaN
         */
        void on(int k, TrialChunk trial, TrialFunction function, boolean spoilt) throws Exception;
    }

    @Override
    public Class<?> code() {
        return method.getClass();
    }

    @Override
    public String function() {
        return identity.name();
    }

    @Override
    public void fingerprint(Fingerprint fingerprint) {
        fingerprint.add(identity.digest()).add(dtype.toString()).add(core).add(nan.toString());
    }

    @Override
    public Object apply(Block block, TaskContext context) throws Exception {
        return apply(block, method.forTask());
    }

    /** @param own the function with the tables of this task */
    Object apply(Block block, TrialFunction own) throws Exception {
        TreeSet<Integer> nanTrials = new TreeSet<>();
        NdArray all = block.trials().size() == 1 ? only(block, own, nanTrials) : all(block, own, nanTrials);
        return nanTrials.isEmpty() ? all : new AnnotatedValue(all, Map.of(NAN_TRIALS, nanTrials.stream().mapToInt(Integer::intValue).toArray()));
    }

    private NdArray only(Block block, TrialFunction own, TreeSet<Integer> nanTrials) throws Exception {
        NdArray[] only = new NdArray[1];
        forEach(block, own, nan, (k, trial, function, spoilt) -> {
            only[0] = result(block, k, trial, function);
            if (spoilt) {
                note(trial, only[0].data(), 0, only[0].size() * dtype.width(), nanTrials);
            }
        });
        return only[0];
    }

    private NdArray all(Block block, TrialFunction own, TreeSet<Integer> nanTrials) throws Exception {
        NdArray all = OutputBuffer.of(dtype, shape(block.allRows(), block));
        int[] at = new int[1];
        forEach(block, own, nan, (k, trial, function, spoilt) -> {
            int length = Shape.size(shape(block.rows(k), block)) * dtype.width();
            if (!function.place(trial, all.data(), at[0])) {
                System.arraycopy(result(block, k, trial, function).data(), 0, all.data(), at[0], length);
            }
            if (spoilt) {
                note(trial, all.data(), at[0], at[0] + length, nanTrials);
            }
            at[0] += length;
        });
        return all;
    }

    private void note(TrialChunk trial, Object array, int from, int to, TreeSet<Integer> nanTrials) {
        if (!NanValues.channels(array, from, to, trial.channels(), dtype.width()).isEmpty()) {
            NanValues.unify(array, from, to);
            nanTrials.add(trial.trial());
        }
    }

    /** Reads the trials one after the other; what fails says which it was. */
    void forEach(Block block, Work work) throws Exception {
        forEach(block, method.forTask(), nan, work);
    }

    private static void forEach(Block block, TrialFunction function, NanPolicy nan, Work work) throws Exception {
        int first = block.trials().first();
        block.trials().forEach((position, trial) -> {
            try {
                work.on(position - first, trial, function, function.isSpoilt(trial, nan));
            } catch (Exception e) {
                throw block.trials().size() == 1 ? e : new TrialFailedException(trial, e);
            }
        });
    }

    /** The checked result of trial {@code k} of the block. */
    NdArray result(Block block, int k, TrialChunk trial, TrialFunction function) throws Exception {
        NdArray result = function.apply(trial);
        int[] expected = shape(block.rows(k), block);
        if (result.dtype() != dtype || !Arrays.equals(result.shape(), expected)) {
            throw new IllegalArgumentException(name + " gave " + result + " for " + trial + ", its form says " + dtype + " "
                    + Shape.format(Shape.toLong(expected)) + ". Correct the function or the form that the method declares.");
        }
        return result;
    }

    /** Shape of a result with so many rows. */
    int[] shape(long rows, Block block) {
        return Shape.toInt(Shape.concat(Shape.concat(new long[] {rows}, core), new long[] {channels(block)}));
    }

    /** Of the results. */
    int channels(Block block) {
        return made > 0 ? made : block.trials().channels();
    }
}
