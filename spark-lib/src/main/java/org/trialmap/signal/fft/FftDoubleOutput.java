package org.trialmap.signal.fft;

import static org.trialmap.signal.fft.FftDoubleVector.FEWEST;
import static org.trialmap.signal.fft.FftDoubleVector.SPECIES;
import static org.trialmap.signal.fft.FftDoubleVector.V;
import static org.trialmap.signal.fft.FftDoubleVector.factor;
import static org.trialmap.signal.fft.FftDoubleVector.last;
import static org.trialmap.signal.fft.FftDoubleVector.load;

import jdk.incubator.vector.DoubleVector;

/** What {@link FftDoubleVector} makes of a transform: chosen bins of the two real rows that each complex one stood for, or their power. */
final class FftDoubleOutput {
    private FftDoubleOutput() {}

    /** See {@link FftDoubleKernel#power}. */
    static void power(FftDoubleLanes lanes, FftBins bins, double[] out, int start, boolean add) {
        if (lanes.width >= V) {
            lanes.repeatFirstRow(bins.mirror());
            double[] part = new double[V];
            for (int f = 0; f < bins.bins().length; f++) {
                powerRow(lanes, bins, f, out, start + f * lanes.channels + lanes.first, add ? part : null);
            }
        } else {
            untangle(lanes, bins);
            powers(lanes, bins.bins().length * lanes.width);
            lanes.putRows(lanes.nextRe, bins.bins().length, out, start, add);
        }
    }

    /** @param part room for a vector if the powers are to be added, else null */
    private static void powerRow(FftDoubleLanes lanes, FftBins bins, int f, double[] out, int at, double[] part) {
        int z = bins.bins()[f] * lanes.width;
        int y = (bins.mirror() - bins.bins()[f]) * lanes.width;
        int last = last(lanes.width);
        boolean turned = bins.turns() != null;
        DoubleVector turnRe = turned ? factor(bins.turns().doubles(), 2 * f) : DoubleVector.zero(SPECIES);
        DoubleVector turnIm = turned ? factor(bins.turns().doubles(), 2 * f + 1) : DoubleVector.zero(SPECIES);
        for (int l = 0; l < lanes.width; l += V) {
            int lane = Math.min(l, last);
            DoubleVector zr = load(lanes.re, z + lane);
            DoubleVector zi = load(lanes.im, z + lane);
            DoubleVector yr = load(lanes.re, y + lane);
            DoubleVector yi = load(lanes.im, y + lane);
            DoubleVector re = zr.add(yr);
            DoubleVector im = zi.sub(yi);
            if (turned) {
                DoubleVector dr = zr.sub(yr);
                DoubleVector di = zi.add(yi);
                re = re.add(turnRe.mul(dr).sub(turnIm.mul(di)));
                im = im.add(turnRe.mul(di).add(turnIm.mul(dr)));
            }
            DoubleVector power = re.mul(re).add(im.mul(im));
            if (part == null) {
                power.intoArray(out, at + lane);
            } else if (lane == l) {
                load(out, at + lane).add(power).intoArray(out, at + lane);
            } else {
                power.intoArray(part, 0);
                for (int rest = l; rest < lanes.width; rest++) {
                    out[at + rest] += part[rest - lane];
                }
            }
        }
    }

    /** Of the first values of {@code nextRe}, {@code nextIm}, in their place. */
    private static void powers(FftDoubleLanes lanes, int count) {
        for (int i = 0; i < count; i += V) {
            DoubleVector re = load(lanes.nextRe, i);
            DoubleVector im = load(lanes.nextIm, i);
            re.mul(re).add(im.mul(im)).intoArray(lanes.nextRe, i);
        }
    }

    /** See {@link FftDoubleKernel#split}. */
    static void split(FftDoubleLanes lanes, FftBins bins, double[] re, double[] im) {
        if (lanes.width >= V) {
            lanes.repeatFirstRow(bins.mirror());
            for (int f = 0; f < bins.bins().length; f++) {
                splitRow(lanes, bins, f, re, im);
            }
        } else {
            untangle(lanes, bins);
            lanes.putRows(lanes.nextRe, bins.bins().length, re, 0, false);
            lanes.putRows(lanes.nextIm, bins.bins().length, im, 0, false);
        }
    }

