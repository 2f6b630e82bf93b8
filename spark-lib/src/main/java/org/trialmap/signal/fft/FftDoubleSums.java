package org.trialmap.signal.fft;

import java.util.Arrays;

/**
 * Sums of each channel with twice the digits, as good as ones in double. Sample s goes to the partial sum {@code s mod 16} of its channel, so
 * that neighbouring values, whatever the number of channels, have sums of their own, side by side. The partial sums are added in a fixed order.
 */
final class FftDoubleSums {
    private static final int PARTS = 16;
    /** Values of a partial sum before it goes to a double. */
    private static final int SUMMED = 128;

    private final int channels;
    private final FftDoubleKernel kernel;
    /** Partial sums x channels, and what rounding has lost of them. */
    final double[] sums;
    final double[] lost;

    FftDoubleSums(int channels, FftDoubleKernel kernel) {
        this.channels = channels;
        this.kernel = kernel;
        this.sums = new double[Math.multiplyExact(PARTS, channels)];
        this.lost = new double[sums.length];
    }

    /** The mean of each channel of {@code samples} samples from {@code from} on. */
    void means(double[] x, int from, int samples, double[] mean) {
        Arrays.fill(mean, 0, channels, 0);
        for (int s = 0; s < samples; s += PARTS * SUMMED) {
            Arrays.fill(sums, 0);
            Arrays.fill(lost, 0);
            int count = Math.min(PARTS * SUMMED, samples - s);
            int begin = from + s * channels;
            kernel.sum(x, begin, count / PARTS, this);
            int whole = count / PARTS * PARTS * channels;
            FftDoubleScalar.addRow(x, begin + whole, count * channels - whole, this);
            for (int i = 0; i < sums.length; i += channels) {
                for (int c = 0; c < channels; c++) {
                    mean[c] += sums[i + c] + lost[i + c];
                }
            }
        }
        for (int c = 0; c < channels; c++) {
            mean[c] /= samples;
        }
    }
}
