package org.trialmap.signal;

/** Plain loops: used where the vector module is not loaded, and for what does not fill a vector. */
final class FftDoubleScalar implements FftDoubleKernel {
    /** Samples that are summed with twice the digits before the sum goes to a double. */
    static final int SUMMED = 128;
    private static final double HALF_ROOT_3 = 0.8660254037844386467637231707529362;
    private static final double COS_1 = 0.3090169943749474241022934171828191;
    private static final double COS_2 = -0.8090169943749474241022934171828191;
    private static final double SIN_1 = 0.9510565162951535721164393333793821;
    private static final double SIN_2 = 0.5877852522924731291687059546390728;

    @Override
    public int width(int wanted) {
        return Math.min(4, wanted);
    }

    @Override
    public void pass(FftStage stage, FftDoubleLanes lanes) {
        passFrom(stage, lanes, 0);
    }

    /** The pass for the values from {@code from} on of each row of stride x width values. */
    static void passFrom(FftStage stage, FftDoubleLanes lanes, int from) {
        switch (stage.radix()) {
            case 2 -> radix2(stage, lanes, from);
            case 3 -> radix3(stage, lanes, from);
            case 4 -> radix4(stage, lanes, from);
            case 5 -> radix5(stage, lanes, from);
            default -> anyRadix(stage, lanes, from);
        }
    }

