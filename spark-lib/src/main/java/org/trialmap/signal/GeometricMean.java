package org.trialmap.signal;

import java.util.Arrays;

/** The product of powers of complex responses at chosen samples, by their principal values: logarithms of moduli, and angles where they are wanted. */
final class GeometricMean {
    private final WaveletOutput output;
    private final boolean angles;
    private final double[] logarithms;
    private final double[] turns;

    GeometricMean(WaveletOutput output) {
        this.output = output;
        this.angles = output.output() != MtmFft.Output.POW && output.output() != MtmFft.Output.ABS;
        this.logarithms = new double[Math.multiplyExact(output.at().length, ChannelBlock.MOST_LANES)];
        this.turns = new double[angles ? logarithms.length : 0];
    }

    void multiply(WaveletBank.Response response, double exponent) {
        if (exponent == 0) {
            return; // also the logarithm of 0
        }
        int lanes = response.lanes().count();
        for (int i = 0, to = 0; i < output.at().length; i++) {
            for (int from = output.at()[i] * lanes; from < (output.at()[i] + 1) * lanes; from++, to++) {
                double re = response.re()[from];
                double im = response.im()[from];
                logarithms[to] += exponent * StrictMath.log(re * re + im * im);
                if (angles) {
                    turns[to] += exponent * StrictMath.atan2(im, re);
                }
            }
        }
    }

    /** Gives the product at one frequency away and starts again. */
    void put(WaveletBank.Lanes lanes, int frequency, double[] values) {
        for (int i = 0, from = 0; i < output.at().length; i++) {
            for (int l = 0; l < lanes.count(); l++, from++) {
                double modulus = StrictMath.exp(0.5 * logarithms[from]);
                double re = angles ? modulus * StrictMath.cos(turns[from]) : modulus;
                double im = angles ? modulus * StrictMath.sin(turns[from]) : 0;
                output.put(re, im, (i * output.frequencies() + frequency) * output.channels() + lanes.first() + l, values);
            }
        }
        Arrays.fill(logarithms, 0);
        Arrays.fill(turns, 0);
    }
}
