package org.trialmap.signal.fft;

import static org.trialmap.signal.fft.FftFloatVector.SPECIES;
import static org.trialmap.signal.fft.FftFloatVector.V;
import static org.trialmap.signal.fft.FftFloatVector.factor;
import static org.trialmap.signal.fft.FftFloatVector.last;
import static org.trialmap.signal.fft.FftFloatVector.load;

import jdk.incubator.vector.FloatVector;

/** The passes of {@link FftFloatVector}: small transforms of 2, 3, 4 or 5 rows, and of any number of them. */
final class FftFloatPasses {
    private static final float HALF_ROOT_3 = (float) 0.8660254037844386467637231707529362;
    private static final float COS_1 = (float) 0.3090169943749474241022934171828191;
    private static final float COS_2 = (float) -0.8090169943749474241022934171828191;
    private static final float SIN_1 = (float) 0.9510565162951535721164393333793821;
    private static final float SIN_2 = (float) 0.5877852522924731291687059546390728;

    private FftFloatPasses() {}

    static void radix2(FftStage stage, FftFloatLanes lanes) {
        float[] re = lanes.re;
        float[] im = lanes.im;
        float[] toRe = lanes.nextRe;
        float[] toIm = lanes.nextIm;
        float[] w = stage.twiddles().floats();
        int size = stage.stride() * lanes.width;
        int step = stage.groups() * size;
        int last = last(size);
        for (int p = 0; p < stage.groups(); p++) {
            FloatVector wr = factor(w, 2 * p);
            FloatVector wi = factor(w, 2 * p + 1);
            for (int q = 0; q < size; q += V) {
                int x = p * size + Math.min(q, last);
                int y = 2 * p * size + Math.min(q, last);
                FloatVector ar = load(re, x);
                FloatVector ai = load(im, x);
                FloatVector br = load(re, x + step);
                FloatVector bi = load(im, x + step);
                FloatVector dr = ar.sub(br);
                FloatVector di = ai.sub(bi);
                ar.add(br).intoArray(toRe, y);
                ai.add(bi).intoArray(toIm, y);
                dr.mul(wr).sub(di.mul(wi)).intoArray(toRe, y + size);
                dr.mul(wi).add(di.mul(wr)).intoArray(toIm, y + size);
            }
        }
    }

    static void radix3(FftStage stage, FftFloatLanes lanes) {
        float[] re = lanes.re;
        float[] im = lanes.im;
        float[] toRe = lanes.nextRe;
        float[] toIm = lanes.nextIm;
        float[] w = stage.twiddles().floats();
        int size = stage.stride() * lanes.width;
        int step = stage.groups() * size;
        int last = last(size);
        for (int p = 0; p < stage.groups(); p++) {
            FloatVector w1r = factor(w, 4 * p);
            FloatVector w1i = factor(w, 4 * p + 1);
            FloatVector w2r = factor(w, 4 * p + 2);
            FloatVector w2i = factor(w, 4 * p + 3);
            for (int q = 0; q < size; q += V) {
                int x = p * size + Math.min(q, last);
                int y = 3 * p * size + Math.min(q, last);
                FloatVector ar = load(re, x);
                FloatVector ai = load(im, x);
                FloatVector br = load(re, x + step);
                FloatVector bi = load(im, x + step);
                FloatVector cr = load(re, x + 2 * step);
                FloatVector ci = load(im, x + 2 * step);
                FloatVector sr = br.add(cr);
                FloatVector si = bi.add(ci);
                FloatVector dr = br.sub(cr).mul(HALF_ROOT_3);
                FloatVector di = bi.sub(ci).mul(HALF_ROOT_3);
                FloatVector mr = ar.sub(sr.mul(0.5f));
                FloatVector mi = ai.sub(si.mul(0.5f));
                ar.add(sr).intoArray(toRe, y);
                ai.add(si).intoArray(toIm, y);
                FloatVector br1 = mr.add(di);
                FloatVector bi1 = mi.sub(dr);
                br1.mul(w1r).sub(bi1.mul(w1i)).intoArray(toRe, y + size);
                br1.mul(w1i).add(bi1.mul(w1r)).intoArray(toIm, y + size);
                FloatVector br2 = mr.sub(di);
                FloatVector bi2 = mi.add(dr);
                br2.mul(w2r).sub(bi2.mul(w2i)).intoArray(toRe, y + 2 * size);
                br2.mul(w2i).add(bi2.mul(w2r)).intoArray(toIm, y + 2 * size);
            }
        }
    }

