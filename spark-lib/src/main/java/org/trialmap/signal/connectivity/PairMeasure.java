package org.trialmap.signal.connectivity;

import org.trialmap.setting.Setting;
import org.trialmap.signal.fft.SpectralOutput;

/**
 * Measures of how two channels go together at a frequency, from sums over trials. S is the cross-spectrum X_i conj(X_j), u = S / |S|, n the number of snapshots: trials x tapers for {@link #CSD},
 * {@link #COH} and {@link #IMCOH}; for the others trials, S averaged over their tapers (as Syncopy and FieldTrip do). Where a measure is 0 / 0, since a channel has no power at the frequency or
 * its phase is always that of the other one, it is 0.
 */
public enum PairMeasure {
    /** The cross-spectral density: mean of S. */
    CSD(PairSums.CROSS) {
        @Override
        void value(Sums s, int i, int j, double[] value) {
            value[0] = s.re(i, j) / s.snapshots;
            value[1] = s.im(i, j) / s.snapshots;
        }
    },
    /** Coherency: mean S_ij / sqrt(mean S_ii mean S_jj). */
    COH(PairSums.CROSS) {
        @Override
        void value(Sums s, int i, int j, double[] value) {
            double scale = Math.sqrt(s.re(i, i)) * Math.sqrt(s.re(j, j));
            value[0] = i == j ? ratio(scale, scale) : ratio(s.re(i, j), scale);
            value[1] = ratio(s.im(i, j), scale);
        }
    },
    /** Imaginary part of coherency (Nolte et al. 2004); positive where channel i leads. */
    IMCOH(PairSums.CROSS) {
        @Override
        void value(Sums s, int i, int j, double[] value) {
            COH.value(s, i, j, value);
            value[0] = value[1];
            value[1] = 0;
        }
    },
    /** Phase locking value: |mean u| (Lachaux et al. 1999). */
    PLV(PairSums.PHASES) {
        @Override
        void value(Sums s, int i, int j, double[] value) {
            value[0] = modulus(s.re(i, j), s.im(i, j)) / s.trials;
        }
    },
    /** Corrected imaginary phase locking value: |Im mean u| / sqrt(1 - (Re mean u)^2) (Bruna et al. 2018). */
    CIPLV(PairSums.PHASES) {
        @Override
        void value(Sums s, int i, int j, double[] value) {
            double re = s.re(i, j) / s.trials;
            double rest = 1 - re * re;
            value[0] = rest > 0 ? Math.abs(s.im(i, j) / s.trials) / Math.sqrt(rest) : rest <= 0 ? 0 : rest;
        }
    },
    /** Pairwise phase consistency: (|sum u|^2 - n) / (n (n - 1)) (Vinck et al. 2010). */
    PPC(PairSums.PHASES) {
        @Override
        void value(Sums s, int i, int j, double[] value) {
            double n = s.trials;
            boolean phases = s.re(i, i) != 0 && s.re(j, j) != 0;
            value[0] = !phases ? 0 : (s.re(i, j) * s.re(i, j) + s.im(i, j) * s.im(i, j) - n) / (n * (n - 1));
        }
    },
    /** Phase lag index: |mean sign Im S| (Stam et al. 2007). */
    PLI(PairSums.SIGNS) {
        @Override
        void value(Sums s, int i, int j, double[] value) {
            value[0] = Math.abs(s.part(0, i, j)) / s.trials;
        }
    },
    /** Weighted phase lag index: |sum Im S| / sum |Im S| (Vinck et al. 2011). */
    WPLI(PairSums.IMAGINARY) {
        @Override
        void value(Sums s, int i, int j, double[] value) {
            value[0] = ratio(Math.abs(s.part(0, i, j)), s.part(1, i, j));
        }
    },
    /** Debiased estimate of the square of WPLI: ((sum Im S)^2 - sum (Im S)^2) / ((sum |Im S|)^2 - sum (Im S)^2) (Vinck et al. 2011). */
    DWPLI(PairSums.IMAGINARY) {
        @Override
        void value(Sums s, int i, int j, double[] value) {
            double squares = s.part(2, i, j);
            value[0] = ratio(s.part(0, i, j) * s.part(0, i, j) - squares, s.part(1, i, j) * s.part(1, i, j) - squares);
        }
    };

