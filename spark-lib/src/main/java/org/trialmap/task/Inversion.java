package org.trialmap.task;

import org.apache.commons.rng.UniformRandomProvider;

/** Normal and exponential numbers as R draws them: {@code rnorm} with its kind Inversion, and {@code rexp}. */
final class Inversion {
    /** One uniform number of R has 32 bits, too few for a tail: the upper bits of one, and another below them. */
    private static final double UPPER = 1 << 27;

    // M. J. Wichura, "Algorithm AS 241: The Percentage Points of the Normal Distribution", Applied Statistics 37 (1988): numerators and denominators, lowest power first
    private static final double CENTRE = 0.425;
    private static final double CENTRE_SQUARED = 0.180625; // the product of two doubles 0.425 is another one
    private static final double[] CENTRE_NUMERATOR = {3.387132872796366608, 133.14166789178437745, 1971.5909503065514427, 13731.693765509461125, 45921.953931549871457,
        67265.770927008700853, 33430.575583588128105, 2509.0809287301226727};
    private static final double[] CENTRE_DENOMINATOR = {1, 42.313330701600911252, 687.1870074920579083, 5394.1960214247511077, 21213.794301586595867, 39307.89580009271061,
        28729.085735721942674, 5226.495278852545925};
    private static final double[] MIDDLE_NUMERATOR = {1.42343711074968357734, 4.6303378461565452959, 5.7694972214606914055, 3.64784832476320460504, 1.27045825245236838258,
        0.24178072517745061177, 0.0227238449892691845833, 7.7454501427834140764e-4};
    private static final double[] MIDDLE_DENOMINATOR = {1, 2.05319162663775882187, 1.6763848301838038494, 0.68976733498510000455, 0.14810397642748007459, 0.0151986665636164571966,
        5.475938084995344946e-4, 1.05075007164441684324e-9};
    private static final double[] TAIL_NUMERATOR = {6.6579046435011037772, 5.4637849111641143699, 1.7848265399172913358, 0.29656057182850489123, 0.026532189526576123093,
        0.0012426609473880784386, 2.71155556874348757815e-5, 2.01033439929228813265e-7};
    private static final double[] TAIL_DENOMINATOR = {1, 0.59983220655588793769, 0.13692988092273580531, 0.0148753612908506148525, 7.868691311456132591e-4, 1.8463183175100546818e-5,
        1.4215117583164458887e-7, 2.04426310338993978564e-15};

    private static final double LN_2 = StrictMath.log(2);

    private Inversion() {}

    static double normal(UniformRandomProvider random) {
        double upper = (int) (UPPER * random.nextDouble());
        return quantile((upper + random.nextDouble()) / UPPER);
    }

    /** The number below which a normal one lies with probability p. */
    static double quantile(double p) {
        double q = p - 0.5;
        if (Math.abs(q) <= CENTRE) {
            double r = CENTRE_SQUARED - q * q;
            return q * polynomial(CENTRE_NUMERATOR, r) / polynomial(CENTRE_DENOMINATOR, r);
        }
        double r = StrictMath.sqrt(-StrictMath.log(q < 0 ? p : 0.5 - p + 0.5));
        double value = r <= 5 ? polynomial(MIDDLE_NUMERATOR, r - 1.6) / polynomial(MIDDLE_DENOMINATOR, r - 1.6)
                : polynomial(TAIL_NUMERATOR, r - 5) / polynomial(TAIL_DENOMINATOR, r - 5);
        return q < 0 ? -value : value;
    }

    private static double polynomial(double[] coefficients, double x) {
        double value = coefficients[coefficients.length - 1];
        for (int i = coefficients.length - 2; i >= 0; i--) {
            value = value * x + coefficients[i];
        }
        return value;
    }

    /** Algorithm SA of J. H. Ahrens and U. Dieter, "Computer Methods for Sampling from the Exponential and Normal Distributions", Communications of the ACM 15 (1972). */
    static double exponential(UniformRandomProvider random) {
        double whole = 0;
        double u = 2 * random.nextDouble();
        while (u <= 1) {
            whole += LN_2;
            u += u;
        }
        u -= 1;
        if (u <= LN_2) {
            return whole + u;
        }
        double smallest = random.nextDouble();
        double term = LN_2; // of the series of exp(ln 2) - 1
        double sum = LN_2;
        int n = 1;
        do {
            smallest = Math.min(smallest, random.nextDouble());
            n++;
            term *= LN_2 / n;
            sum += term;
        } while (u > sum);
        return whole + smallest * LN_2;
    }
}