    static void radix4(FftStage stage, FftFloatLanes lanes) {
        float[] re = lanes.re;
        float[] im = lanes.im;
        float[] toRe = lanes.nextRe;
        float[] toIm = lanes.nextIm;
        float[] w = stage.twiddles().floats();
        int size = stage.stride() * lanes.width;
        int step = stage.groups() * size;
        int last = last(size);
        for (int p = 0; p < stage.groups(); p++) {
            FloatVector w1r = factor(w, 6 * p);
            FloatVector w1i = factor(w, 6 * p + 1);
            FloatVector w2r = factor(w, 6 * p + 2);
            FloatVector w2i = factor(w, 6 * p + 3);
            FloatVector w3r = factor(w, 6 * p + 4);
            FloatVector w3i = factor(w, 6 * p + 5);
            for (int q = 0; q < size; q += V) {
                int x = p * size + Math.min(q, last);
                int y = 4 * p * size + Math.min(q, last);
                FloatVector ar = load(re, x);
                FloatVector ai = load(im, x);
                FloatVector br = load(re, x + step);
                FloatVector bi = load(im, x + step);
                FloatVector cr = load(re, x + 2 * step);
                FloatVector ci = load(im, x + 2 * step);
                FloatVector dr = load(re, x + 3 * step);
                FloatVector di = load(im, x + 3 * step);
                FloatVector evenSumRe = ar.add(cr);
                FloatVector evenSumIm = ai.add(ci);
                FloatVector evenDiffRe = ar.sub(cr);
                FloatVector evenDiffIm = ai.sub(ci);
                FloatVector oddSumRe = br.add(dr);
                FloatVector oddSumIm = bi.add(di);
                FloatVector oddDiffRe = br.sub(dr);
                FloatVector oddDiffIm = bi.sub(di);
                evenSumRe.add(oddSumRe).intoArray(toRe, y);
                evenSumIm.add(oddSumIm).intoArray(toIm, y);
                FloatVector r1 = evenDiffRe.add(oddDiffIm);
                FloatVector i1 = evenDiffIm.sub(oddDiffRe);
                r1.mul(w1r).sub(i1.mul(w1i)).intoArray(toRe, y + size);
                r1.mul(w1i).add(i1.mul(w1r)).intoArray(toIm, y + size);
                FloatVector r2 = evenSumRe.sub(oddSumRe);
                FloatVector i2 = evenSumIm.sub(oddSumIm);
                r2.mul(w2r).sub(i2.mul(w2i)).intoArray(toRe, y + 2 * size);
                r2.mul(w2i).add(i2.mul(w2r)).intoArray(toIm, y + 2 * size);
                FloatVector r3 = evenDiffRe.sub(oddDiffIm);
                FloatVector i3 = evenDiffIm.add(oddDiffRe);
                r3.mul(w3r).sub(i3.mul(w3i)).intoArray(toRe, y + 3 * size);
                r3.mul(w3i).add(i3.mul(w3r)).intoArray(toIm, y + 3 * size);
            }
        }
    }

