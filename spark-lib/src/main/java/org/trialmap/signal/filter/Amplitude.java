package org.trialmap.signal.filter;

import org.trialmap.signal.fft.Precision;
import org.trialmap.signal.fft.TrialShape;

/** Steps that work on each value or each channel's distribution; samples x channels, channels innermost. */
public final class Amplitude {
    private Amplitude() {}

    /**
     * Each channel minus its mean, divided by its population standard deviation, as {@code (x - x.mean(0)) / x.std(0)} in NumPy. A channel that
     * is constant has no deviation: it becomes NaN.
     *
     * @throws IllegalArgumentException if there are no samples, or they are not a whole number of channels
     */
    public static double[] zscore(double[] samples, int channels) {
        TrialShape shape = TrialShape.of(samples.length, channels);
        double[] mean = means(samples, shape);
        double[] scored = new double[samples.length];
        double[] squares = new double[channels];
        boolean[] varies = new boolean[channels]; // rounding gives a constant a deviation too
        for (int s = 0; s < shape.samples(); s++) {
            int row = s * channels;
            for (int c = 0; c < channels; c++) {
                double difference = samples[row + c] - mean[c];
                scored[row + c] = difference;
                squares[c] += difference * difference;
                varies[c] |= samples[row + c] != samples[c];
            }
        }
        for (int c = 0; c < channels; c++) {
            squares[c] = varies[c] ? Math.sqrt(squares[c] / shape.samples()) : Double.NaN;
        }
        for (int s = 0; s < shape.samples(); s++) {
            int row = s * channels;
            for (int c = 0; c < channels; c++) {
                scored[row + c] /= squares[c];
            }
        }
        return scored;
    }

    /** As {@link #zscore(double[], int)}, for float32; computed in double. */
    public static float[] zscore(float[] samples, int channels) {
        return Precision.narrow(zscore(Precision.widen(samples), channels));
    }

    /** The magnitude of each value. */
    public static double[] rectify(double[] samples) {
        double[] magnitudes = new double[samples.length];
        for (int i = 0; i < samples.length; i++) {
            magnitudes[i] = Math.abs(samples[i]);
        }
        return magnitudes;
    }

    /** As {@link #rectify(double[])}, for float32. */
    public static float[] rectify(float[] samples) {
        float[] magnitudes = new float[samples.length];
        for (int i = 0; i < samples.length; i++) {
            magnitudes[i] = Math.abs(samples[i]);
        }
        return magnitudes;
    }

    private static double[] means(double[] samples, TrialShape shape) {
        double[] means = new double[shape.channels()];
        for (int s = 0; s < shape.samples(); s++) {
            int row = s * shape.channels();
            for (int c = 0; c < means.length; c++) {
                means[c] += samples[row + c];
            }
        }
        for (int c = 0; c < means.length; c++) {
            means[c] /= shape.samples();
        }
        return means;
    }
}
