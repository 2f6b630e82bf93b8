package org.trialmap.signal.filter;

/**
 * Polyphase resampling with a long kernel: all samples at {@code up} times the samplerate by transforms, of which every {@code down}-th stays. Some
 * channels at a time, each by itself.
 */
final class ThinnedConvolution {
    private static final int MOST_SAMPLES = 1 << 20;
    private static final double NANOSECONDS_PER_TERM = 0.17; // as in Convolution

    private final Rates rates;
    private final Convolution convolution;

    ThinnedConvolution(double[] taps, Rates rates) {
        this.rates = rates;
        this.convolution = new Convolution(taps, taps.length / 2);
    }

    /** Whether it takes less time than summing the terms of the samples that stay; depends on the lengths only. */
    static boolean isCheaper(int samples, Rates rates, int taps) {
        long stuffed = (long) samples * rates.up();
        return stuffed <= MOST_SAMPLES
                && FftConvolution.cost((int) stuffed, taps) < NANOSECONDS_PER_TERM * rates.outputSamples(samples) * (taps / rates.up() + 1);
    }

    /** @param result room for {@link Rates#outputSamples} x channels */
    void apply(double[] x, int channels, double[] result) {
        int samples = x.length / channels;
        for (int first = 0; first < channels; first += ChannelBlock.MOST_LANES) {
            int count = Math.min(ChannelBlock.MOST_LANES, channels - first);
            double[] stuffed = new double[samples * rates.up() * count];
            for (int s = 0; s < samples; s++) {
                System.arraycopy(x, s * channels + first, stuffed, s * rates.up() * count, count);
            }
            double[] filtered = convolution.apply(stuffed, count);
            for (int m = 0; m * channels < result.length; m++) {
                System.arraycopy(filtered, m * rates.down() * count, result, m * channels + first, count);
            }
        }
    }
}
