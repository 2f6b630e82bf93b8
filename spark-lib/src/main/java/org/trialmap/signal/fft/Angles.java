package org.trialmap.signal.fft;

/** Angles of complex numbers in radians, -pi to pi: those of {@link StrictMath#atan2}, to the bit, which is Sun's fdlibm on any machine. */
public final class Angles {
    private static final boolean VECTORS = FftKernels.vectorsAreHere();

    private Angles() {}

    /**
     * The angles of some numbers take the place of their imaginary parts.
     *
     * @param re   real parts, from {@code reFrom} on
     * @param im   imaginary parts, from {@code imFrom} on
     */
    public static void of(double[] re, int reFrom, double[] im, int imFrom, int count) {
        int done = VECTORS ? AnglesVector.of(re, reFrom, im, imFrom, count) : 0;
        each(re, reFrom + done, im, imFrom + done, count - done);
    }

    static void each(double[] re, int reFrom, double[] im, int imFrom, int count) {
        for (int i = 0; i < count; i++) {
            im[imFrom + i] = StrictMath.atan2(im[imFrom + i], re[reFrom + i]);
        }
    }
}
