package org.trialmap.signal.spectrum;

import java.util.function.Consumer;
import org.trialmap.array.Shape;
import org.trialmap.signal.fft.SpectralOutput;
import org.trialmap.signal.fft.TrialShape;

/** Chosen samples x frequencies x channels of one output. */
record WaveletOutput(SpectralOutput output, int[] at, int frequencies, int channels) {
    /** Java makes little of loops as short as the lanes of a row. */
    private static final int WRITTEN_OUT = 8;

    /**
     * @param values of the trial
     * @param samples that it must have
     * @throws IllegalArgumentException if it has others, or a chosen one lies outside it
     */
    static WaveletOutput ofTrial(int values, int samples, SpectralOutput output, int[] at, int frequencies, int channels) {
        int found = TrialShape.of(values, channels).samples();
        if (found != samples) {
            throw new IllegalArgumentException("The trial has " + found + " samples; the wavelets were prepared for " + samples + ". Their transforms belong to"
                    + " one length. Make others with ofLength(" + found + ", ...).");
        }
        TimeFrequencyChecks.requireInside(at, samples);
        return new WaveletOutput(output, at, frequencies, channels);
    }

    private int size() {
        return Shape.size(at.length, frequencies, channels, TimeFrequencyChecks.numbers(output));
    }

    double[] doubles(Consumer<Object> put) {
        double[] values = new double[size()];
        put.accept(values);
        return values;
    }

    float[] floats(Consumer<Object> put) {
        float[] values = new float[size()];
        put.accept(values);
        return values;
    }

    /**
     * Takes the response at one frequency.
     *
     * @param values array of double, or of float, to which numbers are rounded
     */
    void put(WaveletBank.Response response, int frequency, Object values) {
        WaveletBank.Lanes lanes = response.lanes();
        boolean squares = output == SpectralOutput.POW && lanes.count() == WRITTEN_OUT;
        for (int i = 0; i < at.length; i++) {
            int from = at[i] * lanes.count();
            int to = (i * frequencies + frequency) * channels + lanes.first();
            if (squares && values instanceof float[] floats) {
                squares(response.re(), response.im(), from, floats, to);
            } else {
                for (int l = 0; l < lanes.count(); l++) {
                    put(response.re()[from + l], response.im()[from + l], to + l, values);
                }
            }
        }
    }

    /** {@link SpectralOutput#POW} of {@link #WRITTEN_OUT} lanes. */
    private static void squares(double[] re, double[] im, int from, float[] values, int to) {
        values[to] = square(re[from], im[from]);
        values[to + 1] = square(re[from + 1], im[from + 1]);
        values[to + 2] = square(re[from + 2], im[from + 2]);
        values[to + 3] = square(re[from + 3], im[from + 3]);
        values[to + 4] = square(re[from + 4], im[from + 4]);
        values[to + 5] = square(re[from + 5], im[from + 5]);
        values[to + 6] = square(re[from + 6], im[from + 6]);
        values[to + 7] = square(re[from + 7], im[from + 7]);
    }

    private static float square(double re, double im) {
        return (float) (re * re + im * im);
    }

    void put(double re, double im, int place, Object values) {
        if (output == SpectralOutput.FOURIER) {
            set(values, 2 * place, re);
            set(values, 2 * place + 1, im);
        } else {
            set(values, place, output.of(re, im));
        }
    }

    private static void set(Object values, int at, double value) {
        if (values instanceof float[] floats) {
            floats[at] = (float) value;
        } else {
            ((double[]) values)[at] = value;
        }
    }
}
