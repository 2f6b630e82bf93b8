package org.trialmap.signal.filter;

import java.util.function.ObjIntConsumer;
import org.trialmap.setting.Setting;
import org.trialmap.signal.fft.FftChecks;
import org.trialmap.signal.fft.SpareArrays;
import org.trialmap.signal.fft.TrialShape;

/**
 * A recursive filter as second-order sections, applied along the samples of samples x channels (row-major, channels innermost). All arithmetic
 * is in double; float32 is widened first and rounded once at the end. Each channel is computed alone and in the same order, so that a result
 * does not depend on which channels are computed together. A value that is not finite makes the rest of its channel (one pass) or all of it
 * (two passes) NaN. May be used by several threads; keeps the work space of the last trial's shape.
 */
public final class SosFilter {
    private static final double NEGLIGIBLE = 1e-9;
    private static final int LONGEST = 1 << 23;
    private final double[][] sections;
    private final double[][] steady;
    private final SpareArrays<ChannelBlock> padded = new SpareArrays<>();
    private final SpareArrays<ChannelBlock> unpadded = new SpareArrays<>();

    /** @param sections rows of b0, b1, b2, 1, a1, a2 */
    SosFilter(double[][] sections) {
        this.sections = sections;
        this.steady = steadyStates(sections);
    }

    /** The sections, in the order of computation: rows of b0, b1, b2, a0 = 1, a1, a2; a copy. */
    public double[][] sections() {
        double[][] copy = sections.clone();
        for (int s = 0; s < copy.length; s++) {
            copy[s] = copy[s].clone();
        }
        return copy;
    }

    /** Samples that {@link #twopass} adds at each end, as {@code scipy.signal.sosfiltfilt} does; a trial must be longer than that. */
    public int padding() {
        int zeros = 0;
        int poles = 0;
        for (double[] section : sections) {
            zeros += section[2] == 0 ? 1 : 0;
            poles += section[5] == 0 ? 1 : 0;
        }
        return 3 * (2 * sections.length + 1 - Math.min(zeros, poles));
    }

    /**
     * How many samples before it, and in two passes as many after it, a filtered sample depends on: what of the impulse response is further away has less than 10^-9 of its sum of magnitudes.
     *
     * @throws IllegalArgumentException if these are more than 2^22
     */
    public int reach() {
        for (int length = 1 << 12; length <= LONGEST; length *= 2) {
            int last = last(impulseResponse(length));
            if (last < length / 2) { // what comes after is as much smaller again
                return last;
            }
        }
        throw new IllegalArgumentException("The filter's impulse response does not end within " + LONGEST / 2
                + " samples, which would be the margin of a window. Its lowest cut-off (" + Setting.FREQ + ") is too low, or its"
                + " band too narrow, for windows of a recording of this samplerate. Use a lower " + Setting.ORDER + ", a lower samplerate (resampledata), or filter the whole recording: leave out "
                + Setting.WINDOWS + ".");
    }

    private double[] impulseResponse(int length) {
        double[] x = new double[length];
        x[0] = 1;
        for (double[] c : sections) {
            double first = 0;
            double second = 0;
            for (int n = 0; n < length; n++) {
                double y = c[0] * x[n] + first;
                first = c[1] * x[n] - c[4] * y + second;
                second = c[2] * x[n] - c[5] * y;
                x[n] = y;
            }
        }
        return x;
    }

    /** The last sample that counts. */
    private static int last(double[] response) {
        double all = 0;
        for (double value : response) {
            all += Math.abs(value);
        }
        double rest = 0;
        int last = response.length;
        while (last > 0 && rest <= NEGLIGIBLE * all) {
            rest += Math.abs(response[--last]);
        }
        return last;
    }

    /**
     * Filters forwards from a state of zeros: causal, delayed. As {@code scipy.signal.sosfilt}.
     *
     * @throws IllegalArgumentException if there are no samples, or they are not a whole number of channels
     */
    public double[] onepass(double[] samples, int channels) {
        return doubles(samples, TrialShape.of(samples.length, channels), 0);
    }

    /** As {@link #onepass(double[], int)}, for float32. */
    public float[] onepass(float[] samples, int channels) {
        float[] result = new float[samples.length];
        onepass(samples, channels, result, 0);
        return result;
    }

