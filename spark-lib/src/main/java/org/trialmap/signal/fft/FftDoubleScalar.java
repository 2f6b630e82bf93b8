package org.trialmap.signal.fft;

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
        double[] toRe = lanes.nextRe;
        double[] toIm = lanes.nextIm;
        double[] w = stage.twiddles().doubles();
        int size = stage.stride() * lanes.width;
        int step = stage.groups() * size;
        for (int p = 0; p < stage.groups(); p++) {
            for (int q = 0; q < size; q++) {
                int x = p * size + q;
                int y = 2 * p * size + q;
                double dr = re[x] - re[x + step];
                double di = im[x] - im[x + step];
                toRe[y] = re[x] + re[x + step];
                toIm[y] = im[x] + im[x + step];
                toRe[y + size] = dr * w[2 * p] - di * w[2 * p + 1];
                toIm[y + size] = dr * w[2 * p + 1] + di * w[2 * p];
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
                toRe[y] = re[x] + sr;
                toIm[y] = im[x] + si;
                put(toRe, toIm, y + size, mr + di, mi - dr, w[4 * p], w[4 * p + 1]);
                put(toRe, toIm, y + 2 * size, mr - di, mi + dr, w[4 * p + 2], w[4 * p + 3]);
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
                toRe[y] = evenSumRe + oddSumRe;
                toIm[y] = evenSumIm + oddSumIm;
                put(toRe, toIm, y + size, evenDiffRe + oddDiffIm, evenDiffIm - oddDiffRe, w[6 * p], w[6 * p + 1]);
                put(toRe, toIm, y + 2 * size, evenSumRe - oddSumRe, evenSumIm - oddSumIm, w[6 * p + 2], w[6 * p + 3]);
                put(toRe, toIm, y + 3 * size, evenDiffRe - oddDiffIm, evenDiffIm + oddDiffRe, w[6 * p + 4], w[6 * p + 5]);
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
                toRe[y] = re[x] + s1r + s2r;
                toIm[y] = im[x] + s1i + s2i;
                put(toRe, toIm, y + size, m1r + n1i, m1i - n1r, w[8 * p], w[8 * p + 1]);
                put(toRe, toIm, y + 2 * size, m2r + n2i, m2i - n2r, w[8 * p + 2], w[8 * p + 3]);
                put(toRe, toIm, y + 3 * size, m2r - n2i, m2i + n2r, w[8 * p + 4], w[8 * p + 5]);
                put(toRe, toIm, y + 4 * size, m1r - n1i, m1i + n1r, w[8 * p + 6], w[8 * p + 7]);
            }
        }
    }

    /** Value times factor. */
    private static void put(double[] toRe, double[] toIm, int at, double re, double im, double wr, double wi) {
        toRe[at] = re * wr - im * wi;
        toIm[at] = re * wi + im * wr;
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
            put(lanes.nextRe, lanes.nextIm, y + k * size, mr + ni, mi - nr, w[factors + 2 * k], w[factors + 2 * k + 1]);
            put(lanes.nextRe, lanes.nextIm, y + (radix - k) * size, mr - ni, mi + nr, w[factors + 2 * (radix - k)], w[factors + 2 * (radix - k) + 1]);
        }
    }

    @Override
    public void multiply(FftDoubleLanes lanes, double[] factors, int rows) {
        double[] re = lanes.re;
        double[] im = lanes.im;
        double[] toRe = lanes.nextRe;
        double[] toIm = lanes.nextIm;
        for (int k = 0, at = 0; k < rows; k++) {
            double wr = factors[2 * k];
            double wi = factors[2 * k + 1];
            for (int end = at + lanes.width; at < end; at++) {
                put(toRe, toIm, at, re[at], im[at], wr, wi);
            }
        }
    }

    @Override
    public void pack(double[] x, FftInput input, FftDoubleLanes lanes) {
        if (input.trend().line) {
            packLines(x, input, lanes);
            return;
        }
        for (int l = 0; l < lanes.width; l++) {
            if (input.inTwos()) {
                packLane(x, input, lanes, l, 0, 2, lanes.re);
                packLane(x, input, lanes, l, 1, 2, lanes.im);
            } else {
                packLane(x, input, lanes, l, 0, 1, lanes.re);
            }
        }
    }

    /** The samples from {@code first} on, {@code step} apart. */
    private static void packLane(double[] x, FftInput input, FftDoubleLanes lanes, int lane, int first, int step, double[] target) {
        double mean = input.trend().mean.doubles()[lanes.first + lane];
        double rest = input.trend().rest.doubles()[lanes.first + lane];
        double shift = input.shift().doubles()[lanes.first + lane];
        double[] weights = input.weights().doubles();
        int channels = lanes.channels;
        int width = lanes.width;
        int from = input.from() + lanes.first + lane;
        for (int s = first, to = lane; s < weights.length; s += step, to += width) {
            target[to] = (x[from + s * channels] - mean - rest) * weights[s] - shift;
        }
    }

    static void packRow(double[] x, FftInput input, FftDoubleLanes lanes, int s) {
        double[] target = input.inTwos() && s % 2 == 1 ? lanes.im : lanes.re;
        int from = input.from() + s * lanes.channels + lanes.first;
        int to = (input.inTwos() ? s / 2 : s) * lanes.width;
        double weight = input.weights().doubles()[s];
        for (int l = 0, c = lanes.first; l < lanes.width; l++, c++) {
            double value = x[from + l] - input.trend().mean.doubles()[c] - input.trend().rest.doubles()[c];
            target[to + l] = value * weight - input.shift().doubles()[c];
        }
    }

    private static void packLines(double[] x, FftInput input, FftDoubleLanes lanes) {
        for (int s = 0; s < input.samples(); s++) {
            double[] target = input.inTwos() && s % 2 == 1 ? lanes.im : lanes.re;
            int from = input.from() + s * lanes.channels + lanes.first;
            int to = (input.inTwos() ? s / 2 : s) * lanes.width;
            packLine(x, input, lanes, s, from, target, to);
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

    static void addRow(double[] x, int from, int count, FftDoubleSums all) {
        double[] sums = all.sums;
        double[] lost = all.lost;
        for (int i = 0; i < count; i++) {
            double sum = sums[i];
            double value = x[from + i];
            double next = sum + value;
            double added = next - sum;
            lost[i] += (sum - (next - added)) + (value - added);
            sums[i] = next;
        }
    }

    @Override
    public void power(FftDoubleLanes lanes, FftBins bins, double[] out, int start, boolean add) {
        untangle(lanes, bins);
        double[] re = lanes.nextRe;
        double[] im = lanes.nextIm;
        for (int i = 0; i < bins.bins().length * lanes.width; i++) {
            re[i] = re[i] * re[i] + im[i] * im[i];
        }
        lanes.putRows(re, bins.bins().length, out, start, add);
    }

    @Override
    public void split(FftDoubleLanes lanes, FftBins bins, double[] re, double[] im) {
        untangle(lanes, bins);
        lanes.putRows(lanes.nextRe, bins.bins().length, re, 0, false);
        lanes.putRows(lanes.nextIm, bins.bins().length, im, 0, false);
    }

    /** The chosen bins to the lanes' {@code nextRe}, {@code nextIm}. */
    static void untangle(FftDoubleLanes lanes, FftBins bins) {
        lanes.repeatFirstRow(bins.mirror());
        lanes.roomFor(bins.bins().length);
        double[] re = lanes.re;
        double[] im = lanes.im;
        double[] toRe = lanes.nextRe;
        double[] toIm = lanes.nextIm;
        for (int f = 0, at = 0; f < bins.bins().length; f++) {
            int z = bins.bins()[f] * lanes.width;
            int y = (bins.mirror() - bins.bins()[f]) * lanes.width;
            for (int end = z + lanes.width; z < end; z++, y++, at++) {
                toRe[at] = re[z] + re[y];
                toIm[at] = im[z] - im[y];
                if (bins.turns() != null) {
                    double turnRe = bins.turns().doubles()[2 * f];
                    double turnIm = bins.turns().doubles()[2 * f + 1];
                    double dr = re[z] - re[y];
                    double di = im[z] + im[y];
                    toRe[at] += turnRe * dr - turnIm * di;
                    toIm[at] += turnRe * di + turnIm * dr;
                }
            }
        }
    }
}
