package org.trialmap.signal.fft;

import java.util.Arrays;

/** Work space of a transform: rows x width complex values, the lanes (channels) side by side, and the place where a pass puts its result. */
final class FftDoubleLanes {
    /** Of the array that lanes are taken from; lane l is column {@code first + l}. */
    int channels;
    int first;
    /** May be less than the arrays were made for. */
    int width;
    double[] re;
    double[] im;
    double[] nextRe;
    double[] nextIm;
    /** See {@link #turnsOf}. */
    double[] turnsRe = {};
    double[] turnsIm = {};
    private FftBins turned;
    private int turnedWidth;

    FftDoubleLanes(int rows, int width) {
        int size = size(rows + 1, width);
        this.width = width;
        re = new double[size];
        im = new double[size];
        nextRe = new double[size];
        nextIm = new double[size];
    }

    /** Vector code may read and write beyond the last row. */
    static int size(int rows, int width) {
        return Math.addExact(Math.multiplyExact(rows, width), FftValues.SLACK);
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

    /** Row 0 behind the last one: bins are periodic. */
    void repeatFirstRow(int rows) {
        System.arraycopy(re, 0, re, rows * width, width);
        System.arraycopy(im, 0, im, rows * width, width);
    }

    /** Room for so many rows in {@code nextRe}, {@code nextIm}: the same bin may be asked for many times. */
    void roomFor(int rows) {
        if (nextRe.length < size(rows, width)) {
            nextRe = new double[size(rows, width)];
            nextIm = new double[nextRe.length];
        }
    }

    /** The first rows of {@code values} put or added to the lanes' columns of rows of channels that begin at {@code start}. */
    void putRows(double[] values, int rows, double[] out, int start, boolean add) {
        boolean whole = width == channels;
        int count = whole ? rows * width : width;
        for (int from = 0, to = start + first; from < rows * width; from += count, to += channels) {
            if (!add) {
                System.arraycopy(values, from, out, to, count);
            } else {
                for (int i = 0; i < count; i++) {
                    out[to + i] += values[from + i];
                }
            }
        }
    }

    /** The turns of some bins, one for each lane of each bin; kept until other ones are asked for. */
    void turnsOf(FftBins bins) {
        if (bins != turned || width != turnedWidth) {
            int rows = bins.bins().length;
            turnsRe = new double[size(rows, width)];
            turnsIm = new double[size(rows, width)];
            for (int f = 0; f < rows; f++) {
                Arrays.fill(turnsRe, f * width, (f + 1) * width, bins.turns().doubles()[2 * f]);
                Arrays.fill(turnsIm, f * width, (f + 1) * width, bins.turns().doubles()[2 * f + 1]);
            }
            turned = bins;
            turnedWidth = width;
        }
    }

    /** Real and imaginary parts change places: a forward transform between two such exchanges is the inverse one. */
    void exchange() {
        double[] old = re;
        re = im;
        im = old;
    }
}
