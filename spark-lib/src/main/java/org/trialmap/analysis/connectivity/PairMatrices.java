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

    /** (time, freq, channel_i, channel_j) without values. */
    NdArray zeros(int times, int frequencies) {
        return senders.length == 0 ? NdArray.zeros(dtype, times, frequencies, channels, channels) : NdArray.zeros(dtype, times, frequencies, senders.length, receivers.length);
    }

    /**
     * Puts one matrix into its place.
     *
     * @param all channel x channel, row-major; real and imaginary parts in turn where the type is complex
     * @param position which matrix of the result it is
     */
    void put(double[] all, NdArray result, int position) {
        put(all, 0, result.data(), position);
    }

    /**
     * @param all time x freq x channel x channel, as {@link #put}
     */
    NdArray of(double[] all, int times, int frequencies) {
        NdArray result = zeros(times, frequencies);
        for (int position = 0; position < times * frequencies; position++) {
            put(all, position * channels * channels * dtype.width(), result.data(), position);
        }
        return result;
    }

    private void put(double[] all, int from, Object result, int position) {
        int width = dtype.width();
        if (senders.length == 0) {
            int values = channels * channels * width;
            Samples.put(all, from, values, result, position * values);
            return;
        }
        int to = position * senders.length * receivers.length * width;
        for (int i : senders) {
            for (int j : receivers) {
                Samples.put(all, from + (i * channels + j) * width, width, result, to);
                to += width;
            }
        }
    }
}
