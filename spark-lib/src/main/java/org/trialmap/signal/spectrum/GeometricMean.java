package org.trialmap.signal.spectrum;

import java.util.Arrays;
import org.trialmap.signal.fft.FftKernels;
import org.trialmap.signal.fft.SpectralOutput;
import org.trialmap.signal.filter.ChannelBlock;

/**
 * The product of powers of complex responses at chosen samples, by their principal values: logarithms of moduli and, where they are wanted, sums of angles.
 * Responses of the same exponent are multiplied as long as the product is of moderate size, which spares logarithms and angles; how often its angle
 * passed pi is counted.
 */
final class GeometricMean {
    static final double LARGEST = 1e140;
    static final double SMALLEST = 1e-140;
    private static final boolean VECTORS = FftKernels.vectorsAreHere();
    /** So many are multiplied one by one where vectors have stopped. */
    private static final int FEW = 16;

    private final WaveletOutput output;
    private final boolean angled;
    private final double[] logarithms;
    private final double[] angles;
    /** Products that are not raised to their exponent yet; without angles those of squared moduli. */
    private final double[] re;
    private final double[] im;
    private final int[] turns;
    private double exponent;
    /** Whether there are such products. */
    private boolean waiting;

    GeometricMean(WaveletOutput output) {
        this.output = output;
        this.angled = output.output() != SpectralOutput.POW && output.output() != SpectralOutput.ABS;
        this.logarithms = new double[Math.multiplyExact(output.at().length, ChannelBlock.MOST_LANES)];
        this.angles = new double[logarithms.length];
        this.re = new double[logarithms.length];
        this.im = new double[logarithms.length];
        this.turns = new int[logarithms.length];
        Arrays.fill(re, 1);
    }

    void multiply(WaveletBank.Response response, double power) {
        if (power == 0) {
            return; // also the logarithm of 0
        }
        int lanes = response.lanes().count();
        int[] at = output.at();
        if (power != exponent) {
            raise(at.length * lanes);
            exponent = power;
        }
        waiting = true;
        for (int i = 0, end = 0; i < at.length; i = end) {
            end = i + 1;
            while (end < at.length && at[end] == at[end - 1] + 1) {
                end++;
            }
            if (angled) {
                multiplyAngled(response, at[i] * lanes, i * lanes, (end - i) * lanes);
            } else {
                multiplySquares(response, at[i] * lanes, i * lanes, (end - i) * lanes);
            }
        }
    }

    private void multiplyAngled(WaveletBank.Response response, int from, int to, int count) {
        for (int i = 0; i < count; i++) {
            multiply(to + i, response.re()[from + i], response.im()[from + i]);
        }
    }

    private void multiplySquares(WaveletBank.Response response, int from, int to, int count) {
        double[] a = response.re();
        double[] b = response.im();
        for (int i = 0; i < count;) {
            i += VECTORS ? GeometricMeanVector.multiply(re, to + i, a, b, from + i, count - i) : 0;
            for (int end = Math.min(count, i + FEW); i < end; i++) {
                multiply(to + i, a[from + i] * a[from + i] + b[from + i] * b[from + i]);
            }
        }
    }

    private void multiply(int place, double square) {
        double product = re[place] * square;
        if (product > SMALLEST && product < LARGEST) {
            re[place] = product;
        } else {
            raiseOne(place);
            re[place] = square;
            raiseOne(place);
        }
    }

    private void multiply(int place, double a, double b) {
        double real = re[place] * a - im[place] * b;
        double imaginary = re[place] * b + im[place] * a;
        double size = Math.abs(real) + Math.abs(imaginary);
        if (size > SMALLEST && size < LARGEST) {
            if (isBelow(im[place]) == isBelow(b) && isBelow(imaginary) != isBelow(b)) {
                turns[place] += isBelow(b) ? -1 : 1;
            }
            re[place] = real;
            im[place] = imaginary;
        } else {
            raiseOne(place);
            re[place] = a;
            im[place] = b;
            raiseOne(place);
        }
    }

    /** Whether its angle is -pi to -0; as {@code atan2} sees it, so by the sign of a zero too. */
    private static boolean isBelow(double imaginary) {
        return Double.doubleToRawLongBits(imaginary) < 0;
    }

    /** All products of so many places. */
    private void raise(int places) {
        if (!waiting) {
            return;
        }
        waiting = false;
        if (angled) {
            for (int i = 0; i < places; i++) {
                raiseOne(i);
            }
            return;
        }
        Logarithms.of(re, places);
        for (int i = 0; i < places; i++) {
            logarithms[i] += exponent * (0.5 * re[i]);
        }
        Arrays.fill(re, 0, places, 1);
    }

    private void raiseOne(int place) {
        double square = angled ? re[place] * re[place] + im[place] * im[place] : re[place];
        logarithms[place] += exponent * (0.5 * StrictMath.log(square));
        if (angled) {
            angles[place] += exponent * (StrictMath.atan2(im[place], re[place]) + 2 * Math.PI * turns[place]);
        }
        re[place] = 1;
        im[place] = 0;
        turns[place] = 0;
    }

    /** Gives the product at one frequency away and starts again. */
    void put(WaveletBank.Lanes lanes, int frequency, Object values) {
        int places = output.at().length * lanes.count();
        raise(places);
        Logarithms.undo(logarithms, places);
        for (int i = 0, from = 0; i < output.at().length; i++) {
            for (int l = 0; l < lanes.count(); l++, from++) {
                double modulus = logarithms[from];
                int place = (i * output.frequencies() + frequency) * output.channels() + lanes.first() + l;
                double cos = angled ? StrictMath.cos(angles[from]) : 1;
                double sin = angled ? StrictMath.sin(angles[from]) : 0;
                output.put(modulus * cos, modulus * sin, place, values);
            }
        }
        Arrays.fill(logarithms, 0);
        Arrays.fill(angles, 0);
    }
}
