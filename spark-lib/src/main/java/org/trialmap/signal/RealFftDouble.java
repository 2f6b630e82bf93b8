package org.trialmap.signal;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Transforms of real columns (channels) of row-major samples, in pairs: with one channel as real part a and another one as imaginary part b,
 * bin k of the
 * pair's transform Z gives {@code 2 A[k] = Z[k] + conj(Z[n-k])} and {@code 2 B[k] = -i (Z[k] - conj(Z[n-k]))}. May be used by several threads.
 */
final class RealFftDouble {
    /** Limits the work space of long transforms, which then have fewer lanes. */
    private static final int MOST_VALUES = 1 << 21;

    final FftDouble fft;
    /** Work space of the last call: zeroing a new one would take longer than the transform. */
    private final AtomicReference<FftDoubleLanes> spare = new AtomicReference<>();

    /** Takes the twofold transforms of a block. */
    interface Receiver {
        void take(FftDoubleLanes lanes, FftBlock columns);
    }

    /** What is done to the samples of all channels on their way in. */
    record Weighting(int channels, FftValues weights, FftInput.Trend trend, FftValues shift) {}

    RealFftDouble(FftDouble fft) {
        this.fft = fft;
    }

    void transform(double[] x, Weighting weighting, Receiver receiver) {
        int pairs = (weighting.channels + 1) / 2;
        FftDoubleLanes lanes = workSpace(width(pairs));
        for (int first = 0; first < pairs; first += lanes.width) {
            lanes.width = width(pairs - first);
            FftBlock columns = FftBlock.of(weighting.channels, first, lanes.width);
            fft.kernel.pack(x, new FftInput(columns, weighting.weights, weighting.trend, weighting.shift), lanes);
            int filled = weighting.weights.doubles().length * lanes.width;
            int all = fft.plan.length * lanes.width;
            if (filled < all) {
                Arrays.fill(lanes.re, filled, all, 0);
                Arrays.fill(lanes.im, filled, all, 0);
            }
            fft.forward(lanes);
            receiver.take(lanes, columns);
        }
        spare.set(lanes);
    }

    private FftDoubleLanes workSpace(int width) {
        FftDoubleLanes lanes = spare.getAndSet(null);
        if (lanes == null || lanes.re.length < fft.plan.rows() * width) {
            lanes = new FftDoubleLanes(fft.plan.rows(), width);
        }
        lanes.width = width;
        return lanes;
    }

    /** Lanes of the next block. */
    private int width(int pairs) {
        return Math.max(1, Math.min(fft.kernel.width(pairs), MOST_VALUES / fft.plan.rows()));
    }
}
