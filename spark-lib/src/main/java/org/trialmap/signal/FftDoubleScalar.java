package org.trialmap.signal;

/** Plain loops: used where the vector module is not loaded, and for what does not fill a vector. */
final class FftDoubleScalar implements FftDoubleKernel {
    private static final double HALF_ROOT_3 = 0.8660254037844386467637231707529362;
    private static final double COS_1 = 0.3090169943749474241022934171828191;
    private static final double COS_2 = -0.8090169943749474241022934171828191;
    private static final double SIN_1 = 0.9510565162951535721164393333793821;
    private static final double SIN_2 = 0.5877852522924731291687059546390728;

    @Override
    public void pass(FftStage stage, FftDoubleLanes lanes) {
        switch (stage.radix()) {
            case 2 -> radix2(stage, lanes);
            case 3 -> radix3(stage, lanes);
            case 4 -> radix4(stage, lanes);
            case 5 -> radix5(stage, lanes);
            default -> anyRadix(stage, lanes);
        }
    }

    private static void radix2(FftStage stage, FftDoubleLanes lanes) {
        double[] re = lanes.re;
        double[] im = lanes.im;
        double[] w = stage.twiddles().doubles();
        int size = stage.stride() * lanes.width;
        int step = stage.groups() * size;
        for (int p = 0; p < stage.groups(); p++) {
            for (int q = 0; q < size; q++) {
                int x = p * size + q;
                int y = 2 * p * size + q;
                double dr = re[x] - re[x + step];
                double di = im[x] - im[x + step];
                lanes.nextRe[y] = re[x] + re[x + step];
                lanes.nextIm[y] = im[x] + im[x + step];
                lanes.nextRe[y + size] = dr * w[2 * p] - di * w[2 * p + 1];
                lanes.nextIm[y + size] = dr * w[2 * p + 1] + di * w[2 * p];
            }
        }
    }

    private static void radix3(FftStage stage, FftDoubleLanes lanes) {
        double[] re = lanes.re;
        double[] im = lanes.im;
        double[] w = stage.twiddles().doubles();
        int size = stage.stride() * lanes.width;
        int step = stage.groups() * size;
        for (int p = 0; p < stage.groups(); p++) {
            for (int q = 0; q < size; q++) {
                int x = p * size + q;
                double sr = re[x + step] + re[x + 2 * step];
                double si = im[x + step] + im[x + 2 * step];
                double dr = (re[x + step] - re[x + 2 * step]) * HALF_ROOT_3;
                double di = (im[x + step] - im[x + 2 * step]) * HALF_ROOT_3;
                double mr = re[x] - sr * 0.5;
                double mi = im[x] - si * 0.5;
                int y = 3 * p * size + q;
                lanes.nextRe[y] = re[x] + sr;
                lanes.nextIm[y] = im[x] + si;
                put(lanes, y + size, w, 4 * p, mr + di, mi - dr);
                put(lanes, y + 2 * size, w, 4 * p + 2, mr - di, mi + dr);
            }
        }
    }

    private static void radix4(FftStage stage, FftDoubleLanes lanes) {
        double[] re = lanes.re;
        double[] im = lanes.im;
        double[] w = stage.twiddles().doubles();
        int size = stage.stride() * lanes.width;
        int step = stage.groups() * size;
        for (int p = 0; p < stage.groups(); p++) {
            for (int q = 0; q < size; q++) {
                int x = p * size + q;
                double evenSumRe = re[x] + re[x + 2 * step];
                double evenSumIm = im[x] + im[x + 2 * step];
                double evenDiffRe = re[x] - re[x + 2 * step];
                double evenDiffIm = im[x] - im[x + 2 * step];
                double oddSumRe = re[x + step] + re[x + 3 * step];
                double oddSumIm = im[x + step] + im[x + 3 * step];
                double oddDiffRe = re[x + step] - re[x + 3 * step];
                double oddDiffIm = im[x + step] - im[x + 3 * step];
                int y = 4 * p * size + q;
                lanes.nextRe[y] = evenSumRe + oddSumRe;
                lanes.nextIm[y] = evenSumIm + oddSumIm;
                put(lanes, y + size, w, 6 * p, evenDiffRe + oddDiffIm, evenDiffIm - oddDiffRe);
                put(lanes, y + 2 * size, w, 6 * p + 2, evenSumRe - oddSumRe, evenSumIm - oddSumIm);
                put(lanes, y + 3 * size, w, 6 * p + 4, evenDiffRe - oddDiffIm, evenDiffIm + oddDiffRe);
            }
        }
    }

