package org.trialmap.signal.filter;

import java.util.Arrays;
import org.trialmap.array.Shape;
import org.trialmap.signal.fft.TrialShape;

/**
 * A few neighbouring channels of a trial in double, side by side, with samples added at both ends: the trial mirrored in its first and last value
 * ("odd" extension). A row may be wider than there are channels: what fills it up are zeros. The same memory serves one block after the other; it
 * stays in the second-level cache for trials of about 10,000 samples.
 */
public final class ChannelBlock {
    public static final int MOST_LANES = 8;
    /** Samples that are copied channel by channel where there are few: so many rows stay in the first-level cache, and Java makes little of short loops. */
    private static final int TILE = 128;

    private final TrialShape shape;
    private final int padding;
    private final SosKernel kernel;
    private final double[] rows;
    private int channel;
    private int lanes;
    private int width;

    ChannelBlock(TrialShape shape, int padding, SosKernel kernel) {
        this.shape = shape;
        this.padding = padding;
        this.kernel = kernel;
        this.rows = new double[Shape.size(Math.addExact(shape.samples(), 2 * padding), kernel.width(Math.min(MOST_LANES, shape.channels())))];
    }

    boolean fits(TrialShape other) {
        return other.equals(shape);
    }

    /** Row after row of {@link #width} values. */
    double[] rows() {
        return rows;
    }

    int rowCount() {
        return shape.samples() + 2 * padding;
    }

    int width() {
        return width;
    }

    /** Takes the channels from {@code first} on, at most 8. */
    void gather(double[] samples, int first) {
        aim(first);
        for (int s = 0; s < shape.samples(); s++) {
            System.arraycopy(samples, s * shape.channels() + channel, rows, (padding + s) * width, lanes);
        }
        mirror();
    }

    /** As {@link #gather(double[], int)}. */
    void gather(float[] samples, int first) {
        aim(first);
        int channels = shape.channels();
        for (int begin = 0; begin < shape.samples(); begin += TILE) {
            int count = Math.min(TILE, shape.samples() - begin);
            int from = begin * channels + channel;
            int to = (padding + begin) * width;
            if (lanes == MOST_LANES) {
                for (int s = 0; s < count; s++) {
                    widenRow(samples, from + s * channels, rows, to + s * width);
                }
            } else {
                for (int l = 0; l < lanes; l++) {
                    widenChannel(samples, from + l, to + l, count);
                }
            }
        }
        mirror();
    }

    private static void widenRow(float[] samples, int from, double[] rows, int to) {
        rows[to] = samples[from];
        rows[to + 1] = samples[from + 1];
        rows[to + 2] = samples[from + 2];
        rows[to + 3] = samples[from + 3];
        rows[to + 4] = samples[from + 4];
        rows[to + 5] = samples[from + 5];
        rows[to + 6] = samples[from + 6];
        rows[to + 7] = samples[from + 7];
    }

    private void widenChannel(float[] samples, int from, int to, int count) {
        int channels = shape.channels();
        for (int s = 0; s < count; s++) {
            rows[to + s * width] = samples[from + s * channels];
        }
    }

    /** Puts the channels where they were taken from, in samples x channels that begin at {@code begin}. */
    void scatter(double[] samples, int begin) {
        for (int s = 0; s < shape.samples(); s++) {
            System.arraycopy(rows, (padding + s) * width, samples, begin + s * shape.channels() + channel, lanes);
        }
    }

    /** As {@link #scatter(double[], int)}. */
    void scatter(float[] samples, int place) {
        int channels = shape.channels();
        for (int begin = 0; begin < shape.samples(); begin += TILE) {
            int count = Math.min(TILE, shape.samples() - begin);
            int from = (padding + begin) * width;
            int to = place + begin * channels + channel;
            if (lanes == MOST_LANES) {
                for (int s = 0; s < count; s++) {
                    roundRow(rows, from + s * width, samples, to + s * channels);
                }
            } else {
                for (int l = 0; l < lanes; l++) {
                    roundChannel(from + l, samples, to + l, count);
                }
            }
        }
    }

    private static void roundRow(double[] rows, int from, float[] samples, int to) {
        samples[to] = (float) rows[from];
        samples[to + 1] = (float) rows[from + 1];
        samples[to + 2] = (float) rows[from + 2];
        samples[to + 3] = (float) rows[from + 3];
        samples[to + 4] = (float) rows[from + 4];
        samples[to + 5] = (float) rows[from + 5];
        samples[to + 6] = (float) rows[from + 6];
        samples[to + 7] = (float) rows[from + 7];
    }

    private void roundChannel(int from, float[] samples, int to, int count) {
        int channels = shape.channels();
        for (int s = 0; s < count; s++) {
            samples[to + s * channels] = (float) rows[from + s * width];
        }
    }

    private void aim(int first) {
        int before = width;
        channel = first;
        lanes = Math.min(MOST_LANES, shape.channels() - first);
        width = kernel.width(lanes);
        if (lanes < width && (first > 0 || before != width)) {
            Arrays.fill(rows, 0); // of the block before; the filter leaves zeros as they are
        }
    }

    private void mirror() {
        int first = padding * width;
        int last = (padding + shape.samples() - 1) * width;
        for (int p = 1; p <= padding; p++) {
            for (int l = 0; l < width; l++) {
                rows[first - p * width + l] = 2 * rows[first + l] - rows[first + p * width + l];
                rows[last + p * width + l] = 2 * rows[last + l] - rows[last - p * width + l];
            }
        }
    }
}
