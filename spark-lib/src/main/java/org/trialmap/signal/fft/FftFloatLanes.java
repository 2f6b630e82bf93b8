package org.trialmap.signal.fft;

import java.util.Arrays;

/** Work space of a transform: rows x width complex values, the lanes (channels) side by side, and the place where a pass puts its result. */
final class FftFloatLanes {
    /** Of the array that lanes are taken from; lane l is column {@code first + l}. */
    int channels;
    int first;
    /** May be less than the arrays were made for. */
    int width;
    float[] re;
    float[] im;
    float[] nextRe;
    float[] nextIm;
    /** See {@link #turnsOf}. */
    float[] turnsRe = {};
    float[] turnsIm = {};
    private FftBins turned;
    private int turnedWidth;

    FftFloatLanes(int rows, int width) {
        int size = size(rows + 1, width);
        this.width = width;
        re = new float[size];
        im = new float[size];
        nextRe = new float[size];
        nextIm = new float[size];
    }

    /** Vector code may read and write beyond the last row. */
    static int size(int rows, int width) {
        return Math.addExact(Math.multiplyExact(rows, width), FftValues.SLACK);
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

    /** Row 0 behind the last one: bins are periodic. */
    void repeatFirstRow(int rows) {
        System.arraycopy(re, 0, re, rows * width, width);
        System.arraycopy(im, 0, im, rows * width, width);
    }

    /** Room for so many rows in {@code nextRe}, {@code nextIm}: the same bin may be asked for many times. */
    void roomFor(int rows) {
        if (nextRe.length < size(rows, width)) {
            nextRe = new float[size(rows, width)];
            nextIm = new float[nextRe.length];
        }
    }

    /** The first rows of {@code values} put or added to the lanes' columns of rows of channels that begin at {@code start}. */
    void putRows(float[] values, int rows, float[] out, int start, boolean add) {
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
            turnsRe = new float[size(rows, width)];
            turnsIm = new float[size(rows, width)];
            for (int f = 0; f < rows; f++) {
                Arrays.fill(turnsRe, f * width, (f + 1) * width, bins.turns().floats()[2 * f]);
                Arrays.fill(turnsIm, f * width, (f + 1) * width, bins.turns().floats()[2 * f + 1]);
            }
            turned = bins;
            turnedWidth = width;
        }
    }

    /** Real and imaginary parts change places: a forward transform between two such exchanges is the inverse one. */
    void exchange() {
        float[] old = re;
        re = im;
        im = old;
    }
}