    private static void splitRow(FftDoubleLanes lanes, FftBins bins, int f, double[] toRe, double[] toIm) {
        int z = bins.bins()[f] * lanes.width;
        int y = (bins.mirror() - bins.bins()[f]) * lanes.width;
        int at = f * lanes.channels + lanes.first;
        int last = last(lanes.width);
        boolean turned = bins.turns() != null;
        DoubleVector turnRe = turned ? factor(bins.turns().doubles(), 2 * f) : DoubleVector.zero(SPECIES);
        DoubleVector turnIm = turned ? factor(bins.turns().doubles(), 2 * f + 1) : DoubleVector.zero(SPECIES);
        for (int l = 0; l < lanes.width; l += V) {
            int lane = Math.min(l, last);
            DoubleVector zr = load(lanes.re, z + lane);
            DoubleVector zi = load(lanes.im, z + lane);
            DoubleVector yr = load(lanes.re, y + lane);
            DoubleVector yi = load(lanes.im, y + lane);
            DoubleVector re = zr.add(yr);
            DoubleVector im = zi.sub(yi);
            if (turned) {
                DoubleVector dr = zr.sub(yr);
                DoubleVector di = zi.add(yi);
                re = re.add(turnRe.mul(dr).sub(turnIm.mul(di)));
                im = im.add(turnRe.mul(di).add(turnIm.mul(dr)));
            }
            re.intoArray(toRe, at + lane);
            im.intoArray(toIm, at + lane);
        }
    }

    /**
     * Fewer lanes than a vector has: first the rows of the mirrors to {@code nextRe}, {@code nextIm}, then all as one long row. In one method, which is
     * too long to become a part of its callers: there, the compiler would make objects of vectors.
     */
    private static void untangle(FftDoubleLanes lanes, FftBins bins) {
        if (!bins.run()) {
            FftDoubleScalar.untangle(lanes, bins);
            return;
        }
        lanes.repeatFirstRow(bins.mirror());
        int width = lanes.width;
        int count = bins.bins().length * width;
        double[] re = lanes.re;
        double[] im = lanes.im;
        double[] toRe = lanes.nextRe;
        double[] toIm = lanes.nextIm;
        int y = (bins.mirror() - bins.bins()[0]) * width;
        int z = bins.bins()[0] * width;
        if (FEWEST * width < V) {
            mirrorEach(re, toRe, y, width, count);
            mirrorEach(im, toIm, y, width, count);
        } else {
            for (int to = 0; to < count; to += width, y -= width) {
                load(re, y).intoArray(toRe, to);
                load(im, y).intoArray(toIm, to);
            }
        }
        if (bins.turns() == null) {
            for (int i = 0; i < count; i += V) {
                load(re, z + i).add(load(toRe, i)).intoArray(toRe, i);
                load(im, z + i).sub(load(toIm, i)).intoArray(toIm, i);
            }
            return;
        }
        lanes.turnsOf(bins);
        double[] turnsRe = lanes.turnsRe;
        double[] turnsIm = lanes.turnsIm;
        for (int i = 0; i < count; i += V) {
            DoubleVector zr = load(re, z + i);
            DoubleVector zi = load(im, z + i);
            DoubleVector yr = load(toRe, i);
            DoubleVector yi = load(toIm, i);
            DoubleVector turnRe = load(turnsRe, i);
            DoubleVector turnIm = load(turnsIm, i);
            DoubleVector dr = zr.sub(yr);
            DoubleVector di = zi.add(yi);
            zr.add(yr).add(turnRe.mul(dr).sub(turnIm.mul(di))).intoArray(toRe, i);
            zi.sub(yi).add(turnRe.mul(di).add(turnIm.mul(dr))).intoArray(toIm, i);
        }
    }

    private static void mirrorEach(double[] from, double[] to, int y, int width, int count) {
        for (int l = 0; l < width; l++) {
            for (int row = 0; row < count; row += width) {
                to[row + l] = from[y - row + l];
            }
        }
    }
}
