package org.trialmap.signal;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The loops as vector code, which follows {@link FftFloatScalar} operation by operation. What is left at the end of a row is computed by a vector
 * that overlaps the one before it. Rows that are shorter than a vector are computed as if they had its length: what is too much is written
 * before the row to which the place belongs. Java 17 keeps vectors out of the heap only while the process uses one species per element type:
 * use the preferred one everywhere.
 */
final class FftFloatVector implements FftFloatKernel {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int V = SPECIES.length();
    private static final float HALF_ROOT_3 = (float) 0.8660254037844386467637231707529362;
    private static final float COS_1 = (float) 0.3090169943749474241022934171828191;
    private static final float COS_2 = (float) -0.8090169943749474241022934171828191;
    private static final float SIN_1 = (float) 0.9510565162951535721164393333793821;
    private static final float SIN_2 = (float) 0.5877852522924731291687059546390728;
    /** A vector that is filled to a part of 1/8 is as fast as plain loops. */
    private static final int FEWEST = 8;

    private final FftFloatKernel plain = new FftFloatScalar();

    @Override
    public void pass(FftStage stage, FftFloatLanes lanes) {
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

    private static FloatVector load(float[] from, int at) {
        return FloatVector.fromArray(SPECIES, from, at);
    }

    private static FloatVector factor(float[] from, int at) {
        return FloatVector.broadcast(SPECIES, from[at]);
    }

    private static void radix2(FftStage stage, FftFloatLanes lanes) {
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

    private static void radix3(FftStage stage, FftFloatLanes lanes) {
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

    private static void radix4(FftStage stage, FftFloatLanes lanes) {
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

    private static void radix5(FftStage stage, FftFloatLanes lanes) {
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
    private static void anyRadix(FftStage stage, FftFloatLanes lanes) {
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

    @Override
    public void multiply(FftFloatLanes lanes, float[] factors, int rows) {
        if (FEWEST * lanes.width < V) {
            plain.multiply(lanes, factors, rows);
            return;
        }
        int last = last(lanes.width);
        for (int k = 0; k < rows; k++) {
            FloatVector wr = factor(factors, 2 * k);
            FloatVector wi = factor(factors, 2 * k + 1);
            for (int l = 0; l < lanes.width; l += V) {
                int at = k * lanes.width + Math.min(l, last);
                FloatVector re = load(lanes.re, at);
                FloatVector im = load(lanes.im, at);
                re.mul(wr).sub(im.mul(wi)).intoArray(lanes.nextRe, at);
                re.mul(wi).add(im.mul(wr)).intoArray(lanes.nextIm, at);
            }
        }
    }

    @Override
    public void pack(float[] x, FftInput input, FftFloatLanes lanes) {
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
            FftFloatScalar.packRow(x, input, lanes, s);
        }
    }

    /** Samples whose vectors end within the array. */
    private static int readable(float[] x, FftInput input, FftFloatLanes lanes) {
        int beyond = input.from() + lanes.first + last(lanes.width) + V - 1;
        return Math.max(0, Math.min(input.samples(), (x.length - beyond + lanes.channels - 1) / lanes.channels));
    }

    private record Rows(int first, int step, int end) {}

    private static void packColumn(float[] x, FftInput input, FftFloatLanes lanes, int lane, Rows rows, float[] target) {
        FloatVector mean = load(input.trend().mean.floats(), lanes.first + lane);
        FloatVector rest = load(input.trend().rest.floats(), lanes.first + lane);
        FloatVector shift = load(input.shift().floats(), lanes.first + lane);
        float[] weights = input.weights().floats();
        int from = input.from() + rows.first * lanes.channels + lanes.first + lane;
        int to = lane;
        for (int s = rows.first; s < rows.end; s += rows.step) {
            load(x, from).sub(mean).sub(rest).mul(weights[s]).sub(shift).intoArray(target, to);
            from += rows.step * lanes.channels;
            to += lanes.width;
        }
    }

    @Override
    public void sum(float[] x, int from, int rows, FftFloatSums sums) {
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

    private static void sumOne(float[] x, int from, int rows, FftFloatSums sums, int i) {
        FloatVector sum = load(sums.sums, i);
        FloatVector lost = load(sums.lost, i);
        for (int r = 0, at = from; r < rows; r++, at += sums.sums.length) {
            FloatVector value = load(x, at);
            FloatVector next = sum.add(value);
            lost = lost.add(lost(sum, value, next));
            sum = next;
        }
        sum.intoArray(sums.sums, i);
        lost.intoArray(sums.lost, i);
    }

    /** What rounding has taken from {@code next = sum + value}. */
    private static FloatVector lost(FloatVector sum, FloatVector value, FloatVector next) {
        FloatVector added = next.sub(sum);
        return sum.sub(next.sub(added)).add(value.sub(added));
    }

    /** Four vectors side by side, so that none waits for its own last sum. */
    private static void sumFour(float[] x, int from, int rows, FftFloatSums sums, int i) {
        FloatVector sumA = load(sums.sums, i);
        FloatVector sumB = load(sums.sums, i + V);
        FloatVector sumC = load(sums.sums, i + 2 * V);
        FloatVector sumD = load(sums.sums, i + 3 * V);
        FloatVector lostA = load(sums.lost, i);
        FloatVector lostB = load(sums.lost, i + V);
        FloatVector lostC = load(sums.lost, i + 2 * V);
        FloatVector lostD = load(sums.lost, i + 3 * V);
        for (int r = 0, at = from; r < rows; r++, at += sums.sums.length) {
            FloatVector a = load(x, at);
            FloatVector b = load(x, at + V);
            FloatVector c = load(x, at + 2 * V);
            FloatVector d = load(x, at + 3 * V);
            FloatVector nextA = sumA.add(a);
            FloatVector nextB = sumB.add(b);
            FloatVector nextC = sumC.add(c);
            FloatVector nextD = sumD.add(d);
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
    public void power(FftFloatLanes lanes, FftBins bins, float[] out, int start, boolean add) {
        if (lanes.width >= V) {
            lanes.repeatFirstRow(bins.mirror());
            float[] part = new float[V];
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
    private static void powerRow(FftFloatLanes lanes, FftBins bins, int f, float[] out, int at, float[] part) {
        int z = bins.bins()[f] * lanes.width;
        int y = (bins.mirror() - bins.bins()[f]) * lanes.width;
        int last = last(lanes.width);
        boolean turned = bins.turns() != null;
        FloatVector turnRe = turned ? factor(bins.turns().floats(), 2 * f) : FloatVector.zero(SPECIES);
        FloatVector turnIm = turned ? factor(bins.turns().floats(), 2 * f + 1) : FloatVector.zero(SPECIES);
        for (int l = 0; l < lanes.width; l += V) {
            int lane = Math.min(l, last);
            FloatVector zr = load(lanes.re, z + lane);
            FloatVector zi = load(lanes.im, z + lane);
            FloatVector yr = load(lanes.re, y + lane);
            FloatVector yi = load(lanes.im, y + lane);
            FloatVector re = zr.add(yr);
            FloatVector im = zi.sub(yi);
            if (turned) {
                FloatVector dr = zr.sub(yr);
                FloatVector di = zi.add(yi);
                re = re.add(turnRe.mul(dr).sub(turnIm.mul(di)));
                im = im.add(turnRe.mul(di).add(turnIm.mul(dr)));
            }
            FloatVector power = re.mul(re).add(im.mul(im));
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
    private static void powers(FftFloatLanes lanes, int count) {
        for (int i = 0; i < count; i += V) {
            FloatVector re = load(lanes.nextRe, i);
            FloatVector im = load(lanes.nextIm, i);
            re.mul(re).add(im.mul(im)).intoArray(lanes.nextRe, i);
        }
    }

    @Override
    public void split(FftFloatLanes lanes, FftBins bins, float[] re, float[] im) {
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

    private static void splitRow(FftFloatLanes lanes, FftBins bins, int f, float[] toRe, float[] toIm) {
        int z = bins.bins()[f] * lanes.width;
        int y = (bins.mirror() - bins.bins()[f]) * lanes.width;
        int at = f * lanes.channels + lanes.first;
        int last = last(lanes.width);
        boolean turned = bins.turns() != null;
        FloatVector turnRe = turned ? factor(bins.turns().floats(), 2 * f) : FloatVector.zero(SPECIES);
        FloatVector turnIm = turned ? factor(bins.turns().floats(), 2 * f + 1) : FloatVector.zero(SPECIES);
        for (int l = 0; l < lanes.width; l += V) {
            int lane = Math.min(l, last);
            FloatVector zr = load(lanes.re, z + lane);
            FloatVector zi = load(lanes.im, z + lane);
            FloatVector yr = load(lanes.re, y + lane);
            FloatVector yi = load(lanes.im, y + lane);
            FloatVector re = zr.add(yr);
            FloatVector im = zi.sub(yi);
            if (turned) {
                FloatVector dr = zr.sub(yr);
                FloatVector di = zi.add(yi);
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
    private static void untangle(FftFloatLanes lanes, FftBins bins) {
        if (!bins.run()) {
            FftFloatScalar.untangle(lanes, bins);
            return;
        }
        lanes.repeatFirstRow(bins.mirror());
        int width = lanes.width;
        int count = bins.bins().length * width;
        float[] re = lanes.re;
        float[] im = lanes.im;
        float[] toRe = lanes.nextRe;
        float[] toIm = lanes.nextIm;
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
        float[] turnsRe = lanes.turnsRe;
        float[] turnsIm = lanes.turnsIm;
        for (int i = 0; i < count; i += V) {
            FloatVector zr = load(re, z + i);
            FloatVector zi = load(im, z + i);
            FloatVector yr = load(toRe, i);
            FloatVector yi = load(toIm, i);
            FloatVector turnRe = load(turnsRe, i);
            FloatVector turnIm = load(turnsIm, i);
            FloatVector dr = zr.sub(yr);
            FloatVector di = zi.add(yi);
            zr.add(yr).add(turnRe.mul(dr).sub(turnIm.mul(di))).intoArray(toRe, i);
            zi.sub(yi).add(turnRe.mul(di).add(turnIm.mul(dr))).intoArray(toIm, i);
        }
    }

    private static void mirrorEach(float[] from, float[] to, int y, int width, int count) {
        for (int l = 0; l < width; l++) {
            for (int row = 0; row < count; row += width) {
                to[row + l] = from[y - row + l];
            }
        }
    }
}
