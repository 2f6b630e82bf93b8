package org.trialmap.analysis.connectivity;

import org.trialmap.analysis.SumFunction;
import org.trialmap.analysis.TrialFunction;
import org.trialmap.array.NdArray;
import org.trialmap.signal.connectivity.PairSums;
import org.trialmap.signal.connectivity.Snapshots;
import org.trialmap.trial.TrialChunk;

/**
 * Sums over trials for all pairs of channels; slices are frequencies. The spectra are kept for a block of trials only.
 *
 * @param spectra gives the Fourier coefficients of a trial: (1, taper, freq, channel)
 * @param what is summed of them
 */
record CrossSums(TrialFunction spectra, PairSums what, int tapers, int bins, int channels) implements SumFunction {
    /** Numbers of the spectra that are kept: 64 MB with their imaginary parts. Trials are added as many at once as fit, which changes no bit. */
    private static final long KEPT = 1 << 22;

    @Override
    public int slices() {
        return bins;
    }

    @Override
    public int perSlice() {
        return what.values(channels);
    }

    @Override
    public Summation begin(int from, int to) {
        TrialFunction transform = spectra.forTask();
        int atOnce = Math.min(BLOCK, Snapshots.trials(to - from, channels, tapers, KEPT));
        Snapshots block = new Snapshots(to - from, channels, tapers, atOnce);
        return new Summation() {
            @Override
            public void add(TrialChunk trial, double[] sums) throws Exception {
                NdArray fourier = transform.apply(trial);
                if (fourier.data() instanceof float[] floats) {
                    block.put(floats, from, bins);
                } else {
                    block.put((double[]) fourier.data(), from, bins);
                }
                if (block.isFull()) {
                    endBlock(sums);
                }
            }

            @Override
            public void endBlock(double[] sums) {
                what.add(block, 0, block.frequencies(), sums, 0);
                block.clear();
            }
        };
    }
}
