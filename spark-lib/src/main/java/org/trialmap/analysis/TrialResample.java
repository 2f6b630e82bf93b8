package org.trialmap.analysis;

import java.util.Map;
import org.trialmap.array.NdArray;
import org.trialmap.signal.FirKernel;
import org.trialmap.signal.Rates;
import org.trialmap.signal.Resampler;
import org.trialmap.signal.Windows;
import org.trialmap.trial.TrialChunk;

/** {@link Resample} on one trial; {@code lpfreqHz} 0: the default. */
record TrialResample(Rates rates, Resample.How how, double lpfreqHz, int order) implements TrialFunction {

    @Override
    public TrialFunction forTask() {
        if (how == Resample.How.RESAMPLE) {
            double[] window = Windows.symmetric("hamming", FirKernel.taps(order), Map.of());
            return with(Resampler.lowpass(window, rates, lpfreqHz == 0 ? rates.resampleHz() / 2 : lpfreqHz), null);
        }
        Filter.Pass lowpass = lpfreqHz == 0 ? null : Resample.lowpass(lpfreqHz, order).pass(rates.samplerateHz(), order);
        return with(Resampler.downsample(rates), lowpass);
    }

    @Override
    public NdArray apply(TrialChunk trial) throws Exception {
        return forTask().apply(trial);
    }

    private TrialFunction with(Resampler resampler, Filter.Pass lowpass) {
        return trial -> {
            int channels = trial.channels();
            int rows = rates.outputSamples(trial.samples());
            if (Samples.areDouble(trial)) {
                double[] x = lowpass == null ? trial.doubles() : lowpass.apply(trial.doubles(), channels);
                double[] result = resampler.apply(x, channels);
                FiniteInput.require(trial, result, 1);
                return Samples.result(trial, result, false, rows, channels);
            }
            float[] x = Samples.floats(trial);
            float[] result = resampler.apply(lowpass == null ? x : lowpass.apply(x, channels), channels);
            FiniteInput.require(trial, result, 1);
            return NdArray.of(result, rows, channels);
        };
    }
}
