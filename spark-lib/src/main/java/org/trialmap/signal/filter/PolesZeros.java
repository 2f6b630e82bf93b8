package org.trialmap.signal.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A rational transfer function as its zeros, poles and gain. The steps are those of the textbooks (Oppenheim and Schafer, section 7.1) and of
 * {@code scipy.signal}: analog Butterworth prototype, change of band in the s-plane, bilinear transform.
 */
record PolesZeros(List<Complex> zeros, List<Complex> poles, double gain) {
    /** The analog low-pass with its cut-off at 1 rad/s: poles at even steps on the left half of the unit circle. */
    static PolesZeros butterworth(int order) {
        List<Complex> poles = new ArrayList<>();
        for (int m = 1 - order; m < order; m += 2) {
            double angle = Math.PI * m / (2 * order);
            poles.add(m == 0 ? Complex.real(-1) : new Complex(-StrictMath.cos(angle), -StrictMath.sin(angle)));
        }
        return new PolesZeros(List.of(), poles, 1);
    }

    PolesZeros lowpass(double cutoff) {
        return new PolesZeros(map(zeros, z -> z.times(cutoff)), map(poles, p -> p.times(cutoff)), gain * StrictMath.pow(cutoff, degree()));
    }

    PolesZeros highpass(double cutoff) {
        Complex w = Complex.real(cutoff);
        List<Complex> moved = map(zeros, w::over);
        moved.addAll(repeat(Complex.real(0), degree()));
        return new PolesZeros(moved, map(poles, w::over), gain * inverted());
    }

    PolesZeros bandpass(double centre, double width) {
        List<Complex> moved = split(map(zeros, z -> z.times(width / 2)), centre);
        moved.addAll(repeat(Complex.real(0), degree()));
        return new PolesZeros(moved, split(map(poles, p -> p.times(width / 2)), centre), gain * StrictMath.pow(width, degree()));
    }

    PolesZeros bandstop(double centre, double width) {
        Complex half = Complex.real(width / 2);
        List<Complex> moved = split(map(zeros, half::over), centre);
        moved.addAll(repeat(new Complex(0, centre), degree()));
        moved.addAll(repeat(new Complex(0, -centre), degree()));
        return new PolesZeros(moved, split(map(poles, half::over), centre), gain * inverted());
    }

    /** The digital filter: s = twiceRate * (z - 1) / (z + 1); zeros at infinity come to the Nyquist frequency. */
    PolesZeros bilinear(double twiceRate) {
        Complex rate = Complex.real(twiceRate);
        UnaryOperator<Complex> map = s -> rate.plus(s).over(rate.minus(s));
        List<Complex> moved = map(zeros, map);
        moved.addAll(repeat(Complex.real(-1), degree()));
        Complex change = product(map(zeros, rate::minus)).over(product(map(poles, rate::minus)));
        return new PolesZeros(moved, map(poles, map), gain * change.re());
    }

    private int degree() {
        return poles.size() - zeros.size();
    }

    private double inverted() {
        return product(map(zeros, z -> z.times(-1))).over(product(map(poles, p -> p.times(-1)))).re();
    }

    /** Each root goes to both sides of the band's centre. */
    private static List<Complex> split(List<Complex> roots, double centre) {
        Complex square = Complex.real(centre * centre);
        List<Complex> both = map(roots, r -> r.plus(r.times(r).minus(square).sqrt()));
        both.addAll(map(roots, r -> r.minus(r.times(r).minus(square).sqrt())));
        return both;
    }

    private static Complex product(List<Complex> factors) {
        return factors.stream().reduce(Complex.ONE, Complex::times);
    }

    private static List<Complex> map(List<Complex> roots, UnaryOperator<Complex> change) {
        List<Complex> changed = new ArrayList<>();
        roots.forEach(root -> changed.add(change.apply(root)));
        return changed;
    }

    private static List<Complex> repeat(Complex root, int times) {
        return java.util.Collections.nCopies(times, root);
    }
}
