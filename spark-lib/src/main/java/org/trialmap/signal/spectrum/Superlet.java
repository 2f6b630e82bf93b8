package org.trialmap.signal.spectrum;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.trialmap.array.Decimals;
import org.trialmap.signal.fft.Detrend;
import org.trialmap.signal.fft.Precision;
import org.trialmap.signal.fft.SpectralOutput;
import org.trialmap.signal.fft.TrialShape;

/**
 * Superlets (V. V. Moca et al., 2021; {@code superlet} of Syncopy): the geometric mean of the responses to wavelets
 * {@code exp(i 2 pi f t) exp(-(5 f t / c)^2 / 2)} of several numbers of cycles c = c_1 * order, which are sharp in time and in frequency together.
 * Complex responses are raised to 1 / n by their principal value before they are multiplied. A wavelet spans 5 c / (2 pi f) seconds to both sides; beyond
 * the trial's ends there are zeros, so that values near them are too small.
 *
 * <p>Computed in double; float samples give float results, double ones double. Each channel is computed alone; a value that is not finite makes its whole
 * channel NaN. Made for trials of one length: it holds tables, so keep it. It may be used by several threads.
 */
public final class Superlet {
    /** Standard deviations of the envelope that the cycles span. */
    private static final double K_SD = 5;

    private final Setup setup;
    private final List<Term> terms = new ArrayList<>();
    private final WaveletBank bank;

    /** A wavelet's part in the mean at one frequency. */
    private record Term(int frequency, double exponent, boolean last) {}

    private Superlet(int samples, Setup setup) {
        this.setup = setup;
        List<Wavelet.Plan> wavelets = new ArrayList<>();
        for (int f = 0; f < setup.foiHz.size(); f++) {
            double order = setup.order(setup.foiHz.get(f));
            double exponent = 1 / (order - setup.orderMin + 1);
            for (int o = setup.orderMin; o < order + 1; o++) {
                wavelets.add(setup.wavelet(setup.foiHz.get(f), (double) setup.c1 * o));
                terms.add(new Term(f, o <= order ? exponent : exponent * (order - Math.floor(order)), o + 1 >= order + 1));
            }
        }
        this.bank = new WaveletBank(samples, wavelets);
    }

    /** Which orders a frequency has. */
    public enum Orders {
        /** All from order_min to order_max at every frequency: the multiplicative transform, for a narrow range of frequencies. */
        MULTIPLICATIVE,
        /**
         * From order_min to one that grows linearly with the frequency, order_min at the lowest and order_max at the highest one; the last one by its
         * fraction: the fractional adaptive transform, for a wide range.
         */
        ADAPTIVE
    }

    /**
     * What is computed.
     *
     * @param foiHz    frequencies, in the order of the result: above 0, below half the samplerate
     * @param orderMin {@code order_min}, at least 1
     * @param orderMax {@code order_max}, not below {@code order_min}
     * @param c1       {@code c_1}, cycles of the first order, at least 1; c_1 * order_min should not be below 3
     * @param detrend  detrending of the trial beforehand
     */
    public record Setup(List<Double> foiHz, double samplerateHz, int orderMin, int orderMax, int c1, Orders orders, WaveletScale scale, Detrend detrend)
            implements Serializable {
        /** @throws IllegalArgumentException if there is no frequency, one is out of range, the orders are none, or adaptive ones have one frequency only */
        public Setup {
            foiHz = List.copyOf(foiHz);
            TimeFrequencyChecks.requireFrequencies(foiHz, samplerateHz);
            if (orderMin < 1 || orderMax < orderMin || c1 < 1) {
                throw new IllegalArgumentException("Superlets of orders " + orderMin + " to " + orderMax + " with c_1 = " + c1 + " were asked for. Orders begin"
                        + " at 1 and do not descend, and there is at least 1 cycle. Correct order_min, order_max or c_1.");
            }
            if (orders == Orders.ADAPTIVE && foiHz.stream().distinct().count() < 2) {
                throw new IllegalArgumentException("Adaptive superlets were asked for at one frequency, " + foiHz.get(0) + " Hz. Their orders grow from the"
                        + " lowest to the highest frequency. Give more in foi, or use multiplicative ones (adaptive false).");
            }
        }

        /** Multiplicative, 3 cycles, amplitude-true, without the mean. */
        public static Setup of(List<Double> foiHz, double samplerateHz, int orderMin, int orderMax) {
            return new Setup(foiHz, samplerateHz, orderMin, orderMax, 3, Orders.MULTIPLICATIVE, WaveletScale.AMPLITUDE, Detrend.MEAN);
        }

        public Setup c1(int other) {
            return new Setup(foiHz, samplerateHz, orderMin, orderMax, other, orders, scale, detrend);
        }

        public Setup orders(Orders other) {
            return new Setup(foiHz, samplerateHz, orderMin, orderMax, c1, other, scale, detrend);
        }

        public Setup scale(WaveletScale other) {
            return new Setup(foiHz, samplerateHz, orderMin, orderMax, c1, orders, other, detrend);
        }

        public Setup detrend(Detrend other) {
            return new Setup(foiHz, samplerateHz, orderMin, orderMax, c1, orders, scale, other);
        }

        /** The highest order of a frequency. */
        double order(double hz) {
            if (orders == Orders.MULTIPLICATIVE) {
                return orderMax;
            }
            double lowest = foiHz.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
            double highest = foiHz.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
            return Decimals.whole(orderMin + (orderMax - orderMin) * (hz - lowest) / (highest - lowest));
        }

        Wavelet.Plan wavelet(double hz, double cycles) {
            double s = 1 / (2 * Math.PI * hz);
            double dt = 1 / samplerateHz;
            double syncopys = Math.sqrt(dt) / (4 * Math.PI) * (K_SD / (s * cycles * StrictMath.pow(2 * Math.PI, 1.5)));
            return new Wavelet.Plan(new Cycles(s, cycles), new Wavelet.Rhythm(hz, samplerateHz), 10 * s * cycles / dt, scale, syncopys);
        }
    }

    private record Cycles(double s, double cycles) implements Wavelet.Shape {
        @Override
        public double envelope(double seconds) {
            double t = K_SD * (seconds / s) / (2 * Math.PI * cycles);
            return StrictMath.exp(-0.5 * (t * t));
        }

        @Override
        public double phase(double seconds) {
            return seconds / s;
        }
    }

    /** @throws IllegalArgumentException if there are no samples, or a wavelet has more than 134217728 */
    public static Superlet ofLength(int samples, Setup setup) {
        return new Superlet(new TrialShape(samples, 1).samples(), setup);
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
        GeometricMean mean = new GeometricMean(result);
        bank.respond(setup.detrend.remove(x, channels), channels, (wavelet, response) -> {
            Term term = terms.get(wavelet);
            mean.multiply(response, term.exponent);
            if (term.last) {
                mean.put(response.lanes(), term.frequency, values);
            }
        });
    }
}
