package org.trialmap.signal.fft;

/**
 * How the Hilbert transform of N samples is made of complex transforms of the same channel. Even N: samples 2n are the real, 2n + 1 the imaginary parts of
 * N / 2 rows. With the bins Z of their transform, a turn of the real one's bins by a quarter comes to {@code cos(2 pi k / N) conj(Z[N/2 - k]) + i sin(2 pi k / N) Z[k]},
 * nothing for k = 0, and the inverse transform has the samples in the same places. Odd N: samples are the real parts of N rows; bins of positive frequencies are
 * multiplied by -i, negative ones by i.
 */
public final class HilbertPlan {
    /** Work space that the second-level cache holds beside what goes in and out. */
    private static final long CACHED = 768 << 10;
    private static final int FEWEST_LANES = 4;
    private static final int MOST_LANES = 16;
    /** Limits the work space of very long trials. */
    private static final int MOST_VALUES = 1 << 21;

    private final boolean inTwos;
    private final Fft fft;
    /** Of each row, in pairs: what {@link FftBlock#quadrature} or {@link FftBlock#multiply} takes, with the inverse transform's scale. */
    private final double[] factors;

    private HilbertPlan(int samples) {
        this.inTwos = samples % 2 == 0;
        int rows = inTwos ? samples / 2 : samples;
        this.fft = Fft.ofLength(rows);
        this.factors = new double[Math.multiplyExact(2, rows)];
        for (int k = 1; k < rows; k++) {
            if (inTwos) {
                factors[2 * k] = FftStage.cosine(k, samples) / rows;
                factors[2 * k + 1] = FftStage.sine(k, samples) / rows;
            } else {
                factors[2 * k + 1] = (2 * k < samples ? -1.0 : 1.0) / rows;
            }
        }
    }

    /** @throws IllegalArgumentException if there are no samples */
    public static HilbertPlan of(int samples) {
        return new HilbertPlan(FftChecks.length(samples));
    }

    /** 2 or 1: how many samples a row takes, as its real and imaginary part. */
    public int samplesPerRow() {
        return inTwos ? 2 : 1;
    }

    public int rows() {
        return fft.length();
    }

    /** How many of some channels are best worked on together. */
    public int lanes(int channels) {
        long cached = Math.max(FEWEST_LANES, CACHED / (4L * Double.BYTES * rows()));
        int most = (int) Math.max(1, Math.min(Math.min(cached, MOST_LANES), MOST_VALUES / rows()));
        int parts = -Math.floorDiv(-channels, most);
        return -Math.floorDiv(-channels, parts);
    }

    public FftBlock block(int lanes) {
        return fft.block(lanes);
    }

    /** Samples become their Hilbert transform. */
    public void apply(FftBlock block) {
        block.forward();
        if (inTwos) {
            block.quadrature(factors);
        } else {
            block.multiply(factors);
        }
        block.inverse();
    }
}