    private static void radix5(FftStage stage, FftDoubleLanes lanes) {
        double[] re = lanes.re;
        double[] im = lanes.im;
        double[] w = stage.twiddles().doubles();
        int size = stage.stride() * lanes.width;
        int step = stage.groups() * size;
        for (int p = 0; p < stage.groups(); p++) {
            for (int q = 0; q < size; q++) {
                int x = p * size + q;
                double s1r = re[x + step] + re[x + 4 * step];
                double s1i = im[x + step] + im[x + 4 * step];
                double d1r = re[x + step] - re[x + 4 * step];
                double d1i = im[x + step] - im[x + 4 * step];
                double s2r = re[x + 2 * step] + re[x + 3 * step];
                double s2i = im[x + 2 * step] + im[x + 3 * step];
                double d2r = re[x + 2 * step] - re[x + 3 * step];
                double d2i = im[x + 2 * step] - im[x + 3 * step];
                double m1r = re[x] + s1r * COS_1 + s2r * COS_2;
                double m1i = im[x] + s1i * COS_1 + s2i * COS_2;
                double m2r = re[x] + s1r * COS_2 + s2r * COS_1;
                double m2i = im[x] + s1i * COS_2 + s2i * COS_1;
                double n1r = d1r * SIN_1 + d2r * SIN_2;
                double n1i = d1i * SIN_1 + d2i * SIN_2;
                double n2r = d1r * SIN_2 - d2r * SIN_1;
                double n2i = d1i * SIN_2 - d2i * SIN_1;
                int y = 5 * p * size + q;
                lanes.nextRe[y] = re[x] + s1r + s2r;
                lanes.nextIm[y] = im[x] + s1i + s2i;
                put(lanes, y + size, w, 8 * p, m1r + n1i, m1i - n1r);
                put(lanes, y + 2 * size, w, 8 * p + 2, m2r + n2i, m2i - n2r);
                put(lanes, y + 3 * size, w, 8 * p + 4, m2r - n2i, m2i + n2r);
                put(lanes, y + 4 * size, w, 8 * p + 6, m1r - n1i, m1i + n1r);
            }
        }
    }

    /** Value times factor. */
    private static void put(FftDoubleLanes lanes, int at, double[] w, int factor, double re, double im) {
        lanes.nextRe[at] = re * w[factor] - im * w[factor + 1];
        lanes.nextIm[at] = re * w[factor + 1] + im * w[factor];
    }

    /** Any odd radix, from the sums and differences of the values that lie opposite each other. */
    private static void anyRadix(FftStage stage, FftDoubleLanes lanes) {
        int half = stage.radix() / 2;
        double[] opposite = new double[4 * half];
        int size = stage.stride() * lanes.width;
        int step = stage.groups() * size;
        for (int p = 0; p < stage.groups(); p++) {
            for (int q = 0; q < size; q++) {
                int x = p * size + q;
                double zeroRe = lanes.re[x];
                double zeroIm = lanes.im[x];
                for (int j = 1; j <= half; j++) {
                    int low = x + j * step;
                    int high = x + (stage.radix() - j) * step;
                    opposite[4 * j - 4] = lanes.re[low] + lanes.re[high];
                    opposite[4 * j - 3] = lanes.im[low] + lanes.im[high];
                    opposite[4 * j - 2] = lanes.re[low] - lanes.re[high];
                    opposite[4 * j - 1] = lanes.im[low] - lanes.im[high];
                    zeroRe += opposite[4 * j - 4];
                    zeroIm += opposite[4 * j - 3];
                }
                int y = stage.radix() * p * size + q;
                lanes.nextRe[y] = zeroRe;
                lanes.nextIm[y] = zeroIm;
                anyOutputs(stage, lanes, opposite, x, y, p);
            }
        }
    }

    private static void anyOutputs(FftStage stage, FftDoubleLanes lanes, double[] opposite, int x, int y, int p) {
        double[] roots = stage.roots().doubles();
        double[] w = stage.twiddles().doubles();
        int radix = stage.radix();
        int size = stage.stride() * lanes.width;
        for (int k = 1; k <= radix / 2; k++) {
            double mr = lanes.re[x];
            double mi = lanes.im[x];
            double nr = 0;
            double ni = 0;
            for (int j = 1, turn = k; j <= radix / 2; j++, turn = (turn + k) % radix) {
                mr += opposite[4 * j - 4] * roots[2 * turn];
                mi += opposite[4 * j - 3] * roots[2 * turn];
                nr += opposite[4 * j - 2] * roots[2 * turn + 1];
                ni += opposite[4 * j - 1] * roots[2 * turn + 1];
            }
            int factors = 2 * p * (radix - 1) - 2;
            put(lanes, y + k * size, w, factors + 2 * k, mr + ni, mi - nr);
            put(lanes, y + (radix - k) * size, w, factors + 2 * (radix - k), mr - ni, mi + nr);
        }
    }

    @Override
    public void multiply(FftDoubleLanes lanes, double[] factors, int rows) {
        for (int k = 0, at = 0; k < rows; k++) {
            double wr = factors[2 * k];
            double wi = factors[2 * k + 1];
            for (int l = 0; l < lanes.width; l++, at++) {
                lanes.nextRe[at] = lanes.re[at] * wr - lanes.im[at] * wi;
                lanes.nextIm[at] = lanes.re[at] * wi + lanes.im[at] * wr;
            }
        }
    }

