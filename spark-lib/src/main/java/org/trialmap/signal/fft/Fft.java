package org.trialmap.signal.fft;

/**
 * Discrete Fourier transforms of many complex columns at once: {@code X[k] = sum over s of x[s] exp(-2 pi i s k / length)}, for any length.
 * Values are arrays of
 * length x columns, row-major, real and imaginary parts apart. Making one computes tables, so keep it; it may be used by several threads.
 *
 * <p>Vector code and, where the module {@code jdk.incubator.vector} is not loaded, plain loops give the same bits, on any machine.
 */
public final class Fft {
    private final int length;
    private final FftFloatArrays floats;
    private final FftDoubleArrays doubles;
    private final FftDouble fft;

    private Fft(int length) {
        FftPlan plan = FftPlan.of(length);
        this.length = length;
        this.floats = new FftFloatArrays(new FftFloat(plan, FftKernels.FLOAT));
        this.fft = new FftDouble(plan, FftKernels.DOUBLE);
        this.doubles = new FftDoubleArrays(fft);
    }

    /** @throws IllegalArgumentException if length is not positive */
    public static Fft ofLength(int length) {
        return new Fft(FftChecks.length(length));
    }

    /** Rows of the arrays. */
    public int length() {
        return length;
    }

    /** Work space for so many columns at a time, in double. */
    public FftBlock block(int columns) {
        return new FftBlock(fft, columns);
    }

    /** Transforms all columns in place. */
    public void forward(float[] re, float[] im, int columns) {
        check(re.length, im.length, columns);
        floats.forward(re, im, columns);
    }

    /** Transforms all columns in place. */
    public void forward(double[] re, double[] im, int columns) {
        check(re.length, im.length, columns);
        doubles.forward(re, im, columns);
    }

    /** The inverse of {@link #forward(float[], float[], int)}, divided by the length, in place. */
    public void inverse(float[] re, float[] im, int columns) {
        check(re.length, im.length, columns);
        floats.inverse(re, im, columns);
    }

    /** The inverse of {@link #forward(double[], double[], int)}, divided by the length, in place. */
    public void inverse(double[] re, double[] im, int columns) {
        check(re.length, im.length, columns);
        doubles.inverse(re, im, columns);
    }

    private void check(int re, int im, int columns) {
        FftChecks.samples(re, columns);
        FftChecks.room(re, Math.multiplyExact(length, columns));
        FftChecks.room(im, re);
    }
}
