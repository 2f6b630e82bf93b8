package org.trialmap.analysis.connectivity;

import org.trialmap.analysis.SumFunction;
import org.trialmap.analysis.TrialFunction;
import org.trialmap.array.NdArray;
import org.trialmap.signal.connectivity.PairSums;
import org.trialmap.signal.connectivity.Snapshots;
import org.trialmap.trial.TrialChunk;

/**
 * Sums over trials for all pairs of channels; slices are frequencies, each of all its times. The spectra are kept for a block of trials only.
 *
 * @param spectra gives the Fourier coefficients of a trial: (time, taper, freq, channel)
 * @param what is summed of them
 */
record CrossSums(TrialFunction spectra, PairSums what, int times, int tapers, int bins, int channels) implements SumFunction {
    /** Numbers of the spectra that are kept: 64 MB with their imaginary parts. Trials are added as many at once as fit, which changes no bit. */
    private static final long KEPT = 1 << 22;

    @Override
    public int slices() {
        return bins;
    }

    @Override
    public int perSlice() {
        return Math.multiplyExact(times, what.values(channels));
    }

    @Override
    public Summation begin(int from, int to) {
        TrialFunction transform = spectra.forTask();
        int atOnce = Math.min(BLOCK, Snapshots.trials((to - from) * times, channels, tapers, KEPT));
        Snapshots block = new Snapshots(to - from, times, channels, tapers, atOnce);
        return new Summation() {
            @Override
            public void add(TrialChunk trial, double[] sums) throws Exception {
                put(transform.apply(trial), block, from, bins);
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

    /** What there is to sum of one trial. */
    static double[] ofOne(NdArray fourier, PairSums what) {
        return ofOne(fourier, what, 0, fourier.shape()[2]);
    }

    /** As {@link #ofOne(NdArray, PairSums)}, of the frequencies {@code from} to {@code to - 1}. */
    static double[] ofOne(NdArray fourier, PairSums what, int from, int to) {
        int[] shape = fourier.shape();
        Snapshots one = new Snapshots(to - from, shape[0], shape[3], shape[1], 1);
        put(fourier, one, from, shape[2]);
        double[] sums = new double[Math.multiplyExact(one.frequencies(), what.values(shape[3]))];
        what.add(one, 0, one.frequencies(), sums, 0);
        return sums;
    }

    private static void put(NdArray fourier, Snapshots block, int first, int bins) {
        if (fourier.data() instanceof float[] floats) {
            block.put(floats, first, bins);
        } else {
            block.put((double[]) fourier.data(), first, bins);
        }
    }
}
