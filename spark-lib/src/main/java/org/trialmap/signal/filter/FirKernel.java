package org.trialmap.signal.filter;

import org.trialmap.setting.Setting;
import org.trialmap.signal.fft.Precision;

/**
 * A filter of finite length, by default a sinc function times a window ("firws"): each output sample is a weighted sum of the input samples
 * around it. Applied along the samples of samples x channels (row-major, channels innermost); beyond the trial's ends there are zeros, and as
 * many samples come out as go in. All sums are in double; float32 is widened first and rounded once at the end. Each channel is computed alone:
 * a result does not depend on which channels are computed together, and a value that is not finite makes only the samples within the kernel's reach
 * NaN. Immutable.
 */
public final class FirKernel {
    /** Highest order: about an hour of samples at 30 kHz. */
    public static final int MAX_ORDER = 100_000_000;

    private final double[] taps;
    private final int centre;
    private final Convolution convolution;

    FirKernel(double[] taps, int centre) {
        this.taps = taps;
        this.centre = centre;
        this.convolution = new Convolution(taps, centre);
    }

    /**
     * The number of taps, and so the length of the window, of a filter of that order: the order is made even, so that the kernel has a middle.
     *
     * @throws IllegalArgumentException for an order below 1 or above {@value #MAX_ORDER}
     */
    public static int taps(int order) {
        if (order < 1 || order > MAX_ORDER) {
            throw new IllegalArgumentException("A windowed sinc filter of order " + order + " cannot be made. The order is the number of samples"
                    + " that the filter spans. Use an order from 1 to " + MAX_ORDER + " in " + Setting.ORDER + ".");
        }
        return order + order % 2 + 1;
    }

    /**
     * The windowed sinc filter, without delay. A low-pass has a gain of 1 at 0 Hz; the other types are made of low-passes.
     *
     * @param window symmetric, as long as {@link #taps} says
     * @throws IllegalArgumentException if the window's length is even or 1, or a frequency is at or above the Nyquist frequency
     */
    public static FirKernel windowedSinc(double[] window, Band band, double samplerateHz) {
        band.requireBelowNyquist(samplerateHz);
        requireMiddle(window);
        double low = band.lowHz() / samplerateHz;
        double high = band.highHz() / samplerateHz;
        return centred(switch (band.type()) {
            case LP -> lowpass(window, low);
            case HP -> inverted(lowpass(window, low));
            case BP -> inverted(sum(lowpass(window, low), inverted(lowpass(window, high))));
            case BS -> sum(lowpass(window, low), inverted(lowpass(window, high)));
        });
    }

    static void requireMiddle(double[] window) {
        if (window.length < 3 || window.length % 2 == 0) {
            throw new IllegalArgumentException("The window of a sinc filter has " + window.length + " values. A filter without delay has a middle"
                    + " tap: it takes an odd number, at least 3. Make the window as long as FirKernel.taps(order) says.");
        }
    }

    /** Unit gain at 0; {@code cutoff} in cycles per sample. */
    static double[] lowpass(double[] window, double cutoff) {
        int half = window.length / 2;
        double omega = 2 * Math.PI * cutoff;
        double[] taps = new double[window.length];
        double sum = 0;
        for (int i = 0; i < taps.length; i++) {
            int m = i - half;
            taps[i] = (m == 0 ? omega : StrictMath.sin(omega * m) / m) * window[i];
            sum += taps[i];
        }
        for (int i = 0; i < taps.length; i++) {
            taps[i] /= sum;
        }
        return taps;
    }

    /** What the other filter leaves out. */
    private static double[] inverted(double[] taps) {
        double[] rest = new double[taps.length];
        for (int i = 0; i < taps.length; i++) {
            rest[i] = -taps[i];
        }
        rest[taps.length / 2] += 1;
        return rest;
    }

    private static double[] sum(double[] a, double[] b) {
        double[] sum = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            sum[i] = a[i] + b[i];
        }
        return sum;
    }

    private static FirKernel centred(double[] taps) {
        return new FirKernel(taps, taps.length / 2);
    }

    /**
     * The causal filter with this one's length and amplitude response that delays least; for a single pass.
     *
     * @throws IllegalArgumentException if this filter is causal already, or its order is above 60000
     */
    public FirKernel minimumPhase() {
        if (centre != taps.length / 2) {
            throw new IllegalArgumentException("A minimum-phase filter was asked for one of a causal filter. It has the least delay already. Use"
                    + " it as it is.");
        }
        return new FirKernel(MinimumPhase.of(taps), 0);
    }

    /** The weights, first the one of the latest sample; a copy. */
    public double[] taps() {
        return taps.clone();
    }

    /** Which tap meets the output's own sample: the middle one of a filter without delay, the first one of a causal filter. */
    public int centre() {
        return centre;
    }

    /** How many samples before or after it a sample that was filtered once depends on. */
    public int reach() {
        return Math.max(centre, taps.length - 1 - centre);
    }

    /**
     * Filters once.
     *
     * @throws IllegalArgumentException if there are no samples, or they are not a whole number of channels
     */
    public double[] onepass(double[] samples, int channels) {
        return convolution.apply(samples, channels);
    }

    /** As {@link #onepass(double[], int)}, for float32. */
    public float[] onepass(float[] samples, int channels) {
        return Precision.narrow(onepass(Precision.widen(samples), channels));
    }

    /** Filters twice, in double between: twice the attenuation. */
    public double[] twopass(double[] samples, int channels) {
        return onepass(onepass(samples, channels), channels);
    }

    /** As {@link #twopass(double[], int)}, for float32. */
    public float[] twopass(float[] samples, int channels) {
        return Precision.narrow(twopass(Precision.widen(samples), channels));
    }
}