    static void radix5(FftStage stage, FftFloatLanes lanes) {
        float[] re = lanes.re;
        float[] im = lanes.im;
        float[] toRe = lanes.nextRe;
        float[] toIm = lanes.nextIm;
        float[] w = stage.twiddles().floats();
        int size = stage.stride() * lanes.width;
        int step = stage.groups() * size;
        int last = last(size);
        FloatVector cos1 = FloatVector.broadcast(SPECIES, COS_1);
        FloatVector cos2 = FloatVector.broadcast(SPECIES, COS_2);
        FloatVector sin1 = FloatVector.broadcast(SPECIES, SIN_1);
        FloatVector sin2 = FloatVector.broadcast(SPECIES, SIN_2);
        for (int p = 0; p < stage.groups(); p++) {
            FloatVector w1r = factor(w, 8 * p);
            FloatVector w1i = factor(w, 8 * p + 1);
            FloatVector w2r = factor(w, 8 * p + 2);
            FloatVector w2i = factor(w, 8 * p + 3);
            FloatVector w3r = factor(w, 8 * p + 4);
            FloatVector w3i = factor(w, 8 * p + 5);
            FloatVector w4r = factor(w, 8 * p + 6);
            FloatVector w4i = factor(w, 8 * p + 7);
            for (int q = 0; q < size; q += V) {
                int x = p * size + Math.min(q, last);
                int y = 5 * p * size + Math.min(q, last);
                FloatVector ar = load(re, x);
                FloatVector ai = load(im, x);
                FloatVector br = load(re, x + step);
                FloatVector bi = load(im, x + step);
                FloatVector cr = load(re, x + 2 * step);
                FloatVector ci = load(im, x + 2 * step);
                FloatVector dr = load(re, x + 3 * step);
                FloatVector di = load(im, x + 3 * step);
                FloatVector er = load(re, x + 4 * step);
                FloatVector ei = load(im, x + 4 * step);
                FloatVector s1r = br.add(er);
                FloatVector s1i = bi.add(ei);
                FloatVector d1r = br.sub(er);
                FloatVector d1i = bi.sub(ei);
                FloatVector s2r = cr.add(dr);
                FloatVector s2i = ci.add(di);
                FloatVector d2r = cr.sub(dr);
                FloatVector d2i = ci.sub(di);
                FloatVector m1r = ar.add(s1r.mul(cos1)).add(s2r.mul(cos2));
                FloatVector m1i = ai.add(s1i.mul(cos1)).add(s2i.mul(cos2));
                FloatVector m2r = ar.add(s1r.mul(cos2)).add(s2r.mul(cos1));
                FloatVector m2i = ai.add(s1i.mul(cos2)).add(s2i.mul(cos1));
                FloatVector n1r = d1r.mul(sin1).add(d2r.mul(sin2));
                FloatVector n1i = d1i.mul(sin1).add(d2i.mul(sin2));
                FloatVector n2r = d1r.mul(sin2).sub(d2r.mul(sin1));
                FloatVector n2i = d1i.mul(sin2).sub(d2i.mul(sin1));
                ar.add(s1r).add(s2r).intoArray(toRe, y);
                ai.add(s1i).add(s2i).intoArray(toIm, y);
                FloatVector r1 = m1r.add(n1i);
                FloatVector i1 = m1i.sub(n1r);
                r1.mul(w1r).sub(i1.mul(w1i)).intoArray(toRe, y + size);
                r1.mul(w1i).add(i1.mul(w1r)).intoArray(toIm, y + size);
                FloatVector r2 = m2r.add(n2i);
                FloatVector i2 = m2i.sub(n2r);
                r2.mul(w2r).sub(i2.mul(w2i)).intoArray(toRe, y + 2 * size);
                r2.mul(w2i).add(i2.mul(w2r)).intoArray(toIm, y + 2 * size);
                FloatVector r3 = m2r.sub(n2i);
                FloatVector i3 = m2i.add(n2r);
                r3.mul(w3r).sub(i3.mul(w3i)).intoArray(toRe, y + 3 * size);
                r3.mul(w3i).add(i3.mul(w3r)).intoArray(toIm, y + 3 * size);
                FloatVector r4 = m1r.sub(n1i);
                FloatVector i4 = m1i.add(n1r);
                r4.mul(w4r).sub(i4.mul(w4i)).intoArray(toRe, y + 4 * size);
                r4.mul(w4i).add(i4.mul(w4r)).intoArray(toIm, y + 4 * size);
            }
        }
    }

    /** The sums and differences go through an array: vectors that wait in a Java array would be objects. */
    static void anyRadix(FftStage stage, FftFloatLanes lanes) {
        int half = stage.radix() / 2;
        float[] opposite = new float[4 * half * V];
        int size = stage.stride() * lanes.width;
        int step = stage.groups() * size;
        int last = last(size);
        for (int p = 0; p < stage.groups(); p++) {
            for (int q = 0; q < size; q += V) {
                int x = p * size + Math.min(q, last);
                FloatVector zeroRe = load(lanes.re, x);
                FloatVector zeroIm = load(lanes.im, x);
                for (int j = 1, at = 0; j <= half; j++, at += 4 * V) {
                    int low = x + j * step;
                    int high = x + (stage.radix() - j) * step;
                    FloatVector sumRe = load(lanes.re, low).add(load(lanes.re, high));
                    FloatVector sumIm = load(lanes.im, low).add(load(lanes.im, high));
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

    private static void anyOutputs(FftStage stage, FftFloatLanes lanes, float[] opposite, int x, int y, int p) {
        float[] roots = stage.roots().floats();
        int radix = stage.radix();
        int size = stage.stride() * lanes.width;
        for (int k = 1; k <= radix / 2; k++) {
            FloatVector mr = load(lanes.re, x);
            FloatVector mi = load(lanes.im, x);
            FloatVector nr = FloatVector.zero(SPECIES);
            FloatVector ni = FloatVector.zero(SPECIES);
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
    private static void put(FftFloatLanes lanes, int at, FftStage stage, int factor, FloatVector re, FloatVector im) {
        float wr = stage.twiddles().floats()[factor];
        float wi = stage.twiddles().floats()[factor + 1];
        re.mul(wr).sub(im.mul(wi)).intoArray(lanes.nextRe, at);
        re.mul(wi).add(im.mul(wr)).intoArray(lanes.nextIm, at);
    }
}
