package org.trialmap.signal.spectrum;

import java.io.Serializable;
import java.util.List;
import org.trialmap.signal.fft.Detrend;
import org.trialmap.signal.fft.Precision;
import org.trialmap.signal.fft.SpectralOutput;
import org.trialmap.signal.fft.TrialShape;

/**
 * Wavelet transforms ({@code wavelet} of Syncopy): the response to a wavelet of the scale s at each frequency f, see {@link MotherWavelet}. Morlet's is
 * {@code pi^-1/4 (exp(i w0 t / s) - exp(-w0^2 / 2)) exp(-(t / s)^2 / 2)}. The response to a real wavelet is real. A wavelet spans 5 s to both sides; beyond
 * the trial's ends there are zeros, so that values near them are too small.
 *
 * <p>Computed in double; float samples give float results, double ones double. Each channel is computed alone; a value that is not finite makes its whole
 * channel NaN. Made for trials of one length: it holds tables, so keep it. It may be used by several threads.
 */
public final class WaveletTransform {
    /** Syncopy's width, w0. */
    public static final double DEFAULT_WIDTH = 6;

    private final Setup setup;
    private final WaveletBank bank;

    private WaveletTransform(int samples, Setup setup) {
        this.setup = setup;
        this.bank = new WaveletBank(samples, setup.foiHz.stream().map(setup::wavelet).toList());
    }

    /**
     * What is computed.
     *
     * @param foiHz   frequencies, in the order of the result: above 0, below half the samplerate
     * @param mother  whose wavelet
     * @param width   w0 of Morlet's wavelet, how many radians of the rhythm the scale spans, at least 1; larger ones tell frequencies apart better and times
     *     worse
     * @param detrend detrending of the trial beforehand
     */
    public record Setup(List<Double> foiHz, double samplerateHz, MotherWavelet mother, double width, WaveletScale scale, Detrend detrend) implements Serializable {
        /** @throws IllegalArgumentException if there is no frequency, one is out of range, or the width is below 1 */
        public Setup {
            foiHz = List.copyOf(foiHz);
            TimeFrequencyChecks.requireFrequencies(foiHz, samplerateHz);
            if (!(width >= 1 && width < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("The width of Morlet's wavelet is w0 = " + width + ". It is a number, at least 1; 6 is usual. Correct"
                        + " width.");
            }
        }

        /** Morlet's wavelet of width 6, amplitude-true, without the mean. */
        public static Setup of(List<Double> foiHz, double samplerateHz) {
            return new Setup(foiHz, samplerateHz, MotherWavelet.MORLET, DEFAULT_WIDTH, WaveletScale.AMPLITUDE, Detrend.MEAN);
        }

        public Setup mother(MotherWavelet other) {
            return new Setup(foiHz, samplerateHz, other, width, scale, detrend);
        }

        public Setup width(double other) {
            return new Setup(foiHz, samplerateHz, mother, other, scale, detrend);
        }

        public Setup scale(WaveletScale other) {
            return new Setup(foiHz, samplerateHz, mother, width, other, detrend);
        }

        public Setup detrend(Detrend other) {
            return new Setup(foiHz, samplerateHz, mother, width, scale, other);
        }

        Wavelet.Plan wavelet(double hz) {
            double s = MotherShapes.scaleSeconds(mother, width, hz);
            double dt = 1 / samplerateHz;
            return new Wavelet.Plan(MotherShapes.of(mother, width, s, scale), new Wavelet.Rhythm(hz, samplerateHz), 10 * s / dt, scale,
                    Math.sqrt(dt) / (8 * Math.PI * s));
        }
    }

    /** @throws IllegalArgumentException if there are no samples, or a wavelet has more than 134217728 */
    public static WaveletTransform ofLength(int samples, Setup setup) {
        return new WaveletTransform(new TrialShape(samples, 1).samples(), setup);
    }

    /**
     * Chosen samples x frequencies x channels; {@link SpectralOutput#FOURIER} has two numbers for each.
     *
     * @param x  samples x channels, row-major
     * @param at the samples that come out: see {@link Toi#samples}
     * @throws IllegalArgumentException if the trial has another length than this was made for, or a sample lies outside it
     */
    public double[] apply(SpectralOutput output, double[] x, int channels, int[] at) {
        WaveletOutput result = output(output, x.length, channels, at);
        return result.doubles(values -> put(x, result, values));
    }

    /** As {@link #apply(SpectralOutput, double[], int, int[])}. */
    public float[] apply(SpectralOutput output, float[] x, int channels, int[] at) {
        WaveletOutput result = output(output, x.length, channels, at);
        return result.floats(values -> put(Precision.widen(x), result, values));
    }

    private WaveletOutput output(SpectralOutput output, int values, int channels, int[] at) {
        return WaveletOutput.ofTrial(values, bank.samples(), output, at, setup.foiHz.size(), channels);
    }

    private void put(double[] x, WaveletOutput result, Object values) {
        int channels = result.channels();
        bank.respond(setup.detrend.remove(x, channels), channels,
                (frequency, response) -> result.put(setup.mother.isReal() ? response.real() : response, frequency, values));
    }
}
