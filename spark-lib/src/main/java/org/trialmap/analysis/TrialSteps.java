package org.trialmap.analysis;

import java.util.HashMap;
import java.util.Map;
import org.trialmap.array.NdArray;
import org.trialmap.signal.Amplitude;
import org.trialmap.signal.Detrend;
import org.trialmap.signal.Hilbert;
import org.trialmap.signal.HilbertOutput;
import org.trialmap.trial.TrialChunk;

/** The steps of {@link Preprocessing} on one trial. Several steps on float32 are computed in double and rounded once, at the end. */
record TrialSteps(Preprocessing steps, double samplerateHz, long shortest) implements TrialFunction {

    @Override
    public TrialFunction forTask() {
        Task task = new Task();
        return task::apply;
    }

    @Override
    public NdArray apply(TrialChunk trial) {
        return new Task().apply(trial);
    }

    /** With the tables that trials share. */
    private final class Task {
        private final Filter.Pass pass = steps.filter().map(filter -> filter.pass(samplerateHz, shortest)).orElse(null);
        private final Map<Integer, Hilbert> transforms = new HashMap<>();

        NdArray apply(TrialChunk trial) {
            boolean doubles = Samples.areDouble(trial);
            boolean onlyFilter = pass != null && !steps.zscore() && steps.polyremoval() == Detrend.NONE && !steps.rectify() && steps.hilbert().isEmpty();
            if (onlyFilter && !doubles) {
                float[] filtered = pass.apply(Samples.floats(trial), trial.channels());
                FiniteInput.require(trial, filtered, pass.spreads());
                return NdArray.of(filtered, trial.samples(), trial.channels());
            }
            double[] result = all(trial);
            boolean complex = steps.hilbert().filter(HilbertOutput.COMPLEX::equals).isPresent();
            if (doubles) {
                return complex ? NdArray.complex(result, trial.samples(), trial.channels()) : NdArray.of(result, trial.samples(), trial.channels());
            }
            float[] rounded = new float[result.length];
            for (int i = 0; i < rounded.length; i++) {
                rounded[i] = (float) result[i];
            }
            return complex ? NdArray.complex(rounded, trial.samples(), trial.channels()) : NdArray.of(rounded, trial.samples(), trial.channels());
        }

        private double[] all(TrialChunk trial) {
            int channels = trial.channels();
            double[] x = trial.doubles();
            if (steps.zscore()) {
                x = Amplitude.zscore(x, channels);
                FiniteInput.requireVarying(trial, x);
            }
            if (steps.polyremoval() != Detrend.NONE) {
                x = steps.polyremoval().remove(x, channels);
            }
            if (pass != null) {
                x = pass.apply(x, channels);
            }
            FiniteInput.require(trial, x, pass == null || pass.spreads());
            if (steps.rectify()) {
                return Amplitude.rectify(x);
            }
            if (steps.hilbert().isPresent()) {
                return transforms.computeIfAbsent(trial.samples(), Hilbert::ofLength).apply(x, channels, steps.hilbert().get());
            }
            return x == trial.doubles() ? x.clone() : x;
        }
    }
}
