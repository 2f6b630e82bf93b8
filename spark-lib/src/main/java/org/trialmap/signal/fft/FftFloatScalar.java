package org.trialmap.signal.fft;

/** Plain loops: used where the vector module is not loaded, and for what does not fill a vector. */
final class FftFloatScalar implements FftFloatKernel {
    private static final float HALF_ROOT_3 = (float) 0.8660254037844386467637231707529362;
    private static final float COS_1 = (float) 0.3090169943749474241022934171828191;
    private static final float COS_2 = (float) -0.8090169943749474241022934171828191;
    private static final float SIN_1 = (float) 0.9510565162951535721164393333793821;
    private static final float SIN_2 = (float) 0.5877852522924731291687059546390728;

    @Override
    public void pass(FftStage stage, FftFloatLanes lanes) {
        switch (stage.radix()) {
            case 2 -> radix2(stage, lanes);
            case 3 -> radix3(stage, lanes);
            case 4 -> radix4(stage, lanes);
            case 5 -> radix5(stage, lanes);
            default -> anyRadix(stage, lanes);
        }
    }

    private static void radix2(FftStage stage, FftFloatLanes lanes) {
        float[] re = lanes.re;
        float[] im = lanes.im;
        float[] toRe = lanes.nextRe;
        float[] toIm = lanes.nextIm;
        float[] w = stage.twiddles().floats();
        int size = stage.stride() * lanes.width;
        int step = stage.groups() * size;
        for (int p = 0; p < stage.groups(); p++) {
            for (int q = 0; q < size; q++) {
                int x = p * size + q;
                int y = 2 * p * size + q;
                float dr = re[x] - re[x + step];
                float di = im[x] - im[x + step];
                toRe[y] = re[x] + re[x + step];
                toIm[y] = im[x] + im[x + step];
                toRe[y + size] = dr * w[2 * p] - di * w[2 * p + 1];
                toIm[y + size] = dr * w[2 * p + 1] + di * w[2 * p];
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
        for (int p = 0; p < stage.groups(); p++) {
            for (int q = 0; q < size; q++) {
                int x = p * size + q;
                float sr = re[x + step] + re[x + 2 * step];
                float si = im[x + step] + im[x + 2 * step];
                float dr = (re[x + step] - re[x + 2 * step]) * HALF_ROOT_3;
                float di = (im[x + step] - im[x + 2 * step]) * HALF_ROOT_3;
                float mr = re[x] - sr * 0.5f;
                float mi = im[x] - si * 0.5f;
                int y = 3 * p * size + q;
                toRe[y] = re[x] + sr;
                toIm[y] = im[x] + si;
                put(toRe, toIm, y + size, mr + di, mi - dr, w[4 * p], w[4 * p + 1]);
                put(toRe, toIm, y + 2 * size, mr - di, mi + dr, w[4 * p + 2], w[4 * p + 3]);
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
        for (int p = 0; p < stage.groups(); p++) {
            for (int q = 0; q < size; q++) {
                int x = p * size + q;
                float evenSumRe = re[x] + re[x + 2 * step];
                float evenSumIm = im[x] + im[x + 2 * step];
                float evenDiffRe = re[x] - re[x + 2 * step];
                float evenDiffIm = im[x] - im[x + 2 * step];
                float oddSumRe = re[x + step] + re[x + 3 * step];
                float oddSumIm = im[x + step] + im[x + 3 * step];
                float oddDiffRe = re[x + step] - re[x + 3 * step];
                float oddDiffIm = im[x + step] - im[x + 3 * step];
                int y = 4 * p * size + q;
                toRe[y] = evenSumRe + oddSumRe;
                toIm[y] = evenSumIm + oddSumIm;
                put(toRe, toIm, y + size, evenDiffRe + oddDiffIm, evenDiffIm - oddDiffRe, w[6 * p], w[6 * p + 1]);
                put(toRe, toIm, y + 2 * size, evenSumRe - oddSumRe, evenSumIm - oddSumIm, w[6 * p + 2], w[6 * p + 3]);
                put(toRe, toIm, y + 3 * size, evenDiffRe - oddDiffIm, evenDiffIm + oddDiffRe, w[6 * p + 4], w[6 * p + 5]);
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
        for (int p = 0; p < stage.groups(); p++) {
            for (int q = 0; q < size; q++) {
                int x = p * size + q;
                float s1r = re[x + step] + re[x + 4 * step];
                float s1i = im[x + step] + im[x + 4 * step];
                float d1r = re[x + step] - re[x + 4 * step];
                float d1i = im[x + step] - im[x + 4 * step];
                float s2r = re[x + 2 * step] + re[x + 3 * step];
                float s2i = im[x + 2 * step] + im[x + 3 * step];
                float d2r = re[x + 2 * step] - re[x + 3 * step];
                float d2i = im[x + 2 * step] - im[x + 3 * step];
                float m1r = re[x] + s1r * COS_1 + s2r * COS_2;
                float m1i = im[x] + s1i * COS_1 + s2i * COS_2;
                float m2r = re[x] + s1r * COS_2 + s2r * COS_1;
                float m2i = im[x] + s1i * COS_2 + s2i * COS_1;
                float n1r = d1r * SIN_1 + d2r * SIN_2;
                float n1i = d1i * SIN_1 + d2i * SIN_2;
                float n2r = d1r * SIN_2 - d2r * SIN_1;
                float n2i = d1i * SIN_2 - d2i * SIN_1;
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
    private static void put(float[] toRe, float[] toIm, int at, float re, float im, float wr, float wi) {
        toRe[at] = re * wr - im * wi;
        toIm[at] = re * wi + im * wr;
    }

    /** Any odd radix, from the sums and differences of the values that lie opposite each other. */
    private static void anyRadix(FftStage stage, FftFloatLanes lanes) {
        int half = stage.radix() / 2;
        float[] opposite = new float[4 * half];
        int size = stage.stride() * lanes.width;
        int step = stage.groups() * size;
        for (int p = 0; p < stage.groups(); p++) {
            for (int q = 0; q < size; q++) {
                int x = p * size + q;
                float zeroRe = lanes.re[x];
                float zeroIm = lanes.im[x];
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

    private static void anyOutputs(FftStage stage, FftFloatLanes lanes, float[] opposite, int x, int y, int p) {
        float[] roots = stage.roots().floats();
        float[] w = stage.twiddles().floats();
        int radix = stage.radix();
        int size = stage.stride() * lanes.width;
        for (int k = 1; k <= radix / 2; k++) {
            float mr = lanes.re[x];
            float mi = lanes.im[x];
            float nr = 0;
            float ni = 0;
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
    public void multiply(FftFloatLanes lanes, float[] factors, int rows) {
        float[] re = lanes.re;
        float[] im = lanes.im;
        float[] toRe = lanes.nextRe;
        float[] toIm = lanes.nextIm;
        for (int k = 0, at = 0; k < rows; k++) {
            float wr = factors[2 * k];
            float wi = factors[2 * k + 1];
            for (int end = at + lanes.width; at < end; at++) {
                put(toRe, toIm, at, re[at], im[at], wr, wi);
            }
        }
    }

    @Override
    public void quadrature(FftFloatLanes lanes, float[] factors, int rows) {
        float[] re = lanes.re;
        float[] im = lanes.im;
        float[] toRe = lanes.nextRe;
        float[] toIm = lanes.nextIm;
        for (int k = 0; k < rows; k++) {
            float mirrored = factors[2 * k];
            float own = factors[2 * k + 1];
            int y = (rows - k) * lanes.width;
            for (int z = k * lanes.width; z < (k + 1) * lanes.width; z++, y++) {
                toRe[z] = mirrored * re[y] - own * im[z];
                toIm[z] = own * re[z] - mirrored * im[y];
            }
        }
    }

    @Override
    public void pack(float[] x, FftInput input, FftFloatLanes lanes) {
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
    private static void packLane(float[] x, FftInput input, FftFloatLanes lanes, int lane, int first, int step, float[] target) {
        float mean = input.trend().mean.floats()[lanes.first + lane];
        float rest = input.trend().rest.floats()[lanes.first + lane];
        float shift = input.shift().floats()[lanes.first + lane];
        float[] weights = input.weights().floats();
        int channels = lanes.channels;
        int width = lanes.width;
        int from = input.from() + lanes.first + lane;
        for (int s = first, to = lane; s < weights.length; s += step, to += width) {
            target[to] = (x[from + s * channels] - mean - rest) * weights[s] - shift;
        }
    }

    static void packRow(float[] x, FftInput input, FftFloatLanes lanes, int s) {
        float[] target = input.inTwos() && s % 2 == 1 ? lanes.im : lanes.re;
        int from = input.from() + s * lanes.channels + lanes.first;
        int to = (input.inTwos() ? s / 2 : s) * lanes.width;
        float weight = input.weights().floats()[s];
        for (int l = 0, c = lanes.first; l < lanes.width; l++, c++) {
            float value = x[from + l] - input.trend().mean.floats()[c] - input.trend().rest.floats()[c];
            target[to + l] = value * weight - input.shift().floats()[c];
        }
    }

    private static void packLines(float[] x, FftInput input, FftFloatLanes lanes) {
        for (int s = 0; s < input.samples(); s++) {
            float[] target = input.inTwos() && s % 2 == 1 ? lanes.im : lanes.re;
            int from = input.from() + s * lanes.channels + lanes.first;
            int to = (input.inTwos() ? s / 2 : s) * lanes.width;
            packLine(x, input, lanes, s, from, target, to);
        }
    }

    private static void packLine(float[] x, FftInput input, FftFloatLanes lanes, int s, int from, float[] target, int to) {
        double weight = input.weights().doubles()[s];
        for (int l = 0, c = lanes.first; l < lanes.width; l++, c++) {
            double value = x[from + l] - input.trend().at(s, input.samples(), c);
            target[to + l] = (float) (value * weight - input.shift().doubles()[c]);
        }
    }

    @Override
    public void sum(float[] x, int from, int rows, FftFloatSums sums) {
        for (int r = 0; r < rows; r++) {
            addRow(x, from + r * sums.sums.length, sums.sums.length, sums);
        }
    }

    static void addRow(float[] x, int from, int count, FftFloatSums all) {
        float[] sums = all.sums;
        float[] lost = all.lost;
        for (int i = 0; i < count; i++) {
            float sum = sums[i];
            float value = x[from + i];
            float next = sum + value;
            float added = next - sum;
            lost[i] += (sum - (next - added)) + (value - added);
            sums[i] = next;
        }
    }

    @Override
    public void power(FftFloatLanes lanes, FftBins bins, float[] out, int start, boolean add) {
        untangle(lanes, bins);
        float[] re = lanes.nextRe;
        float[] im = lanes.nextIm;
        for (int i = 0; i < bins.bins().length * lanes.width; i++) {
            re[i] = re[i] * re[i] + im[i] * im[i];
        }
        lanes.putRows(re, bins.bins().length, out, start, add);
    }

    @Override
    public void split(FftFloatLanes lanes, FftBins bins, float[] re, float[] im) {
        untangle(lanes, bins);
        lanes.putRows(lanes.nextRe, bins.bins().length, re, 0, false);
        lanes.putRows(lanes.nextIm, bins.bins().length, im, 0, false);
    }

    /** The chosen bins to the lanes' {@code nextRe}, {@code nextIm}. */
    static void untangle(FftFloatLanes lanes, FftBins bins) {
        lanes.repeatFirstRow(bins.mirror());
        lanes.roomFor(bins.bins().length);
        float[] re = lanes.re;
        float[] im = lanes.im;
        float[] toRe = lanes.nextRe;
        float[] toIm = lanes.nextIm;
        for (int f = 0, at = 0; f < bins.bins().length; f++) {
            int z = bins.bins()[f] * lanes.width;
            int y = (bins.mirror() - bins.bins()[f]) * lanes.width;
            for (int end = z + lanes.width; z < end; z++, y++, at++) {
                toRe[at] = re[z] + re[y];
                toIm[at] = im[z] - im[y];
                if (bins.turns() != null) {
                    float turnRe = bins.turns().floats()[2 * f];
                    float turnIm = bins.turns().floats()[2 * f + 1];
                    float dr = re[z] - re[y];
                    float di = im[z] + im[y];
                    toRe[at] += turnRe * dr - turnIm * di;
                    toIm[at] += turnRe * di + turnIm * dr;
                }
            }
        }
    }
}
