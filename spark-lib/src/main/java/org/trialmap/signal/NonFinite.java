package org.trialmap.signal;

/**
 * The values of a trial that are NaN or infinite, for reports: how many, and where the first one is.
 *
 * @param count   at least 1
 * @param sample  of the first one, from 0
 * @param channel of the first one, from 0
 */
public record NonFinite(long count, int sample, int channel) {
    /** What is not finite in samples x channels; null if all is. */
    public static NonFinite in(double[] samples, int channels) {
        long count = 0;
        int first = -1;
        for (int i = 0; i < samples.length; i++) {
            if (!(Math.abs(samples[i]) <= Double.MAX_VALUE)) {
                first = count == 0 ? i : first;
                count++;
            }
        }
        return of(count, first, channels);
    }

    /** As {@link #in(double[], int)}, for float32. */
    public static NonFinite in(float[] samples, int channels) {
        long count = 0;
        int first = -1;
        for (int i = 0; i < samples.length; i++) {
            if (!(Math.abs(samples[i]) <= Float.MAX_VALUE)) {
                first = count == 0 ? i : first;
                count++;
            }
        }
        return of(count, first, channels);
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
