package org.trialmap.signal;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The loops as vector code, which follows {@link FftDoubleScalar} operation by operation. What is left at the end of a row is computed by a vector
 * that overlaps the one before it. Rows that are shorter than a vector are computed as if they had its length: what is too much is written
 * before the row to which the place belongs. Java 17 keeps vectors out of the heap only while the process uses one species per element type:
 * use the preferred one everywhere.
 */
final class FftDoubleVector implements FftDoubleKernel {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int V = SPECIES.length();
    private static final double HALF_ROOT_3 = 0.8660254037844386467637231707529362;
    private static final double COS_1 = 0.3090169943749474241022934171828191;
    private static final double COS_2 = -0.8090169943749474241022934171828191;
    private static final double SIN_1 = 0.9510565162951535721164393333793821;
    private static final double SIN_2 = 0.5877852522924731291687059546390728;
    /** A vector that is filled to a part of 1/8 is as fast as plain loops. */
    private static final int FEWEST = 8;

    private final FftDoubleKernel plain = new FftDoubleScalar();

    @Override
    public void pass(FftStage stage, FftDoubleLanes lanes) {
        int size = stage.stride() * lanes.width;
        if (size < V && (stage.radix() > 5 || FEWEST * size < V)) {
            plain.pass(stage, lanes);
            return;
        }
        switch (stage.radix()) {
            case 2 -> radix2(stage, lanes);
            case 3 -> radix3(stage, lanes);
            case 4 -> radix4(stage, lanes);
            case 5 -> radix5(stage, lanes);
            default -> anyRadix(stage, lanes);
        }
    }

    /** Where the last vector of so many values begins. */
    private static int last(int size) {
        return Math.max(0, size - V);
    }

    private static DoubleVector load(double[] from, int at) {
        return DoubleVector.fromArray(SPECIES, from, at);
    }

    private static DoubleVector factor(double[] from, int at) {
        return DoubleVector.broadcast(SPECIES, from[at]);
    }

    private static void radix2(FftStage stage, FftDoubleLanes lanes) {
        double[] re = lanes.re;
        double[] im = lanes.im;
        double[] toRe = lanes.nextRe;
        double[] toIm = lanes.nextIm;
        double[] w = stage.twiddles().doubles();
        int size = stage.stride() * lanes.width;
        int step = stage.groups() * size;
        int last = last(size);
        for (int p = 0; p < stage.groups(); p++) {
            DoubleVector wr = factor(w, 2 * p);
            DoubleVector wi = factor(w, 2 * p + 1);
            for (int q = 0; q < size; q += V) {
                int x = p * size + Math.min(q, last);
                int y = 2 * p * size + Math.min(q, last);
                DoubleVector ar = load(re, x);
                DoubleVector ai = load(im, x);
                DoubleVector br = load(re, x + step);
                DoubleVector bi = load(im, x + step);
                DoubleVector dr = ar.sub(br);
                DoubleVector di = ai.sub(bi);
                ar.add(br).intoArray(toRe, y);
                ai.add(bi).intoArray(toIm, y);
                dr.mul(wr).sub(di.mul(wi)).intoArray(toRe, y + size);
                dr.mul(wi).add(di.mul(wr)).intoArray(toIm, y + size);
            }
        }
    }

    private static void radix3(FftStage stage, FftDoubleLanes lanes) {
        double[] re = lanes.re;
        double[] im = lanes.im;
        double[] toRe = lanes.nextRe;
        double[] toIm = lanes.nextIm;
        double[] w = stage.twiddles().doubles();
        int size = stage.stride() * lanes.width;
        int step = stage.groups() * size;
        int last = last(size);
        for (int p = 0; p < stage.groups(); p++) {
            DoubleVector w1r = factor(w, 4 * p);
            DoubleVector w1i = factor(w, 4 * p + 1);
            DoubleVector w2r = factor(w, 4 * p + 2);
            DoubleVector w2i = factor(w, 4 * p + 3);
            for (int q = 0; q < size; q += V) {
                int x = p * size + Math.min(q, last);
                int y = 3 * p * size + Math.min(q, last);
                DoubleVector ar = load(re, x);
                DoubleVector ai = load(im, x);
                DoubleVector br = load(re, x + step);
                DoubleVector bi = load(im, x + step);
                DoubleVector cr = load(re, x + 2 * step);
                DoubleVector ci = load(im, x + 2 * step);
                DoubleVector sr = br.add(cr);
                DoubleVector si = bi.add(ci);
                DoubleVector dr = br.sub(cr).mul(HALF_ROOT_3);
                DoubleVector di = bi.sub(ci).mul(HALF_ROOT_3);
                DoubleVector mr = ar.sub(sr.mul(0.5));
                DoubleVector mi = ai.sub(si.mul(0.5));
                ar.add(sr).intoArray(toRe, y);
                ai.add(si).intoArray(toIm, y);
                DoubleVector br1 = mr.add(di);
                DoubleVector bi1 = mi.sub(dr);
                br1.mul(w1r).sub(bi1.mul(w1i)).intoArray(toRe, y + size);
                br1.mul(w1i).add(bi1.mul(w1r)).intoArray(toIm, y + size);
                DoubleVector br2 = mr.sub(di);
                DoubleVector bi2 = mi.add(dr);
                br2.mul(w2r).sub(bi2.mul(w2i)).intoArray(toRe, y + 2 * size);
                br2.mul(w2i).add(bi2.mul(w2r)).intoArray(toIm, y + 2 * size);
            }
        }
    }

