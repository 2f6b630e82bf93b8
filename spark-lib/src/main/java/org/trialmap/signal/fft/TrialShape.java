package org.trialmap.signal.fft;

import org.trialmap.setting.Setting;

/** Samples x channels of one trial in a row-major array. */
public record TrialShape(int samples, int channels) {
    public TrialShape {
        if (samples < 1) {
            throw new IllegalArgumentException("The trial has no samples. There is nothing to compute. Leave it out with " + Setting.TRIALS + ".");
        }
    }

    /** @param length of the array that holds the samples */
    public static TrialShape of(int length, int channels) {
        if (channels < 1 || length % channels != 0) {
            throw new IllegalArgumentException(length + " values are not a whole number of samples of " + channels + " channels. A trial is an array"
                    + " of samples x channels. Give the number of channels that the array has.");
        }
        return new TrialShape(length / channels, channels);
    }
}
