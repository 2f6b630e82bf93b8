package org.trialmap.task;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.function.UnaryOperator;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Numbers of a falling density f by 256 layers of equal area, all but the lowest one rectangles: NumPy's way to normal and exponential numbers, which take the same words of a
 * generator and give the same values to 1e-13 of them.
 *
 * <p>Source: G. Marsaglia, W. W. Tsang, "The Ziggurat Method for Generating Random Variables", Journal of Statistical Software 5 (2000), with the layers' sizes for double
 * precision. The tables are computed with 45 digits, so that each of their numbers is the double nearest to the true one; NumPy's differ in the last digits.
 */
final class Ziggurat {
    private static final int LAYERS = 256;
    private static final MathContext DIGITS = new MathContext(45, RoundingMode.HALF_EVEN);
    private static final BigDecimal TWO = BigDecimal.valueOf(2);
    /** Where the lowest layer's tail begins: the value for which 256 layers have the same area. */
    private static final BigDecimal NORMAL_TAIL = new BigDecimal("3.6541528853610087963519472518");
    private static final BigDecimal EXPONENTIAL_TAIL = new BigDecimal("7.6971174701310497140446280481");
    private static final int NORMAL_BITS = 52;
    private static final int EXPONENTIAL_BITS = 53;
    private static final int FRACTIONS = 500;

    /** Below which a layer's random bits are surely under the density, what they are multiplied by, and f at the layer's right end. */
    private final long[] sure = new long[LAYERS];
    private final double[] width = new double[LAYERS];
    private final double[] density = new double[LAYERS];

    private Ziggurat(BigDecimal tail, BigDecimal area, int bits, UnaryOperator<BigDecimal> f, UnaryOperator<BigDecimal> inverse) {
        BigDecimal unit = new BigDecimal(BigInteger.ONE.shiftLeft(bits));
        BigDecimal x = tail;
        BigDecimal fx = f.apply(x);
        density[0] = 1;
        sure[0] = floor(x.multiply(fx).divide(area, DIGITS), unit);
        width[0] = area.divide(fx, DIGITS).divide(unit, DIGITS).doubleValue();
        for (int i = LAYERS - 1; i > 0; i--) {
            width[i] = x.divide(unit, DIGITS).doubleValue();
            density[i] = fx.doubleValue();
            if (i > 1) {
                BigDecimal next = inverse.apply(area.divide(x, DIGITS).add(fx));
                sure[i] = floor(next.divide(x, DIGITS), unit);
                x = next;
                fx = f.apply(x);
            }
        }
    }

    private static long floor(BigDecimal part, BigDecimal unit) {
        return part.multiply(unit).toBigInteger().longValue();
    }

    /** Made when they are first asked for. */
    private static final class Normal {
        private static final double TAIL = NORMAL_TAIL.doubleValue();
        private static final double TAIL_INVERSE = BigDecimal.ONE.divide(NORMAL_TAIL, DIGITS).doubleValue();
        private static final Ziggurat LAYERED = new Ziggurat(NORMAL_TAIL, area(), NORMAL_BITS, Normal::density, Normal::inverse);

        private static BigDecimal density(BigDecimal x) {
            return exp(x.multiply(x).divide(TWO, DIGITS).negate());
        }

        private static BigDecimal inverse(BigDecimal y) {
            return log(y).multiply(TWO).negate().sqrt(DIGITS);
        }

        /** Of the rectangle and the tail beside it, by the continued fraction of the error function. */
        private static BigDecimal area() {
            BigDecimal fraction = NORMAL_TAIL;
            for (int n = FRACTIONS; n > 0; n--) {
                fraction = NORMAL_TAIL.add(BigDecimal.valueOf(n).divide(fraction, DIGITS));
            }
            return density(NORMAL_TAIL).multiply(NORMAL_TAIL.add(BigDecimal.ONE.divide(fraction, DIGITS)), DIGITS);
        }
    }

    private static final class Exponential {
        private static final double TAIL = EXPONENTIAL_TAIL.doubleValue();
        private static final Ziggurat LAYERED = new Ziggurat(EXPONENTIAL_TAIL, EXPONENTIAL_TAIL.add(BigDecimal.ONE).multiply(exp(EXPONENTIAL_TAIL.negate()), DIGITS),
                EXPONENTIAL_BITS, x -> exp(x.negate()), y -> log(y).negate());
    }

    static double normal(UniformRandomProvider random) {
        Ziggurat layers = Normal.LAYERED;
        while (true) {
            long word = random.nextLong();
            int layer = (int) word & LAYERS - 1;
            long bits = word >>> 9 & (1L << NORMAL_BITS) - 1;
            boolean negative = (word >>> 8 & 1) == 1;
            double x = bits * layers.width[layer];
            if (bits < layers.sure[layer]) {
                return negative ? -x : x;
            }
            if (layer == 0) {
                double tail = normalTail(random);
                return (bits >>> 8 & 1) == 1 ? -tail : tail;
            }
            if (layers.isUnder(layer, random.nextDouble(), StrictMath.exp(-0.5 * x * x))) {
                return negative ? -x : x;
            }
        }
    }

    private static double normalTail(UniformRandomProvider random) {
        while (true) {
            double beyond = -Normal.TAIL_INVERSE * StrictMath.log1p(-random.nextDouble());
            double y = -StrictMath.log1p(-random.nextDouble());
            if (y + y > beyond * beyond) {
                return Normal.TAIL + beyond;
            }
        }
    }

    static double exponential(UniformRandomProvider random) {
        Ziggurat layers = Exponential.LAYERED;
        while (true) {
            long word = random.nextLong() >>> 3;
            int layer = (int) word & LAYERS - 1;
            long bits = word >>> 8;
            double x = bits * layers.width[layer];
            if (bits < layers.sure[layer]) {
                return x;
            }
            if (layer == 0) {
                return Exponential.TAIL - StrictMath.log1p(-random.nextDouble());
            }
            if (layers.isUnder(layer, random.nextDouble(), StrictMath.exp(-x))) {
                return x;
            }
        }
    }

    /** Whether a random height within the layer is below the density. */
    private boolean isUnder(int layer, double height, double f) {
        return (density[layer - 1] - density[layer]) * height + density[layer] < f;
    }

    /** Of a number from -40 to 0. */
    private static BigDecimal exp(BigDecimal x) {
        int halvings = 10;
        MathContext more = new MathContext(DIGITS.getPrecision() + halvings, RoundingMode.HALF_EVEN);
        BigDecimal small = x.divide(BigDecimal.valueOf(1L << halvings), more);
        BigDecimal term = BigDecimal.ONE;
        BigDecimal sum = term;
        for (int n = 1; n < 20; n++) { // 0.04^20 / 20! is below 1e-46
            term = term.multiply(small).divide(BigDecimal.valueOf(n), more);
            sum = sum.add(term, more);
        }
        for (int i = 0; i < halvings; i++) {
            sum = sum.multiply(sum, more);
        }
        return sum.round(DIGITS);
    }

    /** By Halley's steps from the double's logarithm: each triples the digits. */
    private static BigDecimal log(BigDecimal y) {
        BigDecimal x = new BigDecimal(StrictMath.log(y.doubleValue()));
        for (int i = 0; i < 2; i++) {
            BigDecimal e = exp(x);
            x = x.add(TWO.multiply(y.subtract(e)).divide(y.add(e), DIGITS), DIGITS);
        }
        return x;
    }
}
