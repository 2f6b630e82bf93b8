package org.trialmap.signal.spectrum;

import java.io.Serializable;
import java.util.Objects;
import org.trialmap.setting.Setting;

/**
 * Mother wavelets of C. Torrence and G. P. Compo, Bull. Am. Meteorol. Soc. 79, 61 (1998). At the frequency f they have the scale s whose Fourier period is 1 / f.
 *
 * @param order of Paul's wavelet and of derivatives of a Gaussian; 0 of Morlet's, which has none
 */
public record MotherWavelet(Family family, int order) implements Serializable {
    /** Morlet's: complex; {@code s = (w0 + sqrt(w0^2 + 2)) / (4 pi f)} with the width w0. */
    public static final MotherWavelet MORLET = new MotherWavelet(Family.MORLET, 0);

    private static final int HIGHEST = 100;

    /** Kinds of wavelets. */
    public enum Family {
        MORLET("Morlet", 0, 0, 0), PAUL("Paul", 4, 4, HIGHEST), DOG("DOG", 1, 2, HIGHEST);

        private final String label;
        private final int lowest;
        private final int usual;
        private final int highest;

        Family(String label, int lowest, int usual, int highest) {
            this.label = label;
            this.lowest = lowest;
            this.usual = usual;
            this.highest = highest;
        }

        /** Syncopy's name. */
        public String label() {
            return label;
        }

        /** The order where none is given: 4 of Paul's wavelet, 2 of a derivative of a Gaussian. */
        public int usualOrder() {
            return usual;
        }
    }

    /** @throws IllegalArgumentException if the family has no wavelet of that order */
    public MotherWavelet {
        Objects.requireNonNull(family, "family");
        if (order < family.lowest || order > family.highest) {
            throw new IllegalArgumentException("A wavelet " + family.label + " of order " + order + " was asked for. " + (family == Family.MORLET
                    ? "Morlet's has no order; its width is given by width." : "There are those of the orders " + family.lowest + " to " + family.highest + "; "
                            + family.usual + " is usual.")
                    + " Correct " + Setting.WAVELET_ORDER + ".");
        }
    }

    boolean isReal() {
        return family == Family.DOG;
    }

    /**
     * Paul's: complex, sharper in time than Morlet's and wider in frequency; {@code (1 - i t / s)^-(order + 1)} with {@code s = (2 order + 1) / (4 pi f)}.
     *
     * @param order 4 to 100; 4 is usual, and at 40 there are about as many cycles as in Morlet's of the width 6
     */
    public static MotherWavelet paul(int order) {
        return new MotherWavelet(Family.PAUL, order);
    }

    /**
     * A derivative of a Gaussian: real, so that its response to an oscillation oscillates, too; {@code -d^order/dx^order exp(-x^2 / 2)} of x = t / s with
     * {@code s = sqrt(order + 1/2) / (2 pi f)}: minus the derivative of the smoothed signal. That of order 2 is Ricker's or Marr's wavelet, the Mexican hat,
     * which peaks where the signal does.
     *
     * @param order 1 to 100; 2 is usual
     */
    public static MotherWavelet dog(int order) {
        return new MotherWavelet(Family.DOG, order);
    }
}
