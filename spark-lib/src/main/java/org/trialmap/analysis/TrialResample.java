package org.trialmap.analysis;

import java.util.Arrays;
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

    /** How many samples before and after it one depends on, in whole steps of the new ones. */
    long reach() {
        if (selects()) {
            return 0;
        }
        int half = FirKernel.taps(order) / 2;
        int down = rates.down();
        long reach = how == Resample.How.RESAMPLE ? half / rates.up() + 1L : Resample.lowpass(lpfreqHz, order).pass(rates.samplerateHz(), order).reach();
        return -Math.floorDiv(-reach, down) * down;
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

    /** Samples of a margin before the first one that is a new sample, counted from the window's first. */
    private int skipped(TrialChunk trial) {
        return trial.before() % rates.down();
    }

    private NdArray cutOff(TrialChunk trial, NdArray resampled) {
        int before = Math.toIntExact((long) trial.before() / rates.down() * rates.up());
        return Margins.cutOff(trial, resampled, before, rates.outputSamples(trial.samples() - trial.before() - trial.after()));
    }

    private NdArray everyNth(TrialChunk trial) {
        NdArray samples = trial.array();
        int channels = trial.channels();
        NdArray kept = NdArray.zeros(samples.dtype(), rates.outputSamples(trial.samples() - skipped(trial)), channels);
        for (int row = 0; row < kept.shape()[0]; row++) {
            System.arraycopy(samples.data(), (skipped(trial) + row * rates.down()) * channels, kept.data(), row * channels, channels);
        }
        return cutOff(trial, kept);
    }

    private TrialFunction with(Resampler resampler, Filter.Pass lowpass) {
        return trial -> {
            int channels = trial.channels();
            int skipped = skipped(trial) * channels;
            int rows = rates.outputSamples(trial.samples() - skipped(trial));
            if (Samples.areDouble(trial)) {
                double[] x = skipped == 0 ? trial.doubles() : Arrays.copyOfRange(trial.doubles(), skipped, trial.samples() * channels);
                double[] result = resampler.apply(lowpass == null ? x : lowpass.apply(x, channels), channels);
                FiniteCheck.require(trial, result, 1);
                return cutOff(trial, Samples.result(trial, result, false, rows, channels));
            }
            float[] x = skipped == 0 ? Samples.floats(trial) : Arrays.copyOfRange(Samples.floats(trial), skipped, trial.samples() * channels);
            float[] result = resampler.apply(lowpass == null ? x : lowpass.apply(x, channels), channels);
            FiniteCheck.require(trial, result, 1);
            return cutOff(trial, NdArray.of(result, rows, channels));
        };
    }
}
