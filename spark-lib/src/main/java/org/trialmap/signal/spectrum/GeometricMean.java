package org.trialmap.signal.spectrum;

import java.util.Arrays;
import org.trialmap.signal.fft.SpectralOutput;
import org.trialmap.signal.filter.ChannelBlock;

/**
 * The product of powers of complex responses at chosen samples, by their principal values: logarithms of moduli and, where they are wanted, sums of angles.
 * Responses of the same exponent are multiplied as long as the product is of moderate size, which spares logarithms and angles; how often its angle
 * passed pi is counted.
 */
final class GeometricMean {
    private static final double LARGEST = 1e140;
    private static final double SMALLEST = 1e-140;

    private final WaveletOutput output;
    private final boolean angled;
    private final double[] logarithms;
    private final double[] angles;
    /** Products that are not raised to their exponent yet; without angles those of squared moduli. */
    private final double[] re;
    private final double[] im;
    private final int[] turns;
    private double exponent;

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
        if (power != exponent) {
            raise();
            exponent = power;
        }
        int lanes = response.lanes().count();
        for (int i = 0, to = 0; i < output.at().length; i++) {
            for (int from = output.at()[i] * lanes; from < (output.at()[i] + 1) * lanes; from++, to++) {
                double a = response.re()[from];
                double b = response.im()[from];
                if (angled) {
                    multiply(to, a, b);
                } else {
                    multiply(to, a * a + b * b);
                }
            }
        }
    }

    private void multiply(int place, double square) {
        double product = re[place] * square;
        if (product > SMALLEST && product < LARGEST) {
            re[place] = product;
        } else {
            raise(place);
            re[place] = square;
            raise(place);
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
            raise(place);
            re[place] = a;
            im[place] = b;
            raise(place);
        }
    }

    /** Whether its angle is -pi to -0; as {@code atan2} sees it, so by the sign of a zero too. */
    private static boolean isBelow(double imaginary) {
        return Double.doubleToRawLongBits(imaginary) < 0;
    }

    private void raise() {
        for (int i = 0; i < re.length; i++) {
            if (re[i] != 1 || im[i] != 0 || turns[i] != 0) {
                raise(i);
            }
        }
    }

    private void raise(int place) {
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
        raise();
        for (int i = 0, from = 0; i < output.at().length; i++) {
            for (int l = 0; l < lanes.count(); l++, from++) {
                double modulus = StrictMath.exp(logarithms[from]);
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
