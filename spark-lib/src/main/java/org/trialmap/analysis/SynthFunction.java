package org.trialmap.analysis;

import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.signal.synth.SyntheticSignal;
import org.trialmap.task.ContextFunction;
import org.trialmap.task.Fingerprint;
import org.trialmap.task.Identifiable;
import org.trialmap.task.NamedFunction;
import org.trialmap.task.RandomAlgorithm;
import org.trialmap.task.TaskContext;

/** Generates the trials of one task, each from its own random stream, into one array that is valid until the next task. */
record SynthFunction(SyntheticSignal signal, int samples, int channels, double samplerateHz, long seed)
        implements ContextFunction<SynthBlocks.Block, NdArray>, NamedFunction, Identifiable {
    @Override
    public String name() {
        return "synthdata";
    }

    @Override
    public Class<?> code() {
        return signal.getClass();
    }

    @Override
    public String function() {
        return name() + "/" + signal.function();
    }

    @Override
    public void fingerprint(Fingerprint fingerprint) {
        fingerprint.add(signal.keywords()).add(samples).add(channels).add(samplerateHz).add(seed);
    }

    @Override
    public NdArray apply(SynthBlocks.Block block, TaskContext context) {
        NdArray all = OutputBuffer.of(DType.FLOAT32, new int[] {block.count() * samples, channels});
        for (int k = 0; k < block.count(); k++) {
            float[] trial = signal.trial(samples, channels, samplerateHz, RandomAlgorithm.XOSHIRO256PP.stream(seed, block.first() + k));
            System.arraycopy(trial, 0, all.data(), k * trial.length, trial.length);
        }
        return all;
    }
}
