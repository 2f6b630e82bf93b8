package org.trialmap.signal.filter;

/**
 * Sums of shifted copies of an array, {@code y[i] += weight[t] * x[i + offset[t]]} for the i between {@code start[t]} and {@code end[t]}: with
 * the channels innermost all convolutions along the samples have this form, so the loops run over neighbouring values whatever the number of
 * channels, and the JIT makes vector code of them. Every output is summed in the order of the terms: neither tiles nor neighbours change a bit,
 * and what is not finite stays within the terms' reach.
 */
final class ShiftedSum {
    /** Outputs that are worked on together: they and their inputs stay in the first-level cache. */
    private static final int TILE = 1024;
    private static final int TOGETHER = 4;

    private final double[] weights;
    private final int[] offsets;
    private final int[] starts;
    private final int[] ends;

    ShiftedSum(int terms) {
        weights = new double[terms];
        offsets = new int[terms];
        starts = new int[terms];
        ends = new int[terms];
    }

    /** The term's input is {@code offset} values after its output; it reaches the outputs whose input lies in {@code from..to-1}. */
    void term(int index, double weight, long offset, Range inputs, int outputs) {
        weights[index] = weight;
        starts[index] = (int) Math.min(outputs, Math.max(0, inputs.from - offset));
        ends[index] = (int) Math.max(starts[index], Math.min(outputs, inputs.to - offset));
        offsets[index] = starts[index] < ends[index] ? (int) offset : 0;
    }

    /** Positions in an array, the end excluded. */
    record Range(int from, int to) {}

    void addTo(double[] y, int length, double[] x) {
        for (int from = 0; from < length; from += TILE) {
            int to = Math.min(length, from + TILE);
            int t = 0;
            for (; t + TOGETHER <= weights.length; t += TOGETHER) {
                if (reachAll(t, from, to)) {
                    four(y, x, t, new Range(from, to));
                } else {
                    each(y, x, new Range(t, t + TOGETHER), new Range(from, to));
                }
            }
            each(y, x, new Range(t, weights.length), new Range(from, to));
        }
    }

    private boolean reachAll(int term, int from, int to) {
        for (int t = term; t < term + TOGETHER; t++) {
            if (starts[t] > from || ends[t] < to) {
                return false;
            }
        }
        return true;
    }

    private void each(double[] y, double[] x, Range terms, Range outputs) {
        for (int t = terms.from; t < terms.to; t++) {
            double w = weights[t];
            int o = offsets[t];
            int end = Math.min(outputs.to, ends[t]);
            for (int i = Math.max(outputs.from, starts[t]); i < end; i++) {
                y[i] += w * x[i + o];
            }
        }
    }

    private void four(double[] y, double[] x, int t, Range outputs) {
        double w0 = weights[t];
        double w1 = weights[t + 1];
        double w2 = weights[t + 2];
        double w3 = weights[t + 3];
        int o0 = offsets[t];
        int o1 = offsets[t + 1];
        int o2 = offsets[t + 2];
        int o3 = offsets[t + 3];
        for (int i = outputs.from; i < outputs.to; i++) {
            y[i] = y[i] + w0 * x[i + o0] + w1 * x[i + o1] + w2 * x[i + o2] + w3 * x[i + o3];
        }
    }
}
