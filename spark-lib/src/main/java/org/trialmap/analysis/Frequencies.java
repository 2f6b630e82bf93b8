package org.trialmap.analysis;

import java.io.Serializable;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.trialmap.array.Decimals;
import org.trialmap.setting.Setting;

/** Which frequencies of a spectrum are wanted. What counts as equal is said in {@link Decimals}. */
public sealed interface Frequencies extends Serializable {
    /** All bins of the transform: the default. */
    Frequencies ALL = new All();

    /** The bins nearest to these frequencies in Hz (of two the higher one), each once ({@code foi}). */
    static Frequencies nearest(double... hz) {
        return new Nearest(Arrays.stream(hz).boxed().toList());
    }

    /** All bins from one frequency to another, both included, in Hz ({@code foilim}). */
    static Frequencies between(double fromHz, double toHz) {
        return new Between(fromHz, toHz);
    }

    /**
     * The bins of a transform of that length, ascending.
     *
     * @throws IllegalArgumentException if a frequency is negative or beyond half the samplerate, or no bin is in the range
     */
    int[] bins(int length, double samplerateHz);

    /**
     * The frequencies of wavelets, ascending, in Hz: those of interest, each once; a range in steps of 1 Hz from its lower end; all: quarters of an octave
     * below half the samplerate, down to one period in the shortest trial.
     *
     * @throws IllegalArgumentException if one is not above 0 and below half the samplerate, or there is none
     */
    double[] waveletHz(long shortest, double samplerateHz);

    /** The keywords {@code foi} and {@code foilim}, as the history has them; null: not given. */
    default Map<String, Object> options() {
        return keywords(null, null);
    }

    private static Map<String, Object> keywords(List<Double> foi, List<Double> foilim) {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("foi", foi);
        options.put("foilim", foilim);
        return options;
    }

    private static double[] requireResolved(Setting option, double[] hz, double samplerateHz) {
        for (double f : hz) {
            if (!(f > 0 && f < samplerateHz / 2)) {
                throw new IllegalArgumentException("The frequency " + f + " Hz cannot be computed with wavelets at a samplerate of " + samplerateHz + " Hz: they have"
                        + " frequencies above 0 and below " + samplerateHz / 2 + " Hz. Correct " + option + ".");
            }
        }
        return hz;
    }

    private static void requireAttainable(Setting option, double hz, double samplerateHz) {
        if (hz > samplerateHz / 2) {
            throw new IllegalArgumentException("The frequency " + hz + " Hz is above the Nyquist frequency (" + samplerateHz / 2 + " Hz) of this recording, which is"
                    + " sampled at " + samplerateHz + " Hz. Correct " + option + ".");
        }
        if (!(hz >= 0)) {
            throw new IllegalArgumentException("The frequency " + hz + " Hz is not possible. Spectra go from 0 Hz to the Nyquist frequency (" + samplerateHz / 2
                    + " Hz). Correct " + option + ".");
        }
    }

    /** @hidden */
    record All() implements Frequencies {
        @Override
        public int[] bins(int length, double samplerateHz) {
            return IntStream.rangeClosed(0, length / 2).toArray();
        }

        @Override
        public double[] waveletHz(long shortest, double samplerateHz) {
            int quarters = (int) Decimals.floor(4 * Math.log(shortest / 2.0) / Math.log(2));
            if (quarters < 1) {
                throw new IllegalArgumentException("Frequencies for wavelets were left to the shortest trial, which has " + shortest + " samples. None has a"
                        + " period in it and is below half the samplerate. Give frequencies with " + Setting.FOI + ", or select longer trials.");
            }
            return IntStream.iterate(quarters, j -> j >= 1, j -> j - 1).mapToDouble(j -> samplerateHz / 2 * StrictMath.pow(2, -j / 4.0)).toArray();
        }
    }

    /** @hidden */
    record Nearest(List<Double> hz) implements Frequencies {
        public Nearest {
            hz = List.copyOf(hz);
            if (hz.isEmpty()) {
                throw new IllegalArgumentException("No frequencies of interest were given. Give at least one with " + Setting.FOI + ", or leave it"
                        + " out to have all.");
            }
        }

        @Override
        public Map<String, Object> options() {
            return keywords(hz, null);
        }

        @Override
        public int[] bins(int length, double samplerateHz) {
            hz.forEach(f -> requireAttainable(Setting.FOI, f, samplerateHz));
            return hz.stream().mapToInt(f -> (int) Math.min(length / 2, Decimals.nearest(f * length / samplerateHz))).distinct().sorted().toArray();
        }

        @Override
        public double[] waveletHz(long shortest, double samplerateHz) {
            return requireResolved(Setting.FOI, hz.stream().mapToDouble(Double::doubleValue).distinct().sorted().toArray(), samplerateHz);
        }
    }

    /** @hidden */
    record Between(double fromHz, double toHz) implements Frequencies {
        public Between {
            if (!(fromHz <= toHz)) {
                throw new IllegalArgumentException("The frequency range " + fromHz + " to " + toHz + " Hz has no frequencies. The lower limit comes first."
                        + " Correct " + Setting.FOILIM + ".");
            }
        }

        @Override
        public Map<String, Object> options() {
            return keywords(null, List.of(fromHz, toHz));
        }

        @Override
        public int[] bins(int length, double samplerateHz) {
            requireAttainable(Setting.FOILIM, fromHz, samplerateHz);
            requireAttainable(Setting.FOILIM, toHz, samplerateHz);
            int first = (int) Decimals.ceil(fromHz * length / samplerateHz);
            int last = (int) Math.min(length / 2, Decimals.floor(toHz * length / samplerateHz));
            int[] bins = IntStream.rangeClosed(first, last).toArray();
            if (bins.length == 0) {
                throw new IllegalArgumentException("There is no frequency from " + fromHz + " to " + toHz + " Hz in spectra of " + length + " samples at "
                        + samplerateHz + " Hz, which are " + samplerateHz / length + " Hz apart. Widen " + Setting.FOILIM + ", or make these more: " + Setting.PAD + " for trials, "
                        + Setting.T_FTIMWIN + " for windows.");
            }
            return bins;
        }

        @Override
        public double[] waveletHz(long shortest, double samplerateHz) {
            requireResolved(Setting.FOILIM, new double[] {fromHz, toHz}, samplerateHz);
            return IntStream.rangeClosed(0, (int) Decimals.floor(toHz - fromHz)).mapToDouble(step -> Math.min(fromHz + step, toHz)).toArray();
        }
    }

    /** The frequency of a bin. */
    static double hz(int bin, int length, double samplerateHz) {
        return bin * samplerateHz / length;
    }
}
