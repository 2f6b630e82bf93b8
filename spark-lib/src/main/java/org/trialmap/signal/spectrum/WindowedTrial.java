package org.trialmap.signal.spectrum;

import org.trialmap.signal.fft.TrialShape;

/**
 * Windows of a trial side by side, as columns of one array, so that all go through one transform: window samples x (windows x channels). What lies
 * beyond the trial's ends is 0.
 */
final class WindowedTrial {
    private static final int MOST_VALUES = 1 << 17;

    private final int window;
    private final TrialShape trial;
    private final int[] centres;

    WindowedTrial(int window, TrialShape trial, int[] centres) {
        if (window > trial.samples()) {
            throw new IllegalArgumentException("The window has " + window + " samples, the trial has " + trial.samples() + ". A window is no longer than the"
                    + " trial. Use a shorter t_ftimwin or select longer trials (latency).");
        }
        TimeFrequencyChecks.requireInside(centres, trial.samples());
        this.window = window;
        this.trial = trial;
        this.centres = centres;
    }

    /** A few windows that are computed together. */
    record Batch(int first, int windows) {}

    interface Receiver {
        void take(Batch batch);
    }

    void forEachBatch(Receiver receiver) {
        int most = Math.max(1, MOST_VALUES / Math.multiplyExact(window, trial.channels()));
        for (int first = 0; first < centres.length; first += most) {
            receiver.take(new Batch(first, Math.min(most, centres.length - first)));
        }
    }

    float[] gather(float[] x, Batch batch) {
        float[] columns = new float[window * columns(batch)];
        copy(x, columns, batch);
        return columns;
    }

    double[] gather(double[] x, Batch batch) {
        double[] columns = new double[window * columns(batch)];
        copy(x, columns, batch);
        return columns;
    }

    int columns(Batch batch) {
        return batch.windows * trial.channels();
    }

    /** Both arrays are of one primitive type. */
    private void copy(Object x, Object columns, Batch batch) {
        int channels = trial.channels();
        int width = columns(batch);
        for (int s = 0; s < window; s++) {
            for (int w = 0; w < batch.windows; w++) {
                int sample = centres[batch.first + w] - window / 2 + s;
                if (sample >= 0 && sample < trial.samples()) {
                    System.arraycopy(x, sample * channels, columns, s * width + w * channels, channels);
                }
            }
        }
    }

    /** From rows x (windows x channels) of a batch to windows x rows x channels, each of so many values. */
    void scatter(Object rows, Object result, Batch batch, int parts) {
        int length = trial.channels() * parts;
        int count = java.lang.reflect.Array.getLength(rows) / (length * batch.windows);
        for (int r = 0; r < count; r++) {
            for (int w = 0; w < batch.windows; w++) {
                System.arraycopy(rows, (r * batch.windows + w) * length, result, ((batch.first + w) * count + r) * length, length);
            }
        }
    }
}
