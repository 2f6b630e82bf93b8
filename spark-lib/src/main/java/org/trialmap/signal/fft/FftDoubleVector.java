package org.trialmap.signal.fft;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The loops as vector code, which follows {@link FftDoubleScalar} operation by operation. What is left at the end of a row is computed by a vector
 * that overlaps the one before it. Rows that are shorter than a vector are computed as if they had its length: what is too much is written
 * before the row to which the place belongs. Java 17 keeps vectors out of the heap only while the process uses one species per element type:
 * use the preferred one everywhere.
 */
final class FftDoubleVector implements FftDoubleKernel {
    static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    static final int V = SPECIES.length();
    /** A vector that is filled to a part of 1/8 is as fast as plain loops. */
    static final int FEWEST = 8;

    private final FftDoubleKernel plain = new FftDoubleScalar();

    @Override
    public void pass(FftStage stage, FftDoubleLanes lanes) {
        int size = stage.stride() * lanes.width;
        if (size < V && (stage.radix() > 5 || FEWEST * size < V)) {
            plain.pass(stage, lanes);
            return;
        }
        switch (stage.radix()) {
            case 2 -> FftDoublePasses.radix2(stage, lanes);
            case 3 -> FftDoublePasses.radix3(stage, lanes);
            case 4 -> FftDoublePasses.radix4(stage, lanes);
            case 5 -> FftDoublePasses.radix5(stage, lanes);
            default -> FftDoublePasses.anyRadix(stage, lanes);
        }
    }

    /** Where the last vector of so many values begins. */
    static int last(int size) {
        return Math.max(0, size - V);
    }

    static DoubleVector load(double[] from, int at) {
        return DoubleVector.fromArray(SPECIES, from, at);
    }

    static DoubleVector factor(double[] from, int at) {
        return DoubleVector.broadcast(SPECIES, from[at]);
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
        FftDoubleOutput.power(lanes, bins, out, start, add);
    }

    @Override
    public void split(FftDoubleLanes lanes, FftBins bins, double[] re, double[] im) {
        FftDoubleOutput.split(lanes, bins, re, im);
    }
}
