package org.trialmap.analysis.connectivity;

import java.io.Serializable;
import org.trialmap.analysis.support.Samples;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;

/**
 * Matrices of pairs of channels as a result has them.
 *
 * @param channels of which the pairs are
 * @param senders positions of those along {@code channel_i}; empty, as {@code receivers}: all
 * @param receivers positions of those along {@code channel_j}
 * @param dtype of the result
 */
record PairMatrices(int channels, int[] senders, int[] receivers, DType dtype) implements Serializable {
    /** The same of real values. */
    PairMatrices real() {
        return new PairMatrices(channels, senders, receivers, Samples.real(dtype));
    }

    /**
     * Takes over the array.
     *
     * @param all time x freq x channel x channel, row-major; real and imaginary parts in turn where the type is complex
     */
    NdArray of(double[] all, int times, int frequencies) {
        double[] values = senders.length == 0 ? all : selected(all);
        int[] shape = senders.length == 0 ? new int[] {times, frequencies, channels, channels} : new int[] {times, frequencies, senders.length, receivers.length};
        return Samples.array(dtype, values, shape);
    }

    private double[] selected(double[] matrices) {
        int width = dtype.width();
        int size = channels * channels * width;
        double[] selected = new double[matrices.length / size * senders.length * receivers.length * width];
        int to = 0;
        for (int from = 0; from < matrices.length; from += size) {
            for (int i : senders) {
                for (int j : receivers) {
                    System.arraycopy(matrices, from + (i * channels + j) * width, selected, to, width);
                    to += width;
                }
            }
        }
        return selected;
    }
}