    private static void radix4(FftStage stage, FftDoubleLanes lanes) {
        double[] re = lanes.re;
        double[] im = lanes.im;
        double[] toRe = lanes.nextRe;
        double[] toIm = lanes.nextIm;
        double[] w = stage.twiddles().doubles();
        int size = stage.stride() * lanes.width;
        int step = stage.groups() * size;
        int last = last(size);
        for (int p = 0; p < stage.groups(); p++) {
            DoubleVector w1r = factor(w, 6 * p);
            DoubleVector w1i = factor(w, 6 * p + 1);
            DoubleVector w2r = factor(w, 6 * p + 2);
            DoubleVector w2i = factor(w, 6 * p + 3);
            DoubleVector w3r = factor(w, 6 * p + 4);
            DoubleVector w3i = factor(w, 6 * p + 5);
            for (int q = 0; q < size; q += V) {
                int x = p * size + Math.min(q, last);
                int y = 4 * p * size + Math.min(q, last);
                DoubleVector ar = load(re, x);
                DoubleVector ai = load(im, x);
                DoubleVector br = load(re, x + step);
                DoubleVector bi = load(im, x + step);
                DoubleVector cr = load(re, x + 2 * step);
                DoubleVector ci = load(im, x + 2 * step);
                DoubleVector dr = load(re, x + 3 * step);
                DoubleVector di = load(im, x + 3 * step);
                DoubleVector evenSumRe = ar.add(cr);
                DoubleVector evenSumIm = ai.add(ci);
                DoubleVector evenDiffRe = ar.sub(cr);
                DoubleVector evenDiffIm = ai.sub(ci);
                DoubleVector oddSumRe = br.add(dr);
                DoubleVector oddSumIm = bi.add(di);
                DoubleVector oddDiffRe = br.sub(dr);
                DoubleVector oddDiffIm = bi.sub(di);
                evenSumRe.add(oddSumRe).intoArray(toRe, y);
                evenSumIm.add(oddSumIm).intoArray(toIm, y);
                DoubleVector r1 = evenDiffRe.add(oddDiffIm);
                DoubleVector i1 = evenDiffIm.sub(oddDiffRe);
                r1.mul(w1r).sub(i1.mul(w1i)).intoArray(toRe, y + size);
                r1.mul(w1i).add(i1.mul(w1r)).intoArray(toIm, y + size);
                DoubleVector r2 = evenSumRe.sub(oddSumRe);
                DoubleVector i2 = evenSumIm.sub(oddSumIm);
                r2.mul(w2r).sub(i2.mul(w2i)).intoArray(toRe, y + 2 * size);
                r2.mul(w2i).add(i2.mul(w2r)).intoArray(toIm, y + 2 * size);
                DoubleVector r3 = evenDiffRe.sub(oddDiffIm);
                DoubleVector i3 = evenDiffIm.add(oddDiffRe);
                r3.mul(w3r).sub(i3.mul(w3i)).intoArray(toRe, y + 3 * size);
                r3.mul(w3i).add(i3.mul(w3r)).intoArray(toIm, y + 3 * size);
            }
        }
    }

