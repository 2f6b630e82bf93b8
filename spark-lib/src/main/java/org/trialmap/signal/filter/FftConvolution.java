package org.trialmap.signal.filter;

import java.util.Arrays;
import org.trialmap.signal.fft.FastLengths;
import org.trialmap.signal.fft.Fft;

/**
 * Convolution along the samples by transforms, for long kernels and one trial length: as many samples as go in, beyond the ends there are zeros.
 * The trial is cut into an even number of parts, and two parts of the same channel go through one complex transform, as its real and imaginary
 * part. (Two channels in one would be as fast, but then rounding would let each depend a little on the other.) A value that is not finite
 * makes its whole channel NaN. Immutable.
 */
final class FftConvolution {
    private final int samples;
    private final int centre;
    private final int reach;
    private final int part;
    private final Fft fft;
    private final double[] re;
    private final double[] im;

    FftConvolution(double[] taps, int centre, int samples) {
        this.samples = samples;
        this.centre = centre;
        this.reach = taps.length - 1;
        Plan plan = Plan.cheapest(samples, reach);
        this.part = plan.part;
        this.fft = Fft.ofLength(plan.length);
        this.re = Arrays.copyOf(taps, plan.length);
        this.im = new double[plan.length];
        fft.forward(re, im, 1);
    }

    int samples() {
        return samples;
    }

    /** Nanoseconds, roughly, per channel. */
    static double cost(int samples, int taps) {
        return Plan.cheapest(samples, taps - 1).cost;
    }

    /** Outputs per part, and the length of the transforms, that cost least. */
    private record Plan(int part, int length, double cost) {
        private static final int MOST_PAIRS = 64;
        private static final double NANOSECONDS = 1.75; // measured, as its counterpart in Convolution

        static Plan cheapest(int samples, int reach) {
            Plan best = null;
            for (int pairs = 1; pairs <= Math.min(MOST_PAIRS, (samples + 1) / 2); pairs++) {
                Plan plan = of(samples, reach, pairs);
                best = best == null || plan.cost < best.cost ? plan : best;
            }
            return best;
        }

        private static Plan of(int samples, int reach, int pairs) {
            int part = (samples + 2 * pairs - 1) / (2 * pairs);
            int length = FastLengths.from(Math.addExact(part, reach));
            return new Plan(part, length, NANOSECONDS * pairs * length * StrictMath.log(length));
        }
    }

    double[] apply(double[] x, int channels) {
        double[] y = new double[x.length];
        for (int first = 0; first < channels; first += ChannelBlock.MOST_LANES) {
            Columns columns = new Columns(channels, first, Math.min(ChannelBlock.MOST_LANES, channels - first));
            for (int start = 0; start < samples; start += 2 * part) {
                pair(x, y, columns, start);
            }
        }
        return y;
    }

    private record Columns(int channels, int first, int count) {}

    private void pair(double[] x, double[] y, Columns columns, int start) {
        double[] a = take(x, columns, start);
        double[] b = take(x, columns, start + part);
        fft.forward(a, b, columns.count);
        multiply(a, b, columns.count);
        fft.inverse(a, b, columns.count);
        put(a, y, columns, start);
        put(b, y, columns, start + part);
    }

    /** The inputs of the outputs from {@code start} on; zeros beyond the ends. */
    private double[] take(double[] x, Columns columns, int start) {
        double[] taken = new double[fft.length() * columns.count];
        int sample = start + centre - reach;
        int begin = Math.max(0, -sample);
        int end = Math.min(part + reach, samples - sample);
        for (int row = begin; row < end; row++) {
            System.arraycopy(x, (sample + row) * columns.channels + columns.first, taken, row * columns.count, columns.count);
        }
        return taken;
    }

    private void multiply(double[] a, double[] b, int columns) {
        for (int k = 0; k < re.length; k++) {
            for (int i = k * columns; i < (k + 1) * columns; i++) {
                double real = a[i] * re[k] - b[i] * im[k];
                b[i] = a[i] * im[k] + b[i] * re[k];
                a[i] = real;
            }
        }
    }

    private void put(double[] from, double[] y, Columns columns, int start) {
        int end = Math.min(part, samples - start);
        for (int row = 0; row < end; row++) {
            System.arraycopy(from, (reach + row) * columns.count, y, (start + row) * columns.channels + columns.first, columns.count);
        }
    }
}
