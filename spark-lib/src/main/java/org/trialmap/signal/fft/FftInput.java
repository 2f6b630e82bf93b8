package org.trialmap.signal.fft;

import java.util.Arrays;

/**
 * What comes into the lanes: of each channel c and sample s {@code (x - trend) * weights[s] - shift[c]}. float samples stay float: a mean is
 * subtracted in two parts, so that no digits are lost where it is much larger than the signal; a line is subtracted in double.
 *
 * @param from   where the first sample is
 * @param inTwos samples 2n and 2n + 1 are real and imaginary part of row n; else all imaginary parts are zero
 */
record FftInput(int from, boolean inTwos, FftValues weights, Trend trend, FftValues shift) {
    /** A line per channel, given by its value at the middle and its rise per sample, or its mean only. */
    static final class Trend {
        final int channels;
        final boolean line;
        final FftValues mean;
        final FftValues rest;
        final double[] slope;

        Trend(int channels, boolean line) {
            this.channels = channels;
            this.line = line;
            this.mean = FftValues.zeros(channels);
            this.rest = FftValues.zeros(channels);
            this.slope = new double[line ? channels : 0];
        }

        /** The means, given in double, in the two parts that float takes. */
        void round() {
            mean.round(channels);
            rest.restOf(mean, channels);
        }

        double[] clearedSlope() {
            Arrays.fill(slope, 0);
            return slope;
        }

        double at(int sample, int samples, int channel) {
            double middle = mean.doubles()[channel];
            return line ? middle + slope[channel] * (sample - 0.5 * (samples - 1)) : middle;
        }
    }

    int samples() {
        return weights.doubles().length;
    }
}