    private final PairSums sums;

    PairMeasure(PairSums sums) {
        this.sums = sums;
    }

    /** What is summed over trials for it. */
    public PairSums sums() {
        return sums;
    }

    /** Whether its values are complex, and a {@link SpectralOutput} is made of them. */
    public boolean isComplex() {
        return this == CSD || this == COH;
    }

    /**
     * Throws {@link IllegalArgumentException} if there are too few trials for anything but the value that the measure always has then.
     *
     * @param name of the measure, as users write it
     */
    public void requireEnough(String name, long trials, int tapers) {
        long snapshots = sums == PairSums.CROSS ? trials * tapers : trials;
        if (this != CSD && snapshots < 2) {
            boolean tapered = sums == PairSums.CROSS;
            throw new IllegalArgumentException("The method " + name + " compares phases between " + (tapered ? "trials and tapers" : "trials") + ", and there is one trial"
                    + (tapered ? " with one taper" : "") + ". Of one, the value does not depend on the data. Select at least 2 trials with " + Setting.TRIALS
                    + (tapered ? ", or use several tapers with " + Setting.TAPSMOFRQ + "." : "."));
        }
    }

    /** The real and, for complex measures, imaginary part of entry (i, j), j at most i. */
    abstract void value(Sums s, int i, int j, double[] value);

    /** The sums of one frequency. */
    record Sums(double[] array, int at, int pairs, double trials, double snapshots) {
        double part(int part, int i, int j) {
            return array[at + part * pairs + Pairs.row(i) + j];
        }

        double re(int i, int j) {
            return part(0, i, j);
        }

        double im(int i, int j) {
            return part(1, i, j);
        }
    }

    /** 0 for 0 / 0; NaN stays what it is. */
    private static double ratio(double a, double b) {
        return b == 0 ? 0 : a / b;
    }

    private static double modulus(double re, double im) {
        return Math.sqrt(re * re + im * im);
    }

    /** Numbers of a matrix of channels x channels. */
    public int values(int channels, SpectralOutput output) {
        return Math.multiplyExact(Math.multiplyExact(channels, channels), isComplex() && output == SpectralOutput.FOURIER ? 2 : 1);
    }

    /**
     * The matrix of one frequency: channel_i x channel_j, row-major.
     *
     * @param s the sums of this frequency, from {@code at} on
     * @param tapers of each trial
     * @param output what is made of complex values; {@link SpectralOutput#FOURIER}: real and imaginary part in turn. Others are real anyway
     * @param out where the matrix goes, from {@code to} on
     */
    public void finish(double[] s, int at, int channels, long trials, int tapers, SpectralOutput output, double[] out, int to) {
        Sums one = new Sums(s, at, Pairs.count(channels), trials, (double) trials * tapers);
        double[] value = new double[2];
        for (int i = 0; i < channels; i++) {
            for (int j = 0; j <= i; j++) {
                value(one, i, j, value);
                int ij = i * channels + j;
                int ji = j * channels + i;
                if (!isComplex()) {
                    out[to + ji] = this == IMCOH ? 0.0 - value[0] : value[0];
                    out[to + ij] = value[0];
                } else if (output == SpectralOutput.FOURIER) {
                    out[to + 2 * ji] = value[0];
                    out[to + 2 * ji + 1] = 0.0 - value[1];
                    out[to + 2 * ij] = value[0];
                    out[to + 2 * ij + 1] = value[1];
                } else {
                    out[to + ji] = output.of(value[0], 0.0 - value[1]);
                    out[to + ij] = output.of(value[0], value[1]);
                }
            }
        }
    }
}