    private static void radix5(FftStage stage, FftDoubleLanes lanes) {
        double[] re = lanes.re;
        double[] im = lanes.im;
        double[] toRe = lanes.nextRe;
        double[] toIm = lanes.nextIm;
        double[] w = stage.twiddles().doubles();
        int size = stage.stride() * lanes.width;
        int step = stage.groups() * size;
        int last = last(size);
        DoubleVector cos1 = DoubleVector.broadcast(SPECIES, COS_1);
        DoubleVector cos2 = DoubleVector.broadcast(SPECIES, COS_2);
        DoubleVector sin1 = DoubleVector.broadcast(SPECIES, SIN_1);
        DoubleVector sin2 = DoubleVector.broadcast(SPECIES, SIN_2);
        for (int p = 0; p < stage.groups(); p++) {
            DoubleVector w1r = factor(w, 8 * p);
            DoubleVector w1i = factor(w, 8 * p + 1);
            DoubleVector w2r = factor(w, 8 * p + 2);
            DoubleVector w2i = factor(w, 8 * p + 3);
            DoubleVector w3r = factor(w, 8 * p + 4);
            DoubleVector w3i = factor(w, 8 * p + 5);
            DoubleVector w4r = factor(w, 8 * p + 6);
            DoubleVector w4i = factor(w, 8 * p + 7);
            for (int q = 0; q < size; q += V) {
                int x = p * size + Math.min(q, last);
                int y = 5 * p * size + Math.min(q, last);
                DoubleVector ar = load(re, x);
                DoubleVector ai = load(im, x);
                DoubleVector br = load(re, x + step);
                DoubleVector bi = load(im, x + step);
                DoubleVector cr = load(re, x + 2 * step);
                DoubleVector ci = load(im, x + 2 * step);
                DoubleVector dr = load(re, x + 3 * step);
                DoubleVector di = load(im, x + 3 * step);
                DoubleVector er = load(re, x + 4 * step);
                DoubleVector ei = load(im, x + 4 * step);
                DoubleVector s1r = br.add(er);
                DoubleVector s1i = bi.add(ei);
                DoubleVector d1r = br.sub(er);
                DoubleVector d1i = bi.sub(ei);
                DoubleVector s2r = cr.add(dr);
                DoubleVector s2i = ci.add(di);
                DoubleVector d2r = cr.sub(dr);
                DoubleVector d2i = ci.sub(di);
                DoubleVector m1r = ar.add(s1r.mul(cos1)).add(s2r.mul(cos2));
                DoubleVector m1i = ai.add(s1i.mul(cos1)).add(s2i.mul(cos2));
                DoubleVector m2r = ar.add(s1r.mul(cos2)).add(s2r.mul(cos1));
                DoubleVector m2i = ai.add(s1i.mul(cos2)).add(s2i.mul(cos1));
                DoubleVector n1r = d1r.mul(sin1).add(d2r.mul(sin2));
                DoubleVector n1i = d1i.mul(sin1).add(d2i.mul(sin2));
                DoubleVector n2r = d1r.mul(sin2).sub(d2r.mul(sin1));
                DoubleVector n2i = d1i.mul(sin2).sub(d2i.mul(sin1));
                ar.add(s1r).add(s2r).intoArray(toRe, y);
                ai.add(s1i).add(s2i).intoArray(toIm, y);
                DoubleVector r1 = m1r.add(n1i);
                DoubleVector i1 = m1i.sub(n1r);
                r1.mul(w1r).sub(i1.mul(w1i)).intoArray(toRe, y + size);
                r1.mul(w1i).add(i1.mul(w1r)).intoArray(toIm, y + size);
                DoubleVector r2 = m2r.add(n2i);
                DoubleVector i2 = m2i.sub(n2r);
                r2.mul(w2r).sub(i2.mul(w2i)).intoArray(toRe, y + 2 * size);
                r2.mul(w2i).add(i2.mul(w2r)).intoArray(toIm, y + 2 * size);
                DoubleVector r3 = m2r.sub(n2i);
                DoubleVector i3 = m2i.add(n2r);
                r3.mul(w3r).sub(i3.mul(w3i)).intoArray(toRe, y + 3 * size);
                r3.mul(w3i).add(i3.mul(w3r)).intoArray(toIm, y + 3 * size);
                DoubleVector r4 = m1r.sub(n1i);
                DoubleVector i4 = m1i.add(n1r);
                r4.mul(w4r).sub(i4.mul(w4i)).intoArray(toRe, y + 4 * size);
                r4.mul(w4i).add(i4.mul(w4r)).intoArray(toIm, y + 4 * size);
            }
        }
    }

