package org.trialmap.signal.filter;

import org.trialmap.signal.fft.TrialShape;

/**
 * Output sample m is {@code sum over j of taps[m * down + half - j * up] * x[j]}. Outputs that are {@code up} apart meet the same taps, and
 * inputs that are {@code down} samples apart; so the input is sorted by its position modulo {@code down}, and each of the {@code up} phases is a
 * {@link ShiftedSum}.
 */
record Polyphase(double[] taps, int up, int down) {
    void apply(double[] x, TrialShape shape, double[] result) {
        int channels = shape.channels();
        int outputs = result.length / channels;
        double[] sorted = sorted(x, shape);
        for (int r = 0; r < Math.min(up, outputs); r++) {
            int rows = (outputs - r + up - 1) / up;
            double[] phase = up == 1 ? result : new double[rows * channels];
            terms(r, rows, shape).addTo(phase, rows * channels, sorted);
            for (int q = 0; up > 1 && q < rows; q++) {
                System.arraycopy(phase, q * channels, result, (r + q * up) * channels, channels);
            }
        }
    }

    private ShiftedSum terms(int r, int rows, TrialShape shape) {
        long newest = (long) r * down + taps.length / 2; // the tap that would meet sample 0
        int firstTap = (int) (newest % up);
        long sample = newest / up;
        int count = taps.length <= firstTap ? 0 : (taps.length - 1 - firstTap) / up + 1;
        ShiftedSum sum = new ShiftedSum(count);
        for (int i = 0; i < count; i++, sample--) {
            int part = (int) Math.floorMod(sample, (long) down);
            int begin = begin(part, shape) * shape.channels();
            int end = begin(part + 1, shape) * shape.channels();
            long offset = begin + Math.floorDiv(sample, (long) down) * shape.channels();
            sum.term(i, taps[firstTap + i * up], offset, new ShiftedSum.Range(begin, end), rows * shape.channels());
        }
        return sum;
    }

    /** Samples 0, down, 2 down, ..., then 1, 1 + down, ... */
    private double[] sorted(double[] x, TrialShape shape) {
        if (down == 1) {
            return x;
        }
        double[] sorted = new double[x.length];
        int to = 0;
        for (int part = 0; part < Math.min(down, shape.samples()); part++) {
            for (int s = part; s < shape.samples(); s += down) {
                System.arraycopy(x, s * shape.channels(), sorted, to, shape.channels());
                to += shape.channels();
            }
        }
        return sorted;
    }

    /** How many samples have a position modulo {@code down} below {@code part}. */
    private int begin(int part, TrialShape shape) {
        int rounds = shape.samples() / down;
        return rounds * part + Math.min(part, shape.samples() % down);
    }
}
