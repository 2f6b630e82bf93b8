package org.trialmap.signal.filter;

/** A complex number, for filter design. */
public record Complex(double re, double im) {
    static final Complex ONE = new Complex(1, 0);

    public static Complex real(double re) {
        return new Complex(re, 0);
    }

    boolean isReal() {
        return im == 0;
    }

    public double abs() {
        return Math.hypot(re, im);
    }

    public Complex plus(Complex o) {
        return new Complex(re + o.re, im + o.im);
    }

    public Complex minus(Complex o) {
        return new Complex(re - o.re, im - o.im);
    }

    public Complex times(double factor) {
        return new Complex(re * factor, im * factor);
    }

    public Complex times(Complex o) {
        return new Complex(re * o.re - im * o.im, re * o.im + im * o.re);
    }

    /** The quotient by Smith's rule, which neither overflows nor underflows on the way. */
    Complex over(Complex o) {
        if (Math.abs(o.re) >= Math.abs(o.im)) {
            double ratio = o.im / o.re;
            double scale = 1 / (o.re + o.im * ratio);
            return new Complex((re + im * ratio) * scale, (im - re * ratio) * scale);
        }
        double ratio = o.re / o.im;
        double scale = 1 / (o.im + o.re * ratio);
        return new Complex((re * ratio + im) * scale, (im * ratio - re) * scale);
    }

    /** The root with a real part of at least 0; its imaginary part has the sign of this one's. */
    public Complex sqrt() {
        double size = Math.sqrt((Math.abs(re) + abs()) / 2);
        if (size == 0) {
            return this;
        }
        double other = Math.abs(im) / (2 * size);
        return re >= 0 ? new Complex(size, Math.copySign(other, im)) : new Complex(other, Math.copySign(size, im));
    }
}