    /** The sums and differences go through an array: vectors that wait in a Java array would be objects. */
    private static void anyRadix(FftStage stage, FftDoubleLanes lanes) {
        int half = stage.radix() / 2;
        double[] opposite = new double[4 * half * V];
        int size = stage.stride() * lanes.width;
        int step = stage.groups() * size;
        int last = last(size);
        for (int p = 0; p < stage.groups(); p++) {
            for (int q = 0; q < size; q += V) {
                int x = p * size + Math.min(q, last);
                DoubleVector zeroRe = load(lanes.re, x);
                DoubleVector zeroIm = load(lanes.im, x);
                for (int j = 1, at = 0; j <= half; j++, at += 4 * V) {
                    int low = x + j * step;
                    int high = x + (stage.radix() - j) * step;
                    DoubleVector sumRe = load(lanes.re, low).add(load(lanes.re, high));
                    DoubleVector sumIm = load(lanes.im, low).add(load(lanes.im, high));
                    sumRe.intoArray(opposite, at);
                    sumIm.intoArray(opposite, at + V);
                    load(lanes.re, low).sub(load(lanes.re, high)).intoArray(opposite, at + 2 * V);
                    load(lanes.im, low).sub(load(lanes.im, high)).intoArray(opposite, at + 3 * V);
                    zeroRe = zeroRe.add(sumRe);
                    zeroIm = zeroIm.add(sumIm);
                }
                int y = stage.radix() * p * size + Math.min(q, last);
                zeroRe.intoArray(lanes.nextRe, y);
                zeroIm.intoArray(lanes.nextIm, y);
                anyOutputs(stage, lanes, opposite, x, y, p);
            }
        }
    }

    private static void anyOutputs(FftStage stage, FftDoubleLanes lanes, double[] opposite, int x, int y, int p) {
        double[] roots = stage.roots().doubles();
        int radix = stage.radix();
        int size = stage.stride() * lanes.width;
        for (int k = 1; k <= radix / 2; k++) {
            DoubleVector mr = load(lanes.re, x);
            DoubleVector mi = load(lanes.im, x);
            DoubleVector nr = DoubleVector.zero(SPECIES);
            DoubleVector ni = DoubleVector.zero(SPECIES);
            for (int j = 1, at = 0, turn = k; j <= radix / 2; j++, at += 4 * V) {
                mr = mr.add(load(opposite, at).mul(roots[2 * turn]));
                mi = mi.add(load(opposite, at + V).mul(roots[2 * turn]));
                nr = nr.add(load(opposite, at + 2 * V).mul(roots[2 * turn + 1]));
                ni = ni.add(load(opposite, at + 3 * V).mul(roots[2 * turn + 1]));
                turn = turn + k < radix ? turn + k : turn + k - radix;
            }
            int factors = 2 * p * (radix - 1) - 2;
            put(lanes, y + k * size, stage, factors + 2 * k, mr.add(ni), mi.sub(nr));
            put(lanes, y + (radix - k) * size, stage, factors + 2 * (radix - k), mr.sub(ni), mi.add(nr));
        }
    }

    /** Value times twiddle factor. */
    private static void put(FftDoubleLanes lanes, int at, FftStage stage, int factor, DoubleVector re, DoubleVector im) {
        double wr = stage.twiddles().doubles()[factor];
        double wi = stage.twiddles().doubles()[factor + 1];
        re.mul(wr).sub(im.mul(wi)).intoArray(lanes.nextRe, at);
        re.mul(wi).add(im.mul(wr)).intoArray(lanes.nextIm, at);
    }

    @Override
    public void multiply(FftDoubleLanes lanes, double[] factors, int rows) {
        if (FEWEST * lanes.width < V) {
            plain.multiply(lanes, factors, rows);
            return;
        }
        int last = last(lanes.width);
        for (int k = 0; k < rows; k++) {
            DoubleVector wr = factor(factors, 2 * k);
            DoubleVector wi = factor(factors, 2 * k + 1);
            for (int l = 0; l < lanes.width; l += V) {
                int at = k * lanes.width + Math.min(l, last);
                DoubleVector re = load(lanes.re, at);
                DoubleVector im = load(lanes.im, at);
                re.mul(wr).sub(im.mul(wi)).intoArray(lanes.nextRe, at);
                re.mul(wi).add(im.mul(wr)).intoArray(lanes.nextIm, at);
            }
        }
    }

    @Override
    public void pack(double[] x, FftInput input, FftDoubleLanes lanes) {
        if (input.trend().line || FEWEST * lanes.width < V) {
            plain.pack(x, input, lanes);
            return;
        }
        int end = readable(x, input, lanes);
        for (int l = 0; l < lanes.width; l += V) {
            int lane = Math.min(l, last(lanes.width));
            if (input.inTwos()) {
                packColumn(x, input, lanes, lane, new Rows(0, 2, end), lanes.re);
                packColumn(x, input, lanes, lane, new Rows(1, 2, end), lanes.im);
            } else {
                packColumn(x, input, lanes, lane, new Rows(0, 1, end), lanes.re);
            }
        }
        for (int s = end; s < input.samples(); s++) {
            FftDoubleScalar.packRow(x, input, lanes, s);
        }
    }

