package org.trialmap.signal.spectrum;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.netlib.lapack.Dpotrf;
import org.netlib.lapack.Dpotrs;
import org.netlib.util.intW;
import org.trialmap.array.Decimals;
import org.trialmap.setting.Setting;

/**
 * Line noise: the sine and cosine of each frequency that fit a trial best, by least squares, are subtracted (FieldTrip's {@code dftfilter}). All frequencies and a constant are fitted together; the
 * constant stays.
 *
 * @param freqHz ascending
 */
public record DftFilter(List<Double> freqHz) implements Serializable {
    /** @throws IllegalArgumentException unless they are positive and ascend */
    public DftFilter {
        freqHz = List.copyOf(freqHz);
        for (int i = 0; i < freqHz.size(); i++) {
            if (!(freqHz.get(i) > (i == 0 ? 0 : freqHz.get(i - 1)) && freqHz.get(i) < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "The frequencies " + freqHz + " Hz were asked to be fitted and subtracted. They are positive numbers that ascend. Correct " + Setting.DFTFILTER + ".");
            }
        }
        if (freqHz.isEmpty()) {
            throw new IllegalArgumentException("No frequency was asked to be fitted and subtracted. There must be one, for example 50 Hz. Correct " + Setting.DFTFILTER + ".");
        }
    }

    /** In Hz, ascending; for example 50, 100, 150. */
    public static DftFilter of(double... freqHz) {
        return new DftFilter(Arrays.stream(freqHz).boxed().toList());
    }

    /**
     * Seconds that a trial must last: a whole period of the lowest frequency, of the smallest distance between two, and of twice the distance from the highest to the Nyquist frequency. In less, they
     * cannot be told from each other or from a drift.
     *
     * @throws IllegalArgumentException if one is not below the Nyquist frequency
     */
    public double shortestSeconds(double samplerateHz) {
        double highest = freqHz.get(freqHz.size() - 1);
        if (highest >= samplerateHz / 2) {
            throw new IllegalArgumentException("The frequency " + highest + " Hz of the dftfilter is not below the Nyquist frequency, " + samplerateHz / 2 + " Hz at a samplerate of " + samplerateHz
                    + " Hz. Sampled data hold nothing there. Leave it out of " + Setting.DFTFILTER + ".");
        }
        double apart = Math.min(freqHz.get(0), samplerateHz - 2 * highest);
        for (int i = 1; i < freqHz.size(); i++) {
            apart = Math.min(apart, freqHz.get(i) - freqHz.get(i - 1));
        }
        return 1 / apart;
    }

    /** Whether a trial is long enough. */
    public boolean fits(long samples, double samplerateHz) {
        return Decimals.isAtMost(shortestSeconds(samplerateHz), samples / samplerateHz);
    }

    /** The filter of trials of one length. */
    public Fit of(int samples, double samplerateHz) {
        return new Fit(freqHz.stream().mapToDouble(hz -> hz / samplerateHz).toArray(), samples);
    }

    /**
     * For trials of one length. Safe for use by several threads.
     *
     * @hidden
     */
    public static final class Fit {
        /** Numbers of a table of sines that is kept; of longer trials they are computed again for each. */
        private static final int MOST = 1 << 20;
        private final double[] turns;
        private final int samples;
        private final int terms;
        private final double[] table;
        /** Factor (Cholesky) of the normal equations' matrix. */
        private final double[] factor;

        private Fit(double[] turns, int samples) {
            this.turns = turns;
            this.samples = samples;
            this.terms = 2 * turns.length + 1;
            this.table = (long) samples * terms > MOST ? null : new double[samples * terms];
            for (int s = 0; table != null && s < samples; s++) {
                sines(s, table, s * terms);
            }
            this.factor = factor();
        }

        /** The constant, then cosine and sine of each frequency. */
        private void sines(int s, double[] out, int at) {
            out[at] = 1;
            for (int f = 0; f < turns.length; f++) {
                double angle = 2 * Math.PI * Math.IEEEremainder(turns[f] * s, 1);
                out[at + 2 * f + 1] = StrictMath.cos(angle);
                out[at + 2 * f + 2] = StrictMath.sin(angle);
            }
        }

        private double[] row(int s, double[] row) {
            if (table == null) {
                sines(s, row, 0);
            } else {
                System.arraycopy(table, s * terms, row, 0, terms);
            }
            return row;
        }

        private double[] factor() {
            double[] matrix = new double[terms * terms];
            double[] row = new double[terms];
            for (int s = 0; s < samples; s++) {
                double[] x = row(s, row);
                for (int i = 0; i < terms; i++) {
                    for (int j = 0; j <= i; j++) {
                        matrix[j * terms + i] += x[i] * x[j];
                    }
                }
            }
            intW info = new intW(0);
            Dpotrf.dpotrf("L", terms, matrix, 0, terms, info);
            if (info.val != 0) {
                throw new IllegalStateException("The sines of a fit over " + samples + " samples are not independent: the trial is too short for them.");
            }
            return matrix;
        }

        /** What is left of samples x channels. A channel with a value that is not finite has nothing that is. */
        public double[] apply(double[] x, int channels) {
            double[] mean = new double[channels];
            for (int row = 0; row < x.length; row += channels) {
                for (int c = 0; c < channels; c++) {
                    mean[c] += x[row + c];
                }
            }
            for (int c = 0; c < channels; c++) {
                mean[c] /= samples;
            }
            double[] fitted = fit(x, mean, channels);
            double[] rest = x.clone();
            double[] row = new double[terms];
            for (int s = 0; s < samples; s++) {
                double[] sines = row(s, row);
                for (int c = 0; c < channels; c++) {
                    double line = 0;
                    for (int t = 1; t < terms; t++) {
                        line += fitted[c * terms + t] * sines[t];
                    }
                    rest[s * channels + c] -= line;
                }
            }
            return rest;
        }

        /** Factors of the terms, for each channel; the channels' means are taken off first, to keep digits where they are large. */
        private double[] fit(double[] x, double[] mean, int channels) {
            double[] sums = new double[channels * terms];
            double[] row = new double[terms];
            for (int s = 0; s < samples; s++) {
                double[] sines = row(s, row);
                for (int c = 0; c < channels; c++) {
                    double value = x[s * channels + c] - mean[c];
                    for (int t = 0; t < terms; t++) {
                        sums[c * terms + t] += value * sines[t];
                    }
                }
            }
            for (int c = 0; c < channels; c++) { // one by one: a channel does not depend on which others there are
                Dpotrs.dpotrs("L", terms, 1, factor, 0, terms, sums, c * terms, terms, new intW(0));
            }
            return sums;
        }
    }
}
