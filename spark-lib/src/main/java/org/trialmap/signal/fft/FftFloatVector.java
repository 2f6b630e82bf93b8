package org.trialmap.signal.fft;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The loops as vector code, which follows {@link FftFloatScalar} operation by operation. What is left at the end of a row is computed by a vector
 * that overlaps the one before it. Rows that are shorter than a vector are computed as if they had its length: what is too much is written
 * before the row to which the place belongs. Java 17 keeps vectors out of the heap only while the process uses one species per element type:
 * use the preferred one everywhere.
 */
final class FftFloatVector implements FftFloatKernel {
    static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    static final int V = SPECIES.length();
    /** A vector that is filled to a part of 1/8 is as fast as plain loops. */
    static final int FEWEST = 8;

    private final FftFloatKernel plain = new FftFloatScalar();

    @Override
    public void pass(FftStage stage, FftFloatLanes lanes) {
        int size = stage.stride() * lanes.width;
        if (size < V && (stage.radix() > 5 || FEWEST * size < V)) {
            plain.pass(stage, lanes);
            return;
        }
        switch (stage.radix()) {
            case 2 -> FftFloatPasses.radix2(stage, lanes);
            case 3 -> FftFloatPasses.radix3(stage, lanes);
            case 4 -> FftFloatPasses.radix4(stage, lanes);
            case 5 -> FftFloatPasses.radix5(stage, lanes);
            default -> FftFloatPasses.anyRadix(stage, lanes);
        }
    }

    /** Where the last vector of so many values begins. */
    static int last(int size) {
        return Math.max(0, size - V);
    }

    static FloatVector load(float[] from, int at) {
        return FloatVector.fromArray(SPECIES, from, at);
    }

    static FloatVector factor(float[] from, int at) {
        return FloatVector.broadcast(SPECIES, from[at]);
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
    public void quadrature(FftFloatLanes lanes, float[] factors, int rows) {
        if (FEWEST * lanes.width < V) {
            plain.quadrature(lanes, factors, rows);
            return;
        }
        int last = last(lanes.width);
        for (int k = 0; k < rows; k++) {
            FloatVector mirrored = factor(factors, 2 * k);
            FloatVector own = factor(factors, 2 * k + 1);
            for (int l = 0; l < lanes.width; l += V) {
                int z = k * lanes.width + Math.min(l, last);
                int y = (rows - k) * lanes.width + Math.min(l, last);
                FloatVector zr = load(lanes.re, z);
                FloatVector zi = load(lanes.im, z);
                FloatVector yr = load(lanes.re, y);
                FloatVector yi = load(lanes.im, y);
                mirrored.mul(yr).sub(own.mul(zi)).intoArray(lanes.nextRe, z);
                own.mul(zr).sub(mirrored.mul(yi)).intoArray(lanes.nextIm, z);
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
        FftFloatOutput.power(lanes, bins, out, start, add);
    }

    @Override
    public void split(FftFloatLanes lanes, FftBins bins, float[] re, float[] im) {
        FftFloatOutput.split(lanes, bins, re, im);
    }
}