    private static void radix2(FftStage stage, FftDoubleLanes lanes, int from) {
        double[] re = lanes.re;
        double[] im = lanes.im;
        double[] w = stage.twiddles().doubles();
        int size = stage.stride() * lanes.width;
        int step = stage.groups() * size;
        for (int p = 0; p < stage.groups(); p++) {
            for (int q = from; q < size; q++) {
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

    private static void radix3(FftStage stage, FftDoubleLanes lanes, int from) {
        double[] re = lanes.re;
        double[] im = lanes.im;
        double[] w = stage.twiddles().doubles();
        int size = stage.stride() * lanes.width;
        int step = stage.groups() * size;
        for (int p = 0; p < stage.groups(); p++) {
            for (int q = from; q < size; q++) {
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

    private static void radix4(FftStage stage, FftDoubleLanes lanes, int from) {
        double[] re = lanes.re;
        double[] im = lanes.im;
        double[] w = stage.twiddles().doubles();
        int size = stage.stride() * lanes.width;
        int step = stage.groups() * size;
        for (int p = 0; p < stage.groups(); p++) {
            for (int q = from; q < size; q++) {
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

    private static void radix5(FftStage stage, FftDoubleLanes lanes, int from) {
        double[] re = lanes.re;
        double[] im = lanes.im;
        double[] w = stage.twiddles().doubles();
        int size = stage.stride() * lanes.width;
        int step = stage.groups() * size;
        for (int p = 0; p < stage.groups(); p++) {
            for (int q = from; q < size; q++) {
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
    private static void anyRadix(FftStage stage, FftDoubleLanes lanes, int from) {
        int half = stage.radix() / 2;
        double[] opposite = new double[4 * half];
        int size = stage.stride() * lanes.width;
        int step = stage.groups() * size;
        for (int p = 0; p < stage.groups(); p++) {
            for (int q = from; q < size; q++) {
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
        for (int k = 0; k < rows; k++) {
            multiplyFrom(lanes, factors, k, 0);
        }
    }

    static void multiplyFrom(FftDoubleLanes lanes, double[] factors, int row, int from) {
        for (int at = row * lanes.width + from; at < (row + 1) * lanes.width; at++) {
            double re = lanes.re[at];
            double im = lanes.im[at];
            lanes.re[at] = re * factors[2 * row] - im * factors[2 * row + 1];
            lanes.im[at] = re * factors[2 * row + 1] + im * factors[2 * row];
        }
    }

    @Override
    public void pack(double[] x, FftInput input, FftDoubleLanes lanes) {
        FftBlock columns = input.columns();
        packHalf(x, input, new FftHalf(columns.first(), 0, columns.realLanes()), lanes.re);
        packHalf(x, input, new FftHalf(columns.half() + columns.first(), 0, columns.imaginaryLanes()), lanes.im);
    }

    /** Lanes from..to. A real part without an imaginary one gets zeros; the lanes of the block that hold no channel at all keep what was there. */
    static void packHalf(double[] x, FftInput input, FftHalf half, double[] target) {
        FftBlock columns = input.columns();
        for (int s = 0; s < input.samples(); s++) {
            int from = s * columns.channels() + half.channel();
            int to = s * columns.width();
            if (input.trend().rises()) {
                packLine(x, input, half, target, s);
            } else {
                double weight = input.weights().doubles()[s];
                for (int l = half.from(); l < half.to(); l++) {
                    double value = x[from + l] - input.trend().high().doubles()[half.channel() + l] - input.trend().low().doubles()[half.channel() + l];
                    target[to + l] = value * weight - input.shift().doubles()[half.channel() + l];
                }
            }
            for (int l = half.to(); l < columns.realLanes(); l++) {
                target[to + l] = 0;
            }
        }
    }

    private static void packLine(double[] x, FftInput input, FftHalf half, double[] target, int s) {
        double weight = input.weights().doubles()[s];
        for (int l = half.from(); l < half.to(); l++) {
            int c = half.channel() + l;
            double value = x[s * input.columns().channels() + c] - input.trend().at(s, input.samples(), c);
            target[s * input.columns().width() + l] = value * weight - input.shift().doubles()[c];
        }
    }

    @Override
    public void means(double[] x, double[] mean) {
        meansFrom(x, mean, 0);
    }

    static void meansFrom(double[] x, double[] mean, int from) {
        int channels = mean.length;
        for (int c = from; c < channels; c++) {
            double total = 0;
            for (int first = c; first < x.length; first += SUMMED * channels) {
                double sum = 0;
                double lost = 0;
                int end = Math.min(x.length, first + SUMMED * channels);
                for (int at = first; at < end; at += channels) {
                    double next = sum + x[at];
                    double added = next - sum;
                    lost += (sum - (next - added)) + (x[at] - added);
                    sum = next;
                }
                total += sum + lost;
            }
            mean[c] = total / (x.length / channels);
        }
    }

    @Override
    public void power(FftDoubleLanes lanes, FftBins bins, double[] out, int start) {
        FftBlock columns = bins.columns();
        for (int f = 0; f < bins.bins().length; f++) {
            int z = bins.bins()[f] * lanes.width;
            int y = mirror(bins, f) * lanes.width;
            int at = start + f * columns.channels() + columns.first();
            for (int l = 0; l < columns.realLanes(); l++) {
                double re = lanes.re[z + l] + lanes.re[y + l];
                double im = lanes.im[z + l] - lanes.im[y + l];
                out[at + l] += re * re + im * im;
            }
            for (int l = 0; l < columns.imaginaryLanes(); l++) {
                double re = lanes.im[z + l] + lanes.im[y + l];
                double im = lanes.re[y + l] - lanes.re[z + l];
                out[at + columns.half() + l] += re * re + im * im;
            }
        }
    }

    @Override
    public void split(FftDoubleLanes lanes, FftBins bins, double[] re, double[] im) {
        FftBlock columns = bins.columns();
        for (int f = 0; f < bins.bins().length; f++) {
            int z = bins.bins()[f] * lanes.width;
            int y = mirror(bins, f) * lanes.width;
            int at = f * columns.channels() + columns.first();
            for (int l = 0; l < columns.realLanes(); l++) {
                re[at + l] = lanes.re[z + l] + lanes.re[y + l];
                im[at + l] = lanes.im[z + l] - lanes.im[y + l];
            }
            for (int l = 0; l < columns.imaginaryLanes(); l++) {
                re[at + columns.half() + l] = lanes.im[z + l] + lanes.im[y + l];
                im[at + columns.half() + l] = lanes.re[y + l] - lanes.re[z + l];
            }
        }
    }

    static int mirror(FftBins bins, int f) {
        int bin = bins.bins()[f];
        return bin == 0 ? 0 : bins.length() - bin;
    }
}
