package org.trialmap.signal.spectrum;

import java.util.List;
import org.trialmap.setting.Setting;
import org.trialmap.signal.fft.SpectralOutput;

/** What the time-frequency analyses check in common. */
final class TimeFrequencyChecks {
    private TimeFrequencyChecks() {}

    static void requireSamplerate(double samplerateHz) {
        if (!(samplerateHz > 0 && samplerateHz < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("The samplerate " + samplerateHz + " Hz is not a positive number. Frequencies and times have no meaning without"
                    + " it. Correct the recording's samplerate, or give it with " + Setting.SAMPLERATE + ".");
        }
    }

    static void requireFrequencies(List<Double> foiHz, double samplerateHz) {
        requireSamplerate(samplerateHz);
        if (foiHz.isEmpty()) {
            throw new IllegalArgumentException("There are no frequencies of interest. There is at least one. Give frequencies in Hz in foi.");
        }
        for (double hz : foiHz) {
            if (!(hz > 0 && hz < samplerateHz / 2)) {
                throw new IllegalArgumentException("The frequency of interest " + hz + " Hz is not between 0 Hz and the Nyquist frequency, " + samplerateHz / 2
                        + " Hz at a samplerate of " + samplerateHz + " Hz. A wavelet has a frequency that the samples can hold. Correct foi.");
            }
        }
    }

    static void requireInside(int[] places, int samples) {
        for (int sample : places) {
            if (sample < 0 || sample >= samples) {
                throw new IllegalArgumentException("Sample " + sample + " of a trial was asked for, which has samples 0 to " + (samples - 1)
                        + ". Nothing lies outside it. Correct toi or select other trials.");
            }
        }
    }

    /** How many numbers an output has for each value. */
    static int numbers(SpectralOutput output) {
        return output == SpectralOutput.FOURIER ? 2 : 1;
    }
}
