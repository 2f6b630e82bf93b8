package org.trialmap.signal.model;

import java.io.Serializable;
import java.util.Arrays;

/**
 * A power spectrum as an aperiodic part and peaks: Donoghue et al. (2020), Nature Neuroscience 23, 1655-1665, by the steps of their program fooof (1.1). All is done with log10 of power: the aperiodic
 * part is fitted, robustly against peaks, and subtracted; Gaussians are fitted to what is left; the aperiodic part is fitted once more to the spectrum without them.
 *
 * @param aperiodic offset and exponent, or offset, knee and exponent
 * @param gaussians the peaks by ascending frequency: centre in Hz, height, standard deviation in Hz
 * @param peaks as fooof reports them: centre in Hz, height of the whole model above the aperiodic part at the frequency nearest to it, width of two standard deviations
 * @param aperiodicPart log10 of power at each frequency
 * @param whole log10 of power at each frequency
 * @param rSquared square of the correlation of log10 of power and the model; 0 if one of them is constant
 * @param error mean absolute difference of the two
 */
public record SpectralModel(double[] aperiodic, double[][] gaussians, double[][] peaks, double[] aperiodicPart, double[] whole, double rSquared, double error) implements Serializable {
    /**
     * @param hz frequencies above 0, ascending in even steps; as many as the aperiodic part has parameters, and one more
     * @param power above 0
     * @throws IllegalArgumentException if there is no such model of it; the message is the reason, part of a sentence
     */
    public static SpectralModel of(double[] hz, double[] power, FooofOptions options) {
        double[] spectrum = new double[hz.length];
        for (int k = 0; k < hz.length; k++) {
            if (!(power[k] > 0 && power[k] < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("at " + hz[k] + " Hz its power is " + power[k] + ", which has no logarithm");
            }
            spectrum[k] = StrictMath.log10(power[k]);
        }
        AperiodicFit aperiodic = new AperiodicFit(options.aperiodicMode(), Arrays.stream(hz).map(StrictMath::log).toArray(), spectrum);
        PeakFit search = new PeakFit(options, hz);
        double[][] gaussians = search.of(minus(spectrum, aperiodic.curve(aperiodic.robust())));
        double[] peaks = search.sum(gaussians);
        double[] parameters = aperiodic.of(minus(spectrum, peaks));
        double[] part = aperiodic.curve(parameters);
        double[] whole = new double[hz.length];
        Arrays.setAll(whole, k -> part[k] + peaks[k]);
        double error = Arrays.stream(minus(spectrum, whole)).map(Math::abs).average().orElseThrow();
        return new SpectralModel(parameters, gaussians, reported(gaussians, hz, minus(whole, part)), part, whole, rSquared(spectrum, whole), error);
    }

    private static double[] minus(double[] a, double[] b) {
        double[] difference = new double[a.length];
        Arrays.setAll(difference, k -> a[k] - b[k]);
        return difference;
    }

    private static double[][] reported(double[][] gaussians, double[] hz, double[] heights) {
        return Arrays.stream(gaussians).map(peak -> {
            int nearest = 0;
            for (int k = 1; k < hz.length; k++) {
                nearest = Math.abs(hz[k] - peak[0]) < Math.abs(hz[nearest] - peak[0]) ? k : nearest;
            }
            return new double[] {peak[0], heights[nearest], 2 * peak[2]};
        }).toArray(double[][]::new);
    }

    private static double rSquared(double[] a, double[] b) {
        double meanA = Arrays.stream(a).average().orElseThrow();
        double meanB = Arrays.stream(b).average().orElseThrow();
        double products = 0;
        double squaresA = 0;
        double squaresB = 0;
        for (int k = 0; k < a.length; k++) {
            products += (a[k] - meanA) * (b[k] - meanB);
            squaresA += (a[k] - meanA) * (a[k] - meanA);
            squaresB += (b[k] - meanB) * (b[k] - meanB);
        }
        return squaresA > 0 && squaresB > 0 ? products / squaresA * (products / squaresB) : 0;
    }
}