    @Override
    public void pack(double[] x, FftInput input, FftDoubleLanes lanes) {
        for (int s = 0; s < input.samples(); s++) {
            packRow(x, input, lanes, s);
        }
    }

    static void packRow(double[] x, FftInput input, FftDoubleLanes lanes, int s) {
        double[] target = input.inTwos() && s % 2 == 1 ? lanes.im : lanes.re;
        int from = input.from() + s * lanes.channels + lanes.first;
        int to = (input.inTwos() ? s / 2 : s) * lanes.width;
        if (input.trend().line) {
            packLine(x, input, lanes, s, from, target, to);
        } else {
            double weight = input.weights().doubles()[s];
            double[] mean = input.trend().mean.doubles();
            double[] rest = input.trend().rest.doubles();
            double[] shift = input.shift().doubles();
            for (int l = 0, c = lanes.first; l < lanes.width; l++, c++) {
                target[to + l] = (x[from + l] - mean[c] - rest[c]) * weight - shift[c];
            }
        }
    }

    private static void packLine(double[] x, FftInput input, FftDoubleLanes lanes, int s, int from, double[] target, int to) {
        double weight = input.weights().doubles()[s];
        for (int l = 0, c = lanes.first; l < lanes.width; l++, c++) {
            double value = x[from + l] - input.trend().at(s, input.samples(), c);
            target[to + l] = (value * weight - input.shift().doubles()[c]);
        }
    }

    @Override
    public void sum(double[] x, int from, int rows, FftDoubleSums sums) {
        for (int r = 0; r < rows; r++) {
            addRow(x, from + r * sums.sums.length, sums.sums.length, sums);
        }
    }

    static void addRow(double[] x, int from, int count, FftDoubleSums sums) {
        for (int i = 0; i < count; i++) {
            double sum = sums.sums[i];
            double value = x[from + i];
            double next = sum + value;
            double added = next - sum;
            sums.lost[i] += (sum - (next - added)) + (value - added);
            sums.sums[i] = next;
        }
    }

    @Override
    public void power(FftDoubleLanes lanes, FftBins bins, double[] out, int start, boolean add) {
        untangle(lanes, bins);
        for (int f = 0; f < bins.bins().length; f++) {
            powers(lanes, f, out, start + f * lanes.channels + lanes.first, add);
        }
    }

    /** Row f of the bins that have been put into the lanes' {@code nextRe}, {@code nextIm}. */
    static void powers(FftDoubleLanes lanes, int f, double[] out, int to, boolean add) {
        for (int l = 0, at = f * lanes.width; l < lanes.width; l++, at++) {
            double power = lanes.nextRe[at] * lanes.nextRe[at] + lanes.nextIm[at] * lanes.nextIm[at];
            out[to + l] = add ? out[to + l] + power : power;
        }
    }

    @Override
    public void split(FftDoubleLanes lanes, FftBins bins, double[] re, double[] im) {
        untangle(lanes, bins);
        for (int f = 0; f < bins.bins().length; f++) {
            System.arraycopy(lanes.nextRe, f * lanes.width, re, f * lanes.channels + lanes.first, lanes.width);
            System.arraycopy(lanes.nextIm, f * lanes.width, im, f * lanes.channels + lanes.first, lanes.width);
        }
    }

    /** The chosen bins to the lanes' {@code nextRe}, {@code nextIm}. */
    private static void untangle(FftDoubleLanes lanes, FftBins bins) {
        lanes.repeatFirstRow(bins.mirror());
        lanes.roomFor(bins.bins().length);
        for (int f = 0; f < bins.bins().length; f++) {
            int z = bins.bins()[f] * lanes.width;
            int y = (bins.mirror() - bins.bins()[f]) * lanes.width;
            if (bins.turns() == null) {
                add(lanes, f * lanes.width, z, y);
            } else {
                turn(lanes, f * lanes.width, z, y, bins.turns().doubles()[2 * f], bins.turns().doubles()[2 * f + 1]);
            }
        }
    }

    private static void add(FftDoubleLanes lanes, int to, int z, int y) {
        for (int l = 0; l < lanes.width; l++) {
            lanes.nextRe[to + l] = lanes.re[z + l] + lanes.re[y + l];
            lanes.nextIm[to + l] = lanes.im[z + l] - lanes.im[y + l];
        }
    }

    private static void turn(FftDoubleLanes lanes, int to, int z, int y, double turnRe, double turnIm) {
        for (int l = 0; l < lanes.width; l++) {
            double dr = lanes.re[z + l] - lanes.re[y + l];
            double di = lanes.im[z + l] + lanes.im[y + l];
            lanes.nextRe[to + l] = (lanes.re[z + l] + lanes.re[y + l]) + (turnRe * dr - turnIm * di);
            lanes.nextIm[to + l] = (lanes.im[z + l] - lanes.im[y + l]) + (turnRe * di + turnIm * dr);
        }
    }
}
