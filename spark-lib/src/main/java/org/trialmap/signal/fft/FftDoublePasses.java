package org.trialmap.signal.fft;

import static org.trialmap.signal.fft.FftDoubleVector.SPECIES;
import static org.trialmap.signal.fft.FftDoubleVector.V;
import static org.trialmap.signal.fft.FftDoubleVector.factor;
import static org.trialmap.signal.fft.FftDoubleVector.last;
import static org.trialmap.signal.fft.FftDoubleVector.load;

import jdk.incubator.vector.DoubleVector;

/** The passes of {@link FftDoubleVector}: small transforms of 2, 3, 4 or 5 rows, and of any number of them. */
final class FftDoublePasses {
    private static final double HALF_ROOT_3 = 0.8660254037844386467637231707529362;
    private static final double COS_1 = 0.3090169943749474241022934171828191;
    private static final double COS_2 = -0.8090169943749474241022934171828191;
    private static final double SIN_1 = 0.9510565162951535721164393333793821;
    private static final double SIN_2 = 0.5877852522924731291687059546390728;

    private FftDoublePasses() {}

    static void radix2(FftStage stage, FftDoubleLanes lanes) {
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

    static void radix3(FftStage stage, FftDoubleLanes lanes) {
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

    static void radix4(FftStage stage, FftDoubleLanes lanes) {
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

    static void radix5(FftStage stage, FftDoubleLanes lanes) {
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
    static void anyRadix(FftStage stage, FftDoubleLanes lanes) {
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
}
