package org.trialmap.signal.connectivity;

/**
 * Cross-spectral densities at all frequencies 0 to half the samplerate of a transform of {@code length} samples: length / 2 + 1 matrices of channels x channels, row-major, entry (i, j) the mean
 * of X_i conj(X_j).
 */
public record SpectralMatrix(double[] re, double[] im, int channels, int length) {
    public SpectralMatrix {
        if (re.length != im.length || re.length != (length / 2 + 1) * channels * channels) {
            throw new IllegalArgumentException(re.length + " and " + im.length + " numbers are no spectral matrices of " + channels + " channels at all " + (length / 2 + 1)
                    + " frequencies of a transform of " + length + " samples. Give all frequencies.");
        }
    }

    /** The densities of {@link PairSums#CROSS}, of all frequencies. */
    public static SpectralMatrix ofSums(double[] sums, int channels, int length, double snapshots) {
        int frequencies = length / 2 + 1;
        int pairs = Pairs.count(channels);
        double[] re = new double[frequencies * channels * channels];
        double[] im = new double[re.length];
        for (int f = 0; f < frequencies; f++) {
            for (int i = 0; i < channels; i++) {
                for (int j = 0; j <= i; j++) {
                    int p = f * 2 * pairs + Pairs.row(i) + j;
                    int ij = (f * channels + i) * channels + j;
                    int ji = (f * channels + j) * channels + i;
                    re[ji] = sums[p] / snapshots;
                    re[ij] = re[ji];
                    im[ji] = 0.0 - sums[p + pairs] / snapshots;
                    im[ij] = 0.0 - im[ji];
                }
            }
        }
        return new SpectralMatrix(re, im, channels, length);
    }

    int frequencies() {
        return length / 2 + 1;
    }

    /** Those of two channels. */
    SpectralMatrix pair(int a, int b) {
        double[] pairRe = new double[4 * frequencies()];
        double[] pairIm = new double[4 * frequencies()];
        int[] of = {a, b};
        for (int f = 0; f < frequencies(); f++) {
            for (int e = 0; e < 4; e++) {
                int from = (f * channels + of[e / 2]) * channels + of[e % 2];
                pairRe[4 * f + e] = re[from];
                pairIm[4 * f + e] = im[from];
            }
        }
        return new SpectralMatrix(pairRe, pairIm, 2, length);
    }

    /** With that much added to the diagonals. */
    SpectralMatrix plusDiagonal(double value) {
        double[] sum = re.clone();
        for (int f = 0; f < frequencies(); f++) {
            for (int i = 0; i < channels; i++) {
                sum[(f * channels + i) * channels + i] += value;
            }
        }
        return new SpectralMatrix(sum, im, channels, length);
    }

    /** Power of channel i at frequency f. */
    double power(int f, int i) {
        return re[(f * channels + i) * channels + i];
    }
}
