package org.trialmap.analysis.average;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.trialmap.array.Decimals;
import org.trialmap.setting.Setting;
import org.trialmap.trial.TrialChunk;
import org.trialmap.trial.TrialChunks;

/**
 * Covariance of a trial's channels over some of its samples.
 *
 * @param from first sample
 * @param to the one after the last
 */
record CovarianceWindow(int from, int to, int ddof) implements Serializable {
    /**
     * @param seconds from and to relative to t = 0, both included; empty: the whole trial
     * @throws IllegalArgumentException if the window is not inside the trials, or has too few samples
     */
    static CovarianceWindow of(List<Double> seconds, int ddof, TrialChunks trials) {
        double hz = trials.recording().samplerateHz();
        long begin = trials.offset(0);
        int samples = Math.toIntExact(trials.samples(0));
        String cure = seconds.isEmpty() ? "Take longer trials, or a smaller " + Setting.DDOF + "." : "Widen " + Setting.COVARIANCE_WINDOW + ", or take a smaller " + Setting.DDOF + ".";
        CovarianceWindow window = new CovarianceWindow(0, samples, ddof);
        if (!seconds.isEmpty()) {
            if (!Decimals.isAtMost(begin, seconds.get(0) * hz) || !Decimals.isAtMost(seconds.get(1) * hz, begin + samples - 1)) {
                throw new IllegalArgumentException("The covariance was asked for of " + seconds.get(0) + " to " + seconds.get(1) + " s, but the trials go from " + begin / hz + " to "
                        + (begin + samples - 1) / hz + " s. The window must lie inside them; nothing is padded. Correct " + Setting.COVARIANCE_WINDOW + ".");
            }
            window = new CovarianceWindow((int) ((long) Decimals.ceil(seconds.get(0) * hz) - begin), (int) ((long) Decimals.floor(seconds.get(1) * hz) - begin) + 1, ddof);
        }
        if (window.samples() <= ddof) {
            throw new IllegalArgumentException(
                    "The covariance was asked for of " + window.samples() + (window.samples() == 1 ? " sample" : " samples") + " with ddof " + ddof + ": it would be divided by "
                            + (window.samples() - ddof) + ". " + cure);
        }
        return window;
    }

    private int samples() {
        return Math.max(0, to - from);
    }

    /** Numbers of the half matrix: row i has its columns 0 to i. */
    static int packed(int channels) {
        return Math.toIntExact((long) channels * (channels + 1) / 2);
    }

    /** The half matrix of one trial. */
    double[] packed(TrialChunk trial) {
        double[] packed = new double[packed(trial.channels())];
        of(trial.doubles(), trial.channels(), packed);
        return packed;
    }

    /**
     * Of one trial, in two passes: means, then products of the deviations from them.
     *
     * @param x samples x channels
     * @param packed gets the half matrix
     */
    void of(double[] x, int channels, double[] packed) {
        double[] mean = new double[channels];
        for (int s = from; s < to; s++) {
            for (int c = 0; c < channels; c++) {
                mean[c] += x[s * channels + c];
            }
        }
        for (int c = 0; c < channels; c++) {
            mean[c] /= samples();
        }
        Arrays.fill(packed, 0);
        double[] rest = new double[channels];
        for (int s = from; s < to; s++) {
            for (int c = 0; c < channels; c++) {
                rest[c] = x[s * channels + c] - mean[c];
            }
            for (int i = 0, row = 0; i < channels; row += ++i) {
                for (int j = 0; j <= i; j++) {
                    packed[row + j] += rest[i] * rest[j];
                }
            }
        }
        for (int i = 0; i < packed.length; i++) {
            packed[i] /= samples() - ddof;
        }
    }

    /** The whole matrix, divided. */
    static void unpack(double[] packed, int channels, int divisor, double[] matrix, int at) {
        for (int i = 0, row = 0; i < channels; row += ++i) {
            for (int j = 0; j <= i; j++) {
                double value = packed[row + j] / divisor;
                matrix[at + i * channels + j] = value;
                matrix[at + j * channels + i] = value;
            }
        }
    }
}
