package org.trialmap.analysis.connectivity;

import org.trialmap.analysis.TrialFunction;
import org.trialmap.array.NdArray;
import org.trialmap.signal.connectivity.Snapshots;
import org.trialmap.trial.TrialChunk;

/**
 * A measure of one trial, whose tapers are the snapshots: (time, freq, channel_i, channel_j).
 *
 * @param spectra gives the Fourier coefficients of a trial: (time, taper, freq, channel)
 */
record TrialPairs(TrialFunction spectra, PairValues values) implements TrialFunction {
    @Override
    public TrialFunction forTask() {
        return new TrialPairs(spectra.forTask(), values);
    }

    @Override
    public NdArray apply(TrialChunk trial) throws Exception {
        NdArray fourier = spectra.apply(trial);
        int[] shape = fourier.shape();
        return values.of(CrossSums.ofOne(fourier, values.measure().sums()), shape[0], shape[2], 1);
    }
}
