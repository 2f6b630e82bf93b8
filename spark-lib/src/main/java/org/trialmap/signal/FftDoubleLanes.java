package org.trialmap.signal;

/** Work space of a transform: rows x width complex values, the lanes (channels) side by side, and the place where a pass puts its result. */
final class FftDoubleLanes {
    /** May be less than the arrays were made for. */
    int width;
    double[] re;
    double[] im;
    double[] nextRe;
    double[] nextIm;

    FftDoubleLanes(int rows, int width) {
        int size = Math.multiplyExact(rows, width);
        this.width = width;
        re = new double[size];
        im = new double[size];
        nextRe = new double[size];
        nextIm = new double[size];
    }

    /** What a pass has put beside becomes the content. */
    void advance() {
        double[] oldRe = re;
        double[] oldIm = im;
        re = nextRe;
        im = nextIm;
        nextRe = oldRe;
        nextIm = oldIm;
    }

    /** Real and imaginary parts change places: a forward transform between two such exchanges is the inverse one. */
    void exchange() {
        double[] old = re;
        re = im;
        im = old;
    }
}
