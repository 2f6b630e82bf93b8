package org.trialmap.signal.spectrum;

import java.util.Arrays;
import java.util.Map;
import org.trialmap.array.Decimals;

/** Tapers as Syncopy's spectra use them: one of SciPy's windows or some Slepian sequences, scaled so that power does not depend on the window. */
public final class Tapers {
    private Tapers() {}

    /**
     * How many Slepian tapers, and how wide.
     *
     * @param nw    samples times half bandwidth, in cycles per sample
     * @param count number of tapers
     */
    public record Slepian(double nw, int count) {
        /**
         * Syncopy's rule: NW = half bandwidth * mean length / samplerate, with a half bandwidth of at least one bin, and max(1, int(2 NW - 1))
         * tapers.
         *
         * @param meanSamples mean length of the trials
         */
        public static Slepian ofHalfBandwidthHz(double tapsmofrq, double meanSamples, double samplerateHz) {
            if (!(tapsmofrq > 0 && tapsmofrq < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("The half bandwidth is " + tapsmofrq + " Hz. It must be positive. Give a positive tapsmofrq.");
            }
            double nw = Math.max(tapsmofrq, samplerateHz / meanSamples) * meanSamples / samplerateHz;
            return new Slepian(nw, Math.max(1, (int) Decimals.floor(2 * nw - 1)));
        }
    }

    /**
     * A window of {@link Windows}, symmetric, times {@code sqrt(4/3 * length / sum)} ({@code boxcar}: without 4/3).
     *
     * @param samples of the trial
     * @param length  of the transform
     * @return one taper: 1 x samples
     * @throws IllegalArgumentException also for a window whose sum is not positive, as that of two samples of hann
     */
    public static double[][] window(String name, int samples, int length, Map<String, Double> parameters) {
        double[] window = Windows.symmetric(name, samples, parameters);
        double sum = Arrays.stream(window).sum();
        if (!(sum > 0)) {
            throw new IllegalArgumentException(
                    "The window " + name + " of " + samples + " samples has the sum " + sum + ". A taper that lets nothing through cannot"
                            + " be scaled. Choose the window boxcar or longer trials.");
        }
        double scale = (name.equals("boxcar") ? 1 : Math.sqrt(4.0 / 3)) * Math.sqrt(length / sum);
        return new double[][] {scaled(window, scale)};
    }

    /** Slepian tapers times {@code sqrt(length)}: count x samples. */
    public static double[][] slepian(int samples, int length, Slepian slepian) {
        double[][] tapers = Dpss.symmetric(samples, slepian.nw, slepian.count);
        return Arrays.stream(tapers).map(taper -> scaled(taper, Math.sqrt(length))).toArray(double[][]::new);
    }

    /** Slepian sequences of norm 1, not scaled; periodic (SciPy's {@code sym=False}): as for windows that follow one another. */
    static double[][] periodicSlepian(int samples, Slepian slepian) {
        return Arrays.stream(Dpss.symmetric(samples + 1, slepian.nw, slepian.count)).map(taper -> Arrays.copyOf(taper, samples)).toArray(double[][]::new);
    }

    private static double[] scaled(double[] taper, double scale) {
        return Arrays.stream(taper).map(value -> value * scale).toArray();
    }
}
