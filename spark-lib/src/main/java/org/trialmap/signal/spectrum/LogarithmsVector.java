package org.trialmap.signal.spectrum;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sun's {@code e_log.c} and {@code e_exp.c}, several numbers at once: the same steps in the same order, where those choose among intervals by masks. Vectors with numbers near a power of two, for
 * which {@code e_log.c} has a formula of its own, with numbers that are not positive and normal, or whose exponential is not, take the way of {@link StrictMath}.
 */
final class LogarithmsVector {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int V = SPECIES.length();
    /** Whole numbers k up to 2^51 are the last bits of {@code MAGIC + k}. */
    private static final double MAGIC = 0x1.8p52;
    private static final long MAGIC_BITS = Double.doubleToRawLongBits(MAGIC);
    private static final long ONE_BITS = Double.doubleToRawLongBits(1.0);
    private static final int EXPONENT_AT = 52;
    private static final long MANTISSA = (1L << EXPONENT_AT) - 1;
    private static final int BIAS = 1023;

    private static final double LN2_HIGH = 0x1.62e42feep-1;
    private static final double LN2_LOW = 0x1.a39ef35793c76p-33;

    /** Mantissas from which on numbers are halved, and between which their formula has a third term. */
    private static final long ROOT_2 = 0x95f64L << 32;
    private static final double THIRD_FROM = Double.longBitsToDouble(0x3ff6147aL << 32);
    private static final double THIRD_BELOW = Double.longBitsToDouble(0x3ff6b852L << 32);
    private static final double POWER_OF_2_BELOW = Double.longBitsToDouble(0x3ff00001L << 32);
    private static final double POWER_OF_2_FROM = Double.longBitsToDouble(0x3ffffffeL << 32);
    private static final double L1 = 6.666666666666735130e-01;
    private static final double L2 = 3.999999999940941908e-01;
    private static final double L3 = 2.857142874366239149e-01;
    private static final double L4 = 2.222219843214978396e-01;
    private static final double L5 = 1.818357216161805012e-01;
    private static final double L6 = 1.531383769920937332e-01;
    private static final double L7 = 1.479819860511658591e-01;

    private static final double INVERSE_LN2 = 0x1.71547652b82fep0;
    /** Numbers of at least this size are reduced. */
    private static final double HALF_LN2 = Double.longBitsToDouble(0x3fd62e43L << 32);
    private static final double SMALLEST_EXPONENT = 0x1p-28;
    private static final double LARGEST_EXPONENT = 700;
    private static final double P1 = 0x1.555555555553ep-3;
    private static final double P2 = -0x1.6c16c16bebd93p-9;
    private static final double P3 = 0x1.1566aaf25de2cp-14;
    private static final double P4 = -0x1.bbd41c5d26bf1p-20;
    private static final double P5 = 0x1.6376972bea4d0p-25;

    private LogarithmsVector() {}

    /** Returns how many were computed: whole vectors. */
    static int of(double[] values, int count) {
        int i = 0;
        for (; i <= count - V; i += V) {
            DoubleVector x = DoubleVector.fromArray(SPECIES, values, i);
            LongVector bits = x.reinterpretAsLongs();
            LongVector mantissa = bits.and(MANTISSA);
            DoubleVector size = mantissa.or(ONE_BITS).reinterpretAsDoubles();
            if (!x.compare(VectorOperators.GE, Double.MIN_NORMAL).and(x.compare(VectorOperators.LE, Double.MAX_VALUE)).and(size.compare(VectorOperators.GE, POWER_OF_2_BELOW))
                    .and(size.compare(VectorOperators.LT, POWER_OF_2_FROM)).allTrue()) {
                each(values, i);
                continue;
            }
            LongVector halved = mantissa.add(ROOT_2).and(1L << EXPONENT_AT);
            LongVector k = bits.lanewise(VectorOperators.LSHR, EXPONENT_AT).add(halved.lanewise(VectorOperators.LSHR, EXPONENT_AT)).sub(BIAS);
            DoubleVector dk = k.add(MAGIC_BITS).reinterpretAsDoubles().sub(MAGIC);
            DoubleVector f = mantissa.or(halved.lanewise(VectorOperators.XOR, ONE_BITS)).reinterpretAsDoubles().sub(1.0);
            DoubleVector s = f.div(f.add(2.0));
            DoubleVector z = s.mul(s);
            DoubleVector w = z.mul(z);
            DoubleVector even = w.mul(L6).add(L4).mul(w).add(L2).mul(w);
            DoubleVector odd = w.mul(L7).add(L5).mul(w).add(L3).mul(w).add(L1).mul(z);
            DoubleVector r = odd.add(even);
            DoubleVector low = dk.mul(LN2_LOW);
            DoubleVector half = f.mul(0.5).mul(f);
            DoubleVector third = half.sub(s.mul(half.add(r)).add(low)).sub(f);
            DoubleVector second = s.mul(f.sub(r)).sub(low).sub(f);
            VectorMask<Double> middle = size.compare(VectorOperators.GE, THIRD_FROM).and(size.compare(VectorOperators.LT, THIRD_BELOW));
            dk.mul(LN2_HIGH).sub(second.blend(third, middle)).intoArray(values, i);
        }
        return i;
    }

    private static void each(double[] values, int from) {
        for (int i = from; i < from + V; i++) {
            values[i] = StrictMath.log(values[i]);
        }
    }

    /** Returns how many exponentials were computed: whole vectors. */
    static int undo(double[] values, int count) {
        int i = 0;
        for (; i <= count - V; i += V) {
            DoubleVector x = DoubleVector.fromArray(SPECIES, values, i);
            DoubleVector size = x.abs();
            if (!size.compare(VectorOperators.GE, SMALLEST_EXPONENT).and(size.compare(VectorOperators.LE, LARGEST_EXPONENT)).allTrue()) {
                undoEach(values, i);
                continue;
            }
            DoubleVector near = size.mul(INVERSE_LN2).add(0.5); // as of x: signs change nothing
            DoubleVector rounded = near.add(MAGIC).sub(MAGIC);
            DoubleVector whole = rounded.blend(rounded.sub(1.0), rounded.compare(VectorOperators.GT, near)).blend(0.0, size.compare(VectorOperators.LT, HALF_LN2));
            DoubleVector k = whole.blend(whole.neg(), x.compare(VectorOperators.LT, 0.0));
            DoubleVector high = x.sub(k.mul(LN2_HIGH));
            DoubleVector low = k.mul(LN2_LOW);
            DoubleVector r = high.sub(low);
            DoubleVector t = r.mul(r);
            DoubleVector c = r.sub(t.mul(P5).add(P4).mul(t).add(P3).mul(t).add(P2).mul(t).add(P1).mul(t));
            DoubleVector y = low.sub(r.mul(c).div(c.neg().add(2.0))).sub(high).neg().add(1.0);
            LongVector exponent = k.add(MAGIC).reinterpretAsLongs().lanewise(VectorOperators.LSHL, EXPONENT_AT);
            y.reinterpretAsLongs().add(exponent).reinterpretAsDoubles().intoArray(values, i);
        }
        return i;
    }

    private static void undoEach(double[] values, int from) {
        for (int i = from; i < from + V; i++) {
            values[i] = StrictMath.exp(values[i]);
        }
    }
}
