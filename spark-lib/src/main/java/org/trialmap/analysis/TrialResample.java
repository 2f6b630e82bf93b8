package org.trialmap.analysis;

import java.util.Map;
import org.trialmap.analysis.support.KernelCache;
import org.trialmap.analysis.support.Samples;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.signal.filter.FirKernel;
import org.trialmap.signal.filter.Rates;
import org.trialmap.signal.filter.Resampler;
import org.trialmap.signal.spectrum.Windows;
import org.trialmap.trial.TrialChunk;

/** {@link Resample} on one trial; {@code lpfreqHz} 0: the default. */
record TrialResample(Rates rates, Resample.How how, double lpfreqHz, int order) implements TrialFunction {

    /** Whether samples are only left out, so that those that stay keep their type. */
    private boolean selects() {
        return how == Resample.How.DOWNSAMPLE && lpfreqHz == 0;
    }

    /** Element type of the result. */
    DType dtype(DType recording) {
        return selects() ? recording : Samples.result(recording);
    }

    @Override
    public TrialFunction forTask() {
        if (selects()) {
            Resampler.downsample(rates); // says what is wrong with them
            return this::everyNth;
        }
        return KernelCache.get(this, this::made);
    }

    private TrialFunction made() {
        if (how == Resample.How.RESAMPLE) {
            double[] window = Windows.symmetric("hamming", FirKernel.taps(order), Map.of());
            return with(Resampler.lowpass(window, rates, lpfreqHz == 0 ? rates.resampleHz() / 2 : lpfreqHz), null);
        }
        Resampler.requireSpan(order, rates);
        Filter.Pass lowpass = Resample.lowpass(lpfreqHz, order).pass(rates.samplerateHz(), order);
        return with(Resampler.downsample(rates), lowpass);
    }

    @Override
    public NdArray apply(TrialChunk trial) throws Exception {
        return forTask().apply(trial);
    }

    private NdArray everyNth(TrialChunk trial) {
        NdArray samples = trial.array();
        int channels = trial.channels();
        NdArray kept = NdArray.zeros(samples.dtype(), rates.outputSamples(trial.samples()), channels);
        for (int row = 0; row < kept.shape()[0]; row++) {
            System.arraycopy(samples.data(), row * rates.down() * channels, kept.data(), row * channels, channels);
        }
        return kept;
    }

    private TrialFunction with(Resampler resampler, Filter.Pass lowpass) {
        return trial -> {
            int channels = trial.channels();
            int rows = rates.outputSamples(trial.samples());
            if (Samples.areDouble(trial)) {
                double[] x = lowpass == null ? trial.doubles() : lowpass.apply(trial.doubles(), channels);
                double[] result = resampler.apply(x, channels);
                FiniteCheck.require(trial, result, 1);
                return Samples.result(trial, result, false, rows, channels);
            }
            float[] x = Samples.floats(trial);
            float[] result = resampler.apply(lowpass == null ? x : lowpass.apply(x, channels), channels);
            FiniteCheck.require(trial, result, 1);
            return NdArray.of(result, rows, channels);
        };
    }
}
