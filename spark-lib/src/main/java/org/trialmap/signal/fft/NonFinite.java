package org.trialmap.signal.fft;

/**
 * The values of a trial that are NaN or infinite, for reports: how many, and where the first one is.
 *
 * @param count   at least 1
 * @param sample  of the first one, from 0
 * @param channel of the first one, from 0
 */
public record NonFinite(long count, int sample, int channel) {
    private static final boolean VECTORS = FftKernels.vectorsAreHere();

    /** What is not finite in samples x channels; null if all is. */
    public static NonFinite in(double[] samples, int channels) {
        if ((VECTORS ? NonFiniteVector.sum(samples) : sum(samples)) == 0) {
            return null;
        }
        long count = 0;
        int first = -1;
        for (int i = 0; i < samples.length; i++) {
            if (!Double.isFinite(samples[i])) {
                first = count == 0 ? i : first;
                count++;
            }
        }
        return of(count, first, channels);
    }

    /** As {@link #in(double[], int)}, for float32. */
    public static NonFinite in(float[] samples, int channels) {
        return in(samples, 0, samples.length, channels);
    }

    /** As {@link #in(double[], int)}, for float32 between two places of a larger array. */
    public static NonFinite in(float[] samples, int from, int to, int channels) {
        if ((VECTORS ? NonFiniteVector.sum(samples, from, to) : sum(samples, from, to)) == 0) {
            return null;
        }
        long count = 0;
        int first = -1;
        for (int i = from; i < to; i++) {
            if (!Float.isFinite(samples[i])) {
                first = count == 0 ? i - from : first;
                count++;
            }
        }
        return of(count, first, channels);
    }

    /** The sum of zero times every value, which is NaN where a value is not finite; four sums, which do not wait for each other. */
    private static double sum(double[] samples) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = 0;
        for (; i <= samples.length - 4; i += 4) {
            a += samples[i] * 0;
            b += samples[i + 1] * 0;
            c += samples[i + 2] * 0;
            d += samples[i + 3] * 0;
        }
        for (; i < samples.length; i++) {
            a += samples[i] * 0;
        }
        return a + b + c + d;
    }

    private static float sum(float[] samples, int from, int to) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        int i = from;
        for (; i <= to - 4; i += 4) {
            a += samples[i] * 0;
            b += samples[i + 1] * 0;
            c += samples[i + 2] * 0;
            d += samples[i + 3] * 0;
        }
        for (; i < to; i++) {
            a += samples[i] * 0;
        }
        return a + b + c + d;
    }

    private static NonFinite of(long count, int first, int channels) {
        return count == 0 ? null : new NonFinite(count, first / channels, first % channels);
    }

    /** For example {@code 3 values are NaN or infinite, the first one at sample 17 of channel 2}. */
    @Override
    public String toString() {
        return count + (count == 1 ? " value is" : " values are") + " NaN or infinite, the first one at sample " + sample + " of channel " + channel;
    }
}
