package org.trialmap.signal.fft;

/** What is made of a complex value X. */
public enum SpectralOutput {
    /** |X|^2. */
    POW,
    /** |X|. */
    ABS,
    /** X, as real and imaginary part in turn. */
    FOURIER,
    REAL,
    IMAG,
    /** In radians, -pi to pi. */
    ANGLE,
    ABSREAL,
    ABSIMAG;

    public double of(double re, double im) {
        return switch (this) {
            case POW -> re * re + im * im;
            case ABS -> Math.sqrt(re * re + im * im);
            case REAL -> re;
            case IMAG -> im;
            case ANGLE -> StrictMath.atan2(im, re);
            case ABSREAL -> Math.abs(re);
            case ABSIMAG -> Math.abs(im);
            case FOURIER -> throw new IllegalStateException("a complex value is not a real one");
        };
    }
}
