package org.trialmap.signal;

import org.trialmap.array.Shape;

/**
 * A few neighbouring channels of a trial in double, side by side without gaps, with samples added at both ends: the trial mirrored in its
 * first and last value ("odd" extension). The same memory serves one block after the other; it stays in the second-level cache for trials of
 * about 10,000 samples.
 */
final class ChannelBlock {
    static final int MOST_LANES = 8;

    private final TrialShape shape;
    private final int padding;
    private final double[] rows;
    private int channel;
    private int lanes;

    ChannelBlock(TrialShape shape, int padding) {
        this.shape = shape;
        this.padding = padding;
        this.rows = new double[Shape.size(Math.addExact(shape.samples(), 2 * padding), Math.min(MOST_LANES, shape.channels()))];
    }

    /** Row after row of {@link #lanes} values. */
    double[] rows() {
        return rows;
    }

    int rowCount() {
        return shape.samples() + 2 * padding;
    }

    int lanes() {
        return lanes;
    }

    /** Takes the channels from {@code first} on, at most 8. */
    void gather(double[] samples, int first) {
        aim(first);
        for (int s = 0; s < shape.samples(); s++) {
            System.arraycopy(samples, s * shape.channels() + channel, rows, (padding + s) * lanes, lanes);
        }
        mirror();
    }

    void gather(float[] samples, int first) {
        aim(first);
        for (int s = 0; s < shape.samples(); s++) {
            int from = s * shape.channels() + channel;
            int to = (padding + s) * lanes;
            for (int l = 0; l < lanes; l++) {
                rows[to + l] = samples[from + l];
            }
        }
        mirror();
    }

    void scatter(double[] samples) {
        for (int s = 0; s < shape.samples(); s++) {
            System.arraycopy(rows, (padding + s) * lanes, samples, s * shape.channels() + channel, lanes);
        }
    }

    void scatter(float[] samples) {
        for (int s = 0; s < shape.samples(); s++) {
            int from = (padding + s) * lanes;
            int to = s * shape.channels() + channel;
            for (int l = 0; l < lanes; l++) {
                samples[to + l] = (float) rows[from + l];
            }
        }
    }

    private void aim(int first) {
        channel = first;
        lanes = Math.min(MOST_LANES, shape.channels() - first);
    }

    private void mirror() {
        int first = padding * lanes;
        int last = (padding + shape.samples() - 1) * lanes;
        for (int p = 1; p <= padding; p++) {
            for (int l = 0; l < lanes; l++) {
                rows[first - p * lanes + l] = 2 * rows[first + l] - rows[first + p * lanes + l];
                rows[last + p * lanes + l] = 2 * rows[last + l] - rows[last - p * lanes + l];
            }
        }
    }
}