    /**
     * As {@link #onepass(float[], int)}, to a place in a larger array.
     *
     * @param outFrom where the first of samples x channels values goes
     * @throws IllegalArgumentException also if {@code out} ends too early
     */
    public void onepass(float[] samples, int channels, float[] out, int outFrom) {
        FftChecks.place(out.length, outFrom, samples.length);
        floats(samples, TrialShape.of(samples.length, channels), 0, out, outFrom);
    }

    /**
     * Filters forwards, then backwards: no delay, twice the attenuation. The trial is continued at both ends by {@link #padding} samples that
     * are mirrored in its first and last value; as {@code scipy.signal.sosfiltfilt}.
     *
     * @throws IllegalArgumentException if the trial is not longer than the padding, or the samples are not a whole number of channels
     */
    public double[] twopass(double[] samples, int channels) {
        return doubles(samples, longEnough(TrialShape.of(samples.length, channels)), padding());
    }

    /** As {@link #twopass(double[], int)}, for float32. */
    public float[] twopass(float[] samples, int channels) {
        float[] result = new float[samples.length];
        twopass(samples, channels, result, 0);
        return result;
    }

    /** As {@link #twopass(float[], int)}, to a place in a larger array, as {@link #onepass(float[], int, float[], int)}. */
    public void twopass(float[] samples, int channels, float[] out, int outFrom) {
        FftChecks.place(out.length, outFrom, samples.length);
        floats(samples, longEnough(TrialShape.of(samples.length, channels)), padding(), out, outFrom);
    }

    private TrialShape longEnough(TrialShape shape) {
        if (shape.samples() <= padding()) {
            throw new IllegalArgumentException("The trial has " + shape.samples() + " samples; filtering it in two passes needs at"
                    + " least " + (padding() + 1)
                    + ". The " + sections.length + " second-order sections of the filter are started on " + padding() + " samples mirrored at each"
                    + " end. Use a lower " + Setting.ORDER + ", " + Setting.DIRECTION_ONEPASS + ", or leave the trial out with " + Setting.TRIALS + ".");
        }
        return shape;
    }

    private double[] doubles(double[] samples, TrialShape shape, int padding) {
        double[] result = new double[samples.length];
        blocks(shape, padding, (block, first) -> {
            block.gather(samples, first);
            filter(block, padding > 0);
            block.scatter(result, 0);
        });
        return result;
    }

    private void floats(float[] samples, TrialShape shape, int padding, float[] out, int outFrom) {
        blocks(shape, padding, (block, first) -> {
            block.gather(samples, first);
            filter(block, padding > 0);
            block.scatter(out, outFrom);
        });
    }

    /** Some channels after the other, from the first one of a block on. */
    private void blocks(TrialShape shape, int padding, ObjIntConsumer<ChannelBlock> work) {
        SpareArrays<ChannelBlock> spares = padding > 0 ? padded : unpadded;
        ChannelBlock block = spares.take(spare -> spare.fits(shape), () -> new ChannelBlock(shape, padding, SosRun.KERNEL));
        for (int first = 0; first < shape.channels(); first += ChannelBlock.MOST_LANES) {
            work.accept(block, first);
        }
        spares.giveBack(block);
    }

    private void filter(ChannelBlock block, boolean both) {
        int width = block.width();
        int count = block.rowCount();
        SosRun run = new SosRun(sections, width, SosRun.KERNEL);
        if (both) {
            run.start(steady, block.rows(), 0);
        }
        run.run(block.rows(), new SosRun.Way(0, width, count));
        if (both) {
            int last = (count - 1) * width;
            run.start(steady, block.rows(), last);
            run.run(block.rows(), new SosRun.Way(last, -width, count));
        }
    }

    /** Each section's two state values in the steady state of a constant input of 1, as {@code scipy.signal.sosfilt_zi}. */
    private static double[][] steadyStates(double[][] sections) {
        double[][] states = new double[sections.length][2];
        double level = 1;
        for (int s = 0; s < sections.length; s++) {
            double[] c = sections[s];
            double b1 = c[1] - c[4] * c[0];
            double b2 = c[2] - c[5] * c[0];
            double denominator = 1 + c[4] + c[5];
            double first = (b1 + b2) / denominator;
            states[s][0] = level * first;
            states[s][1] = level * ((1 + c[4]) * first - b1);
            level *= (c[0] + c[1] + c[2]) / denominator;
        }
        return states;
    }
}
