package org.trialmap.signal;

/**
 * What comes into the lanes: of each channel c and sample s {@code (x - trend) * weights[s] - shift[c]}. float samples stay float: a mean is
 * taken off in two
 * parts, so that no digits are lost where it is much larger than the signal; a line is taken off in double.
 *
 * @param columns which channels
 */
record FftInput(FftBlock columns, FftValues weights, Trend trend, FftValues shift) {
    /** A line per channel, given by its value at the middle and its rise per sample. */
    record Trend(double[] mean, double[] slope, FftValues high, FftValues low, boolean rises) {
        static Trend of(double[] mean, double[] slope) {
            boolean rises = false;
            for (double rise : slope) {
                rises |= rise != 0;
            }
            FftValues high = FftValues.of(mean);
            return new Trend(mean, slope, high, high.rest(), rises);
        }

        static Trend none(int channels) {
            return of(new double[channels], new double[channels]);
        }

        double at(int sample, int samples, int channel) {
            return mean[channel] + slope[channel] * (sample - 0.5 * (samples - 1));
        }
    }

    int samples() {
        return weights.doubles().length;
    }
}
