package org.trialmap.signal.model;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.trialmap.setting.Setting;
import org.trialmap.signal.model.FooofOptions.AperiodicMode;

/** The aperiodic part of a spectrum: offset and exponent, and a knee between them if it has one. Values are log10 of power. */
final class AperiodicFit {
    /** Of the points without peaks, in percent. */
    private static final double LOWEST = 0.025;
    private static final double LN_10 = StrictMath.log(10);

    private final AperiodicMode mode;
    private final double[] lnHz;
    private final double[] values;

    /** @param values of the whole spectrum, from which the exponent is guessed */
    AperiodicFit(AperiodicMode mode, double[] lnHz, double[] values) {
        this.mode = mode;
        this.lnHz = lnHz;
        this.values = values;
    }

    double[] curve(double[] parameters) {
        double[] fitted = new double[lnHz.length];
        if (mode == AperiodicMode.FIXED) {
            Arrays.setAll(fitted, k -> parameters[0] - parameters[1] * lnHz[k] / LN_10);
        } else {
            new Knee(lnHz).at(parameters, fitted, new double[3][lnHz.length]);
        }
        return fitted;
    }

    /** Of a spectrum with peaks, which are left out: only its lowest points are fitted, once it is flat. */
    double[] robust() {
        double[] first = of(values);
        double[] flat = curve(first);
        Arrays.setAll(flat, k -> Math.max(0, values[k] - flat[k]));
        double limit = lowest(flat);
        int[] low = IntStream.range(0, flat.length).filter(k -> flat[k] <= limit).toArray();
        if (low.length < mode.count()) {
            throw new IllegalArgumentException("of its " + flat.length + " frequencies only " + low.length + (low.length == 1 ? " is" : " are") + " below a first aperiodic fit, too few for "
                    + mode.count() + " parameters");
        }
        return fitted(Arrays.stream(low).mapToDouble(k -> lnHz[k]).toArray(), Arrays.stream(low).mapToDouble(k -> values[k]).toArray(), first);
    }

    /** Of a spectrum without peaks. */
    double[] of(double[] spectrum) {
        int last = values.length - 1;
        double exponent = Math.abs((values[last] - values[0]) / (lnHz[last] - lnHz[0]) * LN_10);
        return fitted(lnHz, spectrum, mode == AperiodicMode.FIXED ? new double[] {spectrum[0], exponent} : new double[] {spectrum[0], 0, exponent});
    }

    private double[] fitted(double[] at, double[] spectrum, double[] start) {
        if (mode == AperiodicMode.FIXED) {
            return line(at, spectrum);
        }
        double[] lower = new double[3];
        double[] upper = new double[3];
        Arrays.fill(lower, Double.NEGATIVE_INFINITY);
        Arrays.fill(upper, Double.POSITIVE_INFINITY);
        return BoundedLeastSquares.fit(new Knee(at), spectrum, start, lower, upper)
                .orElseThrow(() -> new IllegalArgumentException("no offset, knee and exponent were found that fit it best, as where it does not bend (" + Setting.FOOOF_FIXED + ")"));
    }

    /** The straight line of least squares. */
    private static double[] line(double[] at, double[] spectrum) {
        double middle = Arrays.stream(at).average().orElseThrow();
        double mean = Arrays.stream(spectrum).average().orElseThrow();
        double products = 0;
        double squares = 0;
        for (int k = 0; k < at.length; k++) {
            products += (at[k] - middle) * (spectrum[k] - mean);
            squares += (at[k] - middle) * (at[k] - middle);
        }
        double slope = products / squares;
        return new double[] {mean - slope * middle, -slope * LN_10};
    }

    /** NumPy's percentile, between the values next to it. */
    private static double lowest(double[] flat) {
        double[] sorted = flat.clone();
        Arrays.sort(sorted);
        double place = LOWEST / 100 * (sorted.length - 1);
        int below = (int) place;
        return below == sorted.length - 1 ? sorted[below] : sorted[below] + (sorted[below + 1] - sorted[below]) * (place - below);
    }

    /** offset - log10(knee + F^exponent). */
    private record Knee(double[] lnHz) implements BoundedLeastSquares.Curve {
        @Override
        public void at(double[] parameters, double[] fitted, double[][] slopes) {
            for (int k = 0; k < fitted.length; k++) {
                double power = StrictMath.exp(parameters[2] * lnHz[k]);
                double sum = parameters[1] + power;
                fitted[k] = parameters[0] - StrictMath.log(sum) / LN_10;
                slopes[0][k] = 1;
                slopes[1][k] = -1 / (LN_10 * sum);
                slopes[2][k] = -power * lnHz[k] / (LN_10 * sum);
            }
        }
    }
}
