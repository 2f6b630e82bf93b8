package org.trialmap.signal.fft;

/**
 * A few channels side by side in the work space of complex transforms of one length, in double: rows x lanes, so that nothing is copied between one step and
 * the next. Used by one thread at a time.
 */
public final class FftBlock {
    private final FftDouble fft;
    private final int most;
    private final FftDoubleLanes lanes;
    private double[] keptRe = {};
    private double[] keptIm = {};

    FftBlock(FftDouble fft, int most) {
        this.fft = fft;
        this.most = most;
        this.lanes = new FftDoubleLanes(fft.plan.rows(), most);
    }

    /** The length of the transforms. */
    public int rows() {
        return fft.plan.length;
    }

    /** As many lanes as it was made for. */
    public int most() {
        return most;
    }

    /** Lanes of a row. */
    public int width() {
        return lanes.width;
    }

    /** So many lanes from now on, at most {@link #most}; whatever was in them is lost. */
    public void width(int width) {
        if (width < 1 || width > most) {
            throw new IllegalArgumentException(width + " lanes do not fit into a work space for " + most + ". Make a larger one.");
        }
        lanes.width = width;
    }

    /** Real parts: row k of lane l is at {@code k * width + l}. The array changes with every step. */
    public double[] re() {
        return lanes.re;
    }

    /** Imaginary parts, as {@link #re}. */
    public double[] im() {
        return lanes.im;
    }

    /** Transforms all lanes. */
    public void forward() {
        fft.forward(lanes);
    }

    /** The inverse of {@link #forward}, but times the number of rows. */
    public void inverse() {
        fft.inverse(lanes);
    }

    /** Row k times the complex factor k: real and imaginary parts in turn. */
    void multiply(double[] factors) {
        fft.kernel.multiply(lanes, factors, rows());
        lanes.advance();
    }

    /** Remembers what is in it, for {@link #product}. */
    public void keep() {
        int count = rows() * lanes.width;
        if (keptRe.length < lanes.re.length) {
            keptRe = new double[lanes.re.length];
            keptIm = new double[lanes.im.length];
        }
        System.arraycopy(lanes.re, 0, keptRe, 0, count);
        System.arraycopy(lanes.im, 0, keptIm, 0, count);
    }

    /** What was remembered, as {@link #multiply} would make it; it stays remembered. */
    public void product(double[] factors) {
        double[] re = lanes.re;
        double[] im = lanes.im;
        lanes.re = keptRe;
        lanes.im = keptIm;
        fft.kernel.multiply(lanes, factors, rows());
        lanes.re = re;
        lanes.im = im;
        lanes.advance();
    }

    /** Row k becomes {@code factors[2 k]} times the conjugate of row {@code rows - k} (of row 0 for k = 0), plus i times {@code factors[2 k + 1]} times row k. */
    void quadrature(double[] factors) {
        lanes.repeatFirstRow(rows());
        fft.kernel.quadrature(lanes, factors, rows());
        lanes.advance();
    }
}
