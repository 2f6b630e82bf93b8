package org.trialmap.signal.connectivity;

/**
 * Cross-correlations of trials of L samples at lags of 0 to (L - 1) / 2 samples: C_ij(lag) = mean over trials of sum over t of x_i[t + lag] x_j[t], divided by the overlap L - lag, and at the end by
 * sqrt(C_ii(0) C_jj(0)). They are computed of sums of cross-spectra, since transforming back can wait until all trials are summed. 0 where a channel is constant.
 */
public final class CrossCorrelation {
    private static final int COLUMNS = 64;

    private CrossCorrelation() {}

    /** How many lags there are of trials of that many samples: 0 to (samples - 1) / 2. */
    public static int lags(int samples) {
        return (samples + 1) / 2;
    }

    /** The shortest transform in which no lag meets another one from the trial's other end. */
    public static int shortest(int samples) {
        return samples + lags(samples) - 1;
    }

    /**
     * @param sums of {@link PairSums#CROSS}, of all frequencies of transforms of {@code length} samples without taper, whatever their scale
     * @return lags x channel_i x channel_j
     */
    public static double[] of(double[] sums, int channels, int length, int samples) {
        HermitianInverse inverse = new HermitianInverse(length);
        int pairs = Pairs.count(channels);
        int lags = lags(samples);
        double[] values = new double[Math.multiplyExact(Math.multiplyExact(lags, channels), channels)];
        for (int i = 0; i < channels; i++) {
            for (int j = 0; j <= i; j += COLUMNS) {
                int count = Math.min(COLUMNS, i + 1 - j);
                int p = Pairs.row(i) + j;
                double[] outRe = new double[inverse.frequencies * count];
                double[] outIm = new double[inverse.frequencies * count];
                inverse.apply(sums, p, sums, pairs + p, 2 * pairs, count, outRe, outIm);
                for (int lag = 0; lag < lags; lag++) {
                    for (int c = 0; c < count; c++) {
                        double re = outRe[lag * count + c];
                        double im = outIm[lag * count + c];
                        values[(lag * channels + j + c) * channels + i] = (re - im) / (samples - lag);
                        values[(lag * channels + i) * channels + j + c] = (re + im) / (samples - lag);
                    }
                }
            }
        }
        normalize(values, channels, lags);
        return values;
    }

    private static void normalize(double[] values, int channels, int lags) {
        double[] deviation = new double[channels];
        for (int i = 0; i < channels; i++) {
            deviation[i] = Math.sqrt(values[i * channels + i]);
        }
        for (int lag = 0; lag < lags; lag++) {
            for (int i = 0; i < channels; i++) {
                for (int j = 0; j < channels; j++) {
                    int at = (lag * channels + i) * channels + j;
                    double scale = deviation[i] * deviation[j];
                    values[at] = lag == 0 && i == j && scale > 0 ? 1 : scale == 0 ? 0 : values[at] / scale;
                }
            }
        }
    }
}
