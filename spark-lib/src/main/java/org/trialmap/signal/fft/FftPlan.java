package org.trialmap.signal.fft;

import java.util.ArrayList;
import java.util.List;

/**
 * The passes of a complex transform of one length, immutable. Lengths with a prime factor above {@value #LARGEST_RADIX} are computed as a
 * convolution with a chirp (Bluestein), which takes two transforms of the length {@code inner}.
 */
final class FftPlan {
    static final int LARGEST_RADIX = 31;
    private static final int[] COMMON_RADICES = {5, 4, 3, 2};
    private static final long WORK_SPACE = 512 << 10;
    private static final int MOST_LANES = 48;
    private static final int WHOLE = 16;
    /** Limits the work space of very long transforms, which then have fewer lanes than a vector. */
    private static final int MOST_VALUES = 1 << 21;

    final int length;
    final List<FftStage> stages;
    /** Only for Bluestein, else null. */
    final FftPlan inner;
    /** exp(-pi i k^2 / length) for k = 0..length-1, and the transform of its conjugate, divided by the inner length. */
    final FftValues chirp;
    final FftValues response;

    private FftPlan(int length, List<FftStage> stages) {
        this.length = length;
        this.stages = stages;
        this.inner = null;
        this.chirp = null;
        this.response = null;
    }

    private FftPlan(int length, FftPlan inner) {
        this.length = length;
        this.stages = List.of();
        this.inner = inner;
        double[] values = new double[2 * length];
        for (int k = 0; k < length; k++) {
            long turn = (long) k * k % (2L * length);
            values[2 * k] = FftStage.cosine(turn, 2L * length);
            values[2 * k + 1] = -FftStage.sine(turn, 2L * length);
        }
        this.chirp = FftValues.of(values);
        this.response = FftValues.of(response(values, inner));
    }

    /** Rows of the work arrays. */
    int rows() {
        return inner == null ? length : inner.length;
    }

    /**
     * How many of some lanes are worked on together: as many as the second-level cache holds, in whole vectors, and at least {@value #WHOLE} also
     * where it does not hold them.
     */
    int lanes(int wanted, int bytes) {
        long cached = WORK_SPACE / (4L * bytes * rows());
        int most = (int) Math.max(WHOLE, Math.min(MOST_LANES, cached / WHOLE * WHOLE));
        int allowed = Math.max(1, Math.min(most, MOST_VALUES / rows()));
        return Math.min(wanted, allowed);
    }

    static FftPlan of(int length) {
        List<Integer> radices = radices(length);
        if (radices == null) {
            return new FftPlan(length, of(evenBetter(Math.addExact(length, length - 1))));
        }
        List<FftStage> stages = new ArrayList<>();
        int left = length;
        int stride = 1;
        for (int radix : radices) {
            left /= radix;
            stages.add(FftStage.of(radix, left, stride));
            stride *= radix;
        }
        return new FftPlan(length, List.copyOf(stages));
    }

    /** Null if a prime factor is too large. */
    private static List<Integer> radices(int length) {
        List<Integer> radices = new ArrayList<>();
        int left = length;
        for (int radix : COMMON_RADICES) {
            left = divide(left, radix, radices);
        }
        for (int radix = 7; radix <= LARGEST_RADIX; radix += 2) {
            left = divide(left, radix, radices);
        }
        return left == 1 ? radices : null;
    }

    private static int divide(int length, int radix, List<Integer> radices) {
        int left = length;
        while (left % radix == 0) {
            radices.add(radix);
            left /= radix;
        }
        return left;
    }

    /** The smallest length from {@code least} on that has no other factors than 2, 3 and 5. */
    private static int evenBetter(int least) {
        int length = least;
        while (without(without(without(length, 2), 3), 5) != 1) {
            length = Math.incrementExact(length);
        }
        return length;
    }

    private static int without(int length, int factor) {
        int left = length;
        while (left % factor == 0) {
            left /= factor;
        }
        return left;
    }

    private static double[] response(double[] chirp, FftPlan inner) {
        int n = inner.length;
        FftDoubleLanes lanes = new FftDoubleLanes(n, 1);
        for (int k = 0; 2 * k < chirp.length; k++) {
            int mirrored = k == 0 ? 0 : n - k;
            lanes.re[k] = chirp[2 * k] / n;
            lanes.im[k] = -chirp[2 * k + 1] / n;
            lanes.re[mirrored] = lanes.re[k];
            lanes.im[mirrored] = lanes.im[k];
        }
        new FftDouble(inner, new FftDoubleScalar()).forward(lanes);
        double[] response = new double[2 * n];
        for (int k = 0; k < n; k++) {
            response[2 * k] = lanes.re[k];
            response[2 * k + 1] = lanes.im[k];
        }
        return response;
    }
}
