package org.trialmap.signal.fft;

/**
 * Detrending of each channel of a trial before spectral estimation (Syncopy's {@code polyremoval}). Sums run in double, whatever the
 * type of the samples.
 */
public enum Detrend {
    /** Nothing. */
    NONE,
    /** The mean: {@code polyremoval} 0. */
    MEAN,
    /** The line of least squares: {@code polyremoval} 1. With one sample this is the mean. */
    LINE;

    /**
     * A detrended copy of the samples.
     *
     * @param x samples x channels, row-major
     * @throws IllegalArgumentException if x is empty or not a whole number of rows
     */
    public float[] remove(float[] x, int channels) {
        int samples = FftChecks.samples(x.length, channels);
        FftInput.Trend trend = new FftInput.Trend(channels, this == LINE);
        fit(x, 0, samples, trend, new FftFloatSums(channels, FftKernels.FLOAT));
        float[] rest = new float[x.length];
        for (int s = 0, at = 0; s < samples; s++) {
            for (int c = 0; c < channels; c++, at++) {
                rest[at] = (float) (x[at] - trend.at(s, samples, c));
            }
        }
        return rest;
    }

    /** As {@link #remove(float[], int)}. */
    public double[] remove(double[] x, int channels) {
        int samples = FftChecks.samples(x.length, channels);
        FftInput.Trend trend = new FftInput.Trend(channels, this == LINE);
        fit(x, 0, samples, trend, new FftDoubleSums(channels, FftKernels.DOUBLE));
        double[] rest = new double[x.length];
        for (int s = 0, at = 0; s < samples; s++) {
            for (int c = 0; c < channels; c++, at++) {
                rest[at] = x[at] - trend.at(s, samples, c);
            }
        }
        return rest;
    }

    void fit(float[] x, int from, int samples, FftInput.Trend trend, FftFloatSums sums) {
        if (this != NONE) {
            sums.means(x, from, samples, trend.mean.doubles());
            trend.round();
        }
        if (this == LINE) {
            double[] slope = trend.clearedSlope();
            double[] mean = trend.mean.doubles();
            for (int s = 0, at = from; s < samples; s++) {
                double time = s - 0.5 * (samples - 1);
                for (int c = 0; c < slope.length; c++, at++) {
                    slope[c] += time * (x[at] - mean[c]);
                }
            }
            divide(slope, samples);
        }
    }

    void fit(double[] x, int from, int samples, FftInput.Trend trend, FftDoubleSums sums) {
        if (this != NONE) {
            sums.means(x, from, samples, trend.mean.doubles());
            trend.round();
        }
        if (this == LINE) {
            double[] slope = trend.clearedSlope();
            double[] mean = trend.mean.doubles();
            for (int s = 0, at = from; s < samples; s++) {
                double time = s - 0.5 * (samples - 1);
                for (int c = 0; c < slope.length; c++, at++) {
                    slope[c] += time * (x[at] - mean[c]);
                }
            }
            divide(slope, samples);
        }
    }

    /** By the sum of the squared times, which are centred. */
    private static void divide(double[] slope, int samples) {
        double squares = samples == 1 ? 1 : (double) samples * (samples - 1.0) * (samples + 1.0) / 12;
        for (int c = 0; c < slope.length; c++) {
            slope[c] /= squares;
        }
    }
}
