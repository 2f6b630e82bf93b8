package org.trialmap.signal;

/** Work space of a transform: rows x width complex values, the lanes (channels) side by side, and the place where a pass puts its result. */
final class FftFloatLanes {
    /** May be less than the arrays were made for. */
    int width;
    float[] re;
    float[] im;
    float[] nextRe;
    float[] nextIm;

    FftFloatLanes(int rows, int width) {
        int size = Math.multiplyExact(rows, width);
        this.width = width;
        re = new float[size];
        im = new float[size];
        nextRe = new float[size];
        nextIm = new float[size];
    }

    /** What a pass has put beside becomes the content. */
    void advance() {
        float[] oldRe = re;
        float[] oldIm = im;
        re = nextRe;
        im = nextIm;
        nextRe = oldRe;
        nextIm = oldIm;
    }

    /** Real and imaginary parts change places: a forward transform between two such exchanges is the inverse one. */
    void exchange() {
        float[] old = re;
        re = im;
        im = old;
    }
}
