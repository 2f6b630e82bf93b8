package org.trialmap.signal.filter;

import org.trialmap.array.Shape;
import org.trialmap.setting.Setting;
import org.trialmap.signal.fft.Precision;
import org.trialmap.signal.fft.TrialShape;

/**
 * Lower samplerates, with a low-pass against aliasing ({@link #lowpass}) or by leaving out samples ({@link #downsample}). Samples x channels,
 * channels innermost; the first output sample is at the time of the first input sample. All sums are in double; float32 is widened first and
 * rounded once at the end. Immutable.
 */
public final class Resampler {
    private final Rates rates;
    private final double[] taps;
    private final ThinnedConvolution thinned;

    private Resampler(Rates rates, double[] taps) {
        this.rates = rates;
        this.taps = taps;
        this.thinned = taps == null ? null : new ThinnedConvolution(taps, rates);
    }

    /**
     * Polyphase resampling: as if the data were interleaved with zeros, filtered by a windowed sinc, and thinned out; as
     * {@code scipy.signal.resample_poly(x, up, down, window=kernel)} with Syncopy's kernel. Beyond the trial's ends there are zeros.
     *
     * @param window    symmetric, of the length {@link FirKernel#taps}; it counts samples at {@code up} times the samplerate
     * @param cutoffHz  of the low-pass; usually the new Nyquist frequency, half the wanted rate
     * @throws IllegalArgumentException if the window has no middle or is shorter than the main lobe of the sinc, or the cut-off is not positive
     *     or above the new Nyquist frequency
     */
    public static Resampler lowpass(double[] window, Rates rates, double cutoffHz) {
        FirKernel.requireMiddle(window);
        double nyquist = rates.resampleHz() / 2;
        if (!(cutoffHz > 0 && cutoffHz <= nyquist)) {
            throw new IllegalArgumentException("The low-pass of a resampling to " + rates.resampleHz() + " Hz has its cut-off"
                    + " at " + cutoffHz + " Hz. What lies above the new Nyquist frequency would be folded into the result. Use a frequency above 0"
                    + " and up to " + nyquist + " Hz in " + Setting.LPFREQ + ".");
        }
        requireSpan(window.length - 1, rates);
        double[] taps = FirKernel.lowpass(window, cutoffHz / rates.samplerateHz() / rates.up());
        for (int k = 0; k < taps.length; k++) {
            taps[k] *= rates.up();
        }
        return new Resampler(rates, taps);
    }

    /** @throws IllegalArgumentException if a low-pass of that order is shorter than two output samples, the main lobe of its sinc */
    public static void requireSpan(int order, Rates rates) {
        if (order + 1 < 2L * rates.down()) {
            throw new IllegalArgumentException("A low-pass of order " + order + " is too short to resample"
                    + " from " + rates.samplerateHz() + " Hz to "
                    + rates.resampleHz() + " Hz (" + rates.up() + ":" + rates.down() + "). It spans less than two output samples and would let"
                    + " aliases pass. Use " + Setting.ORDER.with(2L * rates.down()) + " or more, leave it out to have one that is long enough, or use rates in a"
                    + " simpler ratio.");
        }
    }

    /**
     * Every n-th sample, from the first one on, without a filter: what lies above the new Nyquist frequency is folded down.
     *
     * @throws IllegalArgumentException if the samplerate is not a whole multiple of the wanted rate
     */
    public static Resampler downsample(Rates rates) {
        if (rates.up() != 1) {
            throw new IllegalArgumentException("Data sampled at " + rates.samplerateHz() + " Hz cannot be downsampled"
                    + " to " + rates.resampleHz() + " Hz. Downsampling keeps every n-th sample, and n would"
                    + " be " + rates.samplerateHz() / rates.resampleHz() + ". Use " + Setting.METHOD_RESAMPLE + ", or a rate that divides the"
                    + " samplerate.");
        }
        return new Resampler(rates, null);
    }

    /**
     * The trial at the lower rate: {@link Rates#outputSamples} x channels.
     *
     * @throws IllegalArgumentException if there are no samples, or they are not a whole number of channels
     */
    public double[] apply(double[] samples, int channels) {
        TrialShape shape = TrialShape.of(samples.length, channels);
        double[] result = new double[Shape.size(rates.outputSamples(shape.samples()), channels)];
        if (taps == null) {
            for (int m = 0; m * channels < result.length; m++) {
                System.arraycopy(samples, m * rates.down() * channels, result, m * channels, channels);
            }
        } else if (ThinnedConvolution.isCheaper(shape.samples(), rates, taps.length)) {
            thinned.apply(samples, channels, result);
        } else {
            new Polyphase(taps, rates.up(), rates.down()).apply(samples, shape, result);
        }
        return result;
    }

    /** As {@link #apply(double[], int)}, for float32. */
    public float[] apply(float[] samples, int channels) {
        return Precision.narrow(apply(Precision.widen(samples), channels));
    }
}
