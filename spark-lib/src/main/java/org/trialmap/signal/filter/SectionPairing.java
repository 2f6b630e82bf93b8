package org.trialmap.signal.filter;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * Splits a digital filter into second-order sections, each with the zeros nearest to its poles; the poles nearest to the unit circle come last
 * and the gain goes into the first section. The rules are those of {@code scipy.signal.zpk2sos} (pairing 'nearest'), so that sections come in
 * the same order and rounding is alike. (In a band that is symmetric about a quarter of the samplerate two pole pairs are equally near to the
 * unit circle; there rounding decides which comes first.)
 */
final class SectionPairing {
    private static final double REAL_TOLERANCE = 100 * Math.ulp(1.0);
    private static final Comparator<Complex> WORST_FIRST = Comparator.comparingDouble(p -> Math.abs(1 - p.abs()));

    private final List<Complex> zeros;
    private final List<Complex> poles;

    private SectionPairing(PolesZeros filter) {
        zeros = onePerPair(filter.zeros());
        poles = onePerPair(filter.poles());
    }

    /** Rows of b0, b1, b2, 1, a1, a2. */
    static double[][] sections(PolesZeros filter) {
        SectionPairing rest = new SectionPairing(filter);
        double[][] sections = new double[(filter.poles().size() + 1) / 2][];
        for (int s = sections.length - 1; s >= 0; s--) {
            sections[s] = rest.worst();
        }
        for (int i = 0; i < 3; i++) {
            sections[0][i] *= filter.gain();
        }
        return sections;
    }

    /** Of each conjugate pair the root in the upper half-plane, then the real ones; an odd number is made even by a root at 0. */
    private static List<Complex> onePerPair(List<Complex> roots) {
        Predicate<Complex> isReal = r -> Math.abs(r.im()) <= REAL_TOLERANCE * r.abs();
        Comparator<Complex> order = Comparator.comparingDouble(Complex::re).thenComparingDouble(Complex::im);
        List<Complex> kept = new ArrayList<>(roots.stream().filter(isReal.negate()).filter(r -> r.im() > 0).sorted(order).toList());
        List<Complex> real = new ArrayList<>(roots.stream().filter(isReal).map(r -> Complex.real(r.re())).toList());
        if (roots.size() % 2 == 1) {
            real.add(Complex.real(0));
        }
        real.sort(order);
        kept.addAll(real);
        return kept;
    }

    private double[] worst() {
        Complex p1 = poles.stream().min(WORST_FIRST).orElseThrow();
        poles.remove(p1);
        Complex p2 = p1.isReal() ? takeReal(poles, WORST_FIRST) : conjugate(p1);
        boolean lastReals = !p1.isReal() && poles.size() + 1 == zeros.size() && reals(poles) == 1 && reals(zeros) == 1;
        Complex z1 = nearest(p1, lastReals ? z -> !z.isReal() : z -> true);
        Complex z2 = z1.isReal() ? nearest(p1, Complex::isReal) : conjugate(z1);
        return new double[] {1, -sum(z1, z2), product(z1, z2), 1, -sum(p1, p2), product(p1, p2)};
    }

    private static Complex takeReal(List<Complex> from, Comparator<Complex> order) {
        Complex taken = from.stream().filter(Complex::isReal).min(order).orElseThrow();
        from.remove(taken);
        return taken;
    }

    private Complex nearest(Complex pole, Predicate<Complex> allowed) {
        Complex taken = zeros.stream().filter(allowed).min(Comparator.comparingDouble(z -> z.minus(pole).abs())).orElseThrow();
        zeros.remove(taken);
        return taken;
    }

    private static long reals(List<Complex> roots) {
        return roots.stream().filter(Complex::isReal).count();
    }

    private static Complex conjugate(Complex root) {
        return new Complex(root.re(), -root.im());
    }

    private static double sum(Complex a, Complex b) {
        return a.re() + b.re();
    }

    private static double product(Complex a, Complex b) {
        return a.re() * b.re() - a.im() * b.im();
    }
}
