package org.trialmap.signal.filter;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.trialmap.setting.Setting;

/**
 * A samplerate and the lower one that is wanted, in Hz, whose ratio is that of two whole numbers up to 1,000,000.
 */
public record Rates(double samplerateHz, double resampleHz) implements Serializable {
    private static final int MOST = 1_000_000;
    private static final double TOLERANCE = 1e-9;

    /** @throws IllegalArgumentException if the wanted rate is not positive, not below the samplerate, or not in a ratio of whole numbers to it */
    public Rates {
        if (!(resampleHz > 0 && samplerateHz > 0 && samplerateHz < Double.POSITIVE_INFINITY && resampleHz < samplerateHz)) {
            throw new IllegalArgumentException("Data sampled at " + samplerateHz + " Hz cannot be resampled to " + resampleHz + " Hz. Only lower"
                    + " rates are computed: a higher one would invent samples. Use a rate above 0 and below " + samplerateHz + " Hz in "
                    + Setting.RESAMPLEFS + ".");
        }
        long[] ratio = ratio(resampleHz / samplerateHz);
        if (Math.abs(samplerateHz * ratio[0] / ratio[1] - resampleHz) > TOLERANCE * resampleHz) {
            throw new IllegalArgumentException("Data sampled at " + samplerateHz + " Hz cannot be resampled to " + resampleHz + " Hz. The rates"
                    + " are not in a ratio of whole numbers up to " + MOST + "; the nearest one, " + ratio[0] + ":" + ratio[1] + ","
                    + " gives " + samplerateHz * ratio[0] / ratio[1]
                    + " Hz. Use another rate in " + Setting.RESAMPLEFS + ".");
        }
    }

    /** The wanted rate is the samplerate * up / down; without common factors. */
    public int up() {
        return (int) ratio(resampleHz / samplerateHz)[0];
    }

    public int down() {
        return (int) ratio(resampleHz / samplerateHz)[1];
    }

    /** How many samples come out of a trial: {@code ceil(samples * up / down)}. */
    public int outputSamples(int samples) {
        long scaled = (long) samples * up();
        return (int) ((scaled + down() - 1) / down());
    }

    /** The nearest fraction with a denominator up to a million: the last convergent of the continued fraction, or one between it and the next. */
    private static long[] ratio(double value) {
        BigDecimal exact = new BigDecimal(value);
        BigInteger n = exact.scale() > 0 ? exact.unscaledValue() : exact.toBigInteger();
        BigInteger d = exact.scale() > 0 ? BigInteger.TEN.pow(exact.scale()) : BigInteger.ONE;
        long p0 = 0;
        long q0 = 1;
        long p1 = 1;
        long q1 = 0;
        while (d.signum() != 0) {
            BigInteger[] step = n.divideAndRemainder(d);
            if (step[0].bitLength() > 30 || q0 + step[0].longValue() * q1 > MOST) {
                long k = (MOST - q0) / q1;
                long[] between = {p0 + k * p1, q0 + k * q1};
                double off = Math.abs((double) between[0] / between[1] - value);
                return off < Math.abs((double) p1 / q1 - value) ? between : new long[] {p1, q1};
            }
            long p = p0 + step[0].longValue() * p1;
            long q = q0 + step[0].longValue() * q1;
            p0 = p1;
            q0 = q1;
            p1 = p;
            q1 = q;
            n = d;
            d = step[1];
        }
        return new long[] {p1, q1};
    }
}