    /** Samples whose vectors end within the array. */
    private static int readable(double[] x, FftInput input, FftDoubleLanes lanes) {
        int beyond = input.from() + lanes.first + last(lanes.width) + V - 1;
        return Math.max(0, Math.min(input.samples(), (x.length - beyond + lanes.channels - 1) / lanes.channels));
    }

    private record Rows(int first, int step, int end) {}

    private static void packColumn(double[] x, FftInput input, FftDoubleLanes lanes, int lane, Rows rows, double[] target) {
        DoubleVector mean = load(input.trend().mean.doubles(), lanes.first + lane);
        DoubleVector rest = load(input.trend().rest.doubles(), lanes.first + lane);
        DoubleVector shift = load(input.shift().doubles(), lanes.first + lane);
        double[] weights = input.weights().doubles();
        int from = input.from() + rows.first * lanes.channels + lanes.first + lane;
        int to = lane;
        for (int s = rows.first; s < rows.end; s += rows.step) {
            load(x, from).sub(mean).sub(rest).mul(weights[s]).sub(shift).intoArray(target, to);
            from += rows.step * lanes.channels;
            to += lanes.width;
        }
    }

    @Override
    public void sum(double[] x, int from, int rows, FftDoubleSums sums) {
        int size = sums.sums.length;
        if (size % V != 0) {
            plain.sum(x, from, rows, sums);
            return;
        }
        int i = 0;
        for (; i + 4 * V <= size; i += 4 * V) {
            sumFour(x, from + i, rows, sums, i);
        }
        for (; i < size; i += V) {
            sumOne(x, from + i, rows, sums, i);
        }
    }

    private static void sumOne(double[] x, int from, int rows, FftDoubleSums sums, int i) {
        DoubleVector sum = load(sums.sums, i);
        DoubleVector lost = load(sums.lost, i);
        for (int r = 0, at = from; r < rows; r++, at += sums.sums.length) {
            DoubleVector value = load(x, at);
            DoubleVector next = sum.add(value);
            lost = lost.add(lost(sum, value, next));
            sum = next;
        }
        sum.intoArray(sums.sums, i);
        lost.intoArray(sums.lost, i);
    }

    /** What rounding has taken from {@code next = sum + value}. */
    private static DoubleVector lost(DoubleVector sum, DoubleVector value, DoubleVector next) {
        DoubleVector added = next.sub(sum);
        return sum.sub(next.sub(added)).add(value.sub(added));
    }

    /** Four vectors side by side, so that none waits for its own last sum. */
    private static void sumFour(double[] x, int from, int rows, FftDoubleSums sums, int i) {
        DoubleVector sumA = load(sums.sums, i);
        DoubleVector sumB = load(sums.sums, i + V);
        DoubleVector sumC = load(sums.sums, i + 2 * V);
        DoubleVector sumD = load(sums.sums, i + 3 * V);
        DoubleVector lostA = load(sums.lost, i);
        DoubleVector lostB = load(sums.lost, i + V);
        DoubleVector lostC = load(sums.lost, i + 2 * V);
        DoubleVector lostD = load(sums.lost, i + 3 * V);
        for (int r = 0, at = from; r < rows; r++, at += sums.sums.length) {
            DoubleVector a = load(x, at);
            DoubleVector b = load(x, at + V);
            DoubleVector c = load(x, at + 2 * V);
            DoubleVector d = load(x, at + 3 * V);
            DoubleVector nextA = sumA.add(a);
            DoubleVector nextB = sumB.add(b);
            DoubleVector nextC = sumC.add(c);
            DoubleVector nextD = sumD.add(d);
            lostA = lostA.add(lost(sumA, a, nextA));
            lostB = lostB.add(lost(sumB, b, nextB));
            lostC = lostC.add(lost(sumC, c, nextC));
            lostD = lostD.add(lost(sumD, d, nextD));
            sumA = nextA;
            sumB = nextB;
            sumC = nextC;
            sumD = nextD;
        }
        sumA.intoArray(sums.sums, i);
        sumB.intoArray(sums.sums, i + V);
        sumC.intoArray(sums.sums, i + 2 * V);
        sumD.intoArray(sums.sums, i + 3 * V);
        lostA.intoArray(sums.lost, i);
        lostB.intoArray(sums.lost, i + V);
        lostC.intoArray(sums.lost, i + 2 * V);
        lostD.intoArray(sums.lost, i + 3 * V);
    }

    @Override
    public void power(FftDoubleLanes lanes, FftBins bins, double[] out, int start, boolean add) {
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

    @Override
    public void split(FftDoubleLanes lanes, FftBins bins, double[] re, double[] im) {
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
