package org.trialmap.signal.spectrum;

import org.trialmap.array.Shape;
import org.trialmap.signal.fft.SpectralOutput;
import org.trialmap.signal.fft.TrialShape;

/** Chosen samples x frequencies x channels of one output. */
record WaveletOutput(SpectralOutput output, int[] at, int frequencies, int channels) {
    int size() {
        return Shape.size(at.length, frequencies, channels, TimeFrequencyChecks.numbers(output));
    }

    void check(int values, int samples) {
        int found = TrialShape.of(values, channels).samples();
        if (found != samples) {
            throw new IllegalArgumentException("The trial has " + found + " samples; the wavelets were prepared for " + samples + ". Their transforms belong to"
                    + " one length. Make others with ofLength(" + found + ", ...).");
        }
        TimeFrequencyChecks.requireInside(at, samples);
    }

    /** Takes the response at one frequency. */
    void put(WaveletBank.Response response, int frequency, double[] values) {
        WaveletBank.Lanes lanes = response.lanes();
        for (int i = 0; i < at.length; i++) {
            for (int l = 0; l < lanes.count(); l++) {
                int from = at[i] * lanes.count() + l;
                put(response.re()[from], response.im()[from], (i * frequencies + frequency) * channels + lanes.first() + l, values);
            }
        }
    }

    void put(double re, double im, int place, double[] values) {
        if (output == SpectralOutput.FOURIER) {
            values[2 * place] = re;
            values[2 * place + 1] = im;
        } else {
            values[place] = output.of(re, im);
        }
    }
}
