package org.trialmap.signal.fft;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Discrete Fourier transforms of many real columns (channels) at once: bins 0 to length / 2 of {@code X[k] = sum over s of x[s] exp(-2 pi i s k
 * / length)}, for any length; bin k is at {@code k * samplerate / length} Hz. Each channel is computed alone: its bits do not depend on which
 * channels are computed together. An odd length takes about twice the time of an even one. Making one computes tables, so keep it; it may be used
 * by several threads.
 */
public final class RealFft {
    private final int length;
    private final FftBins bins;
    private final RealFftFloat floats;
    private final RealFftDouble doubles;

    private RealFft(int length) {
        RealFftPlan plan = RealFftPlan.of(length);
        this.length = length;
        this.bins = plan.bins(IntStream.rangeClosed(0, length / 2).toArray());
        this.floats = new RealFftFloat(plan, FftKernels.FLOAT);
        this.doubles = new RealFftDouble(plan, FftKernels.DOUBLE);
    }

    /** @throws IllegalArgumentException if length is not positive */
    public static RealFft ofLength(int length) {
        return new RealFft(FftChecks.length(length));
    }

    public int length() {
        return length;
    }

    /** Number of bins: length / 2 + 1. */
    public int bins() {
        return bins.bins().length;
    }

    /**
     * @param x  samples x channels, row-major; at most {@link #length} samples, taken to be followed by zeros
     * @param re real parts of the result, bins x channels
     * @param im imaginary parts
     */
    public void forward(float[] x, int channels, float[] re, float[] im) {
        FftValues weights = check(x.length, channels, re.length, im.length);
        floats.forward(x, weights, channels, bins, re, im);
    }

    /** As {@link #forward(float[], int, float[], float[])}. */
    public void forward(double[] x, int channels, double[] re, double[] im) {
        FftValues weights = check(x.length, channels, re.length, im.length);
        doubles.forward(x, weights, channels, bins, re, im);
    }

    private FftValues check(int values, int channels, int re, int im) {
        int samples = FftChecks.samples(values, channels);
        FftChecks.fits(samples, length);
        FftChecks.room(re, Math.multiplyExact(bins(), channels));
        FftChecks.room(im, re);
        double[] weights = new double[samples];
        Arrays.fill(weights, RealFftPlan.WEIGHT);
        return FftValues.of(weights);
    }
}
