package org.trialmap.signal.synth;

import org.trialmap.array.Shape;

/** The sizes of a synthetic trial. */
record SyntheticTrial(String function, int samples, int channels, double samplerateHz) {
    SyntheticTrial {
        if (samples < 1 || channels < 1) {
            throw new IllegalArgumentException("A trial of " + samples + " samples x " + channels + " channels of " + function + " was asked for. There is"
                    + " at least 1 of each. Correct nSamples or nChannels.");
        }
        if (!(samplerateHz > 0 && samplerateHz < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("A trial of " + function + " with a samplerate of " + samplerateHz + " Hz was asked for. A samplerate is a"
                    + " positive number. Correct samplerate.");
        }
    }

    int size() {
        return Shape.size(samples, channels);
    }

    float[] inAllChannels(float[] samplesOfOne) {
        float[] x = new float[size()];
        for (int s = 0; s < samples; s++) {
            java.util.Arrays.fill(x, s * channels, (s + 1) * channels, samplesOfOne[s]);
        }
        return x;
    }

    /** Of a rhythm: above 0, for the record; below half the samplerate, for the trial. */
    static void requireFrequency(String function, double freqHz) {
        if (!(freqHz > 0 && freqHz < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("The frequency of " + function + " is " + freqHz + " Hz. A rhythm has a positive frequency. Correct freq.");
        }
    }

    void requireBelowNyquist(double freqHz) {
        if (!(freqHz < samplerateHz / 2)) {
            throw new IllegalArgumentException("The frequency of " + function + ", " + freqHz + " Hz, is not below the Nyquist frequency, " + samplerateHz / 2
                    + " Hz at a samplerate of " + samplerateHz + " Hz. Such a rhythm would appear at another frequency. Use a lower freq or a higher"
                    + " samplerate.");
        }
    }

    /** Cycles since the first sample, without the whole ones. */
    double partOfCycle(double freqHz, int sample) {
        double cycles = freqHz * sample / samplerateHz;
        return cycles - Math.floor(cycles);
    }
}
