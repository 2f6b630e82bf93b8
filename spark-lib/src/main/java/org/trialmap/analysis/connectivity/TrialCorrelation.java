package org.trialmap.analysis.connectivity;

import org.trialmap.analysis.TrialFunction;
import org.trialmap.analysis.support.Samples;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.signal.connectivity.CrossCorrelation;
import org.trialmap.signal.connectivity.PairSums;
import org.trialmap.trial.TrialChunk;

/**
 * Cross-correlations of one trial: (lag, 1, channel_i, channel_j).
 *
 * @param spectra gives the Fourier coefficients of a trial without taper, at all frequencies
 * @param length samples of the transforms, enough for all lags of the longest trial
 */
record TrialCorrelation(TrialFunction spectra, int length, DType dtype) implements TrialFunction {
    @Override
    public TrialFunction forTask() {
        return new TrialCorrelation(spectra.forTask(), length, dtype);
    }

    @Override
    public NdArray apply(TrialChunk trial) throws Exception {
        return of(CrossSums.ofOne(spectra.apply(trial), PairSums.CROSS), trial.channels(), length, trial.samples(), dtype);
    }

    /** @param sums of one trial or more */
    static NdArray of(double[] sums, int channels, int length, int samples, DType dtype) {
        double[] values = CrossCorrelation.of(sums, channels, length, samples);
        return Samples.array(dtype, values, CrossCorrelation.lags(samples), 1, channels, channels);
    }
}
