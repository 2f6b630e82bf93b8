package org.trialmap.analysis.connectivity;

import java.io.Serializable;
import org.trialmap.array.NdArray;
import org.trialmap.signal.connectivity.PairMeasure;
import org.trialmap.signal.fft.SpectralOutput;

/** Makes the values of a measure of what was summed. */
record PairValues(PairMeasure measure, SpectralOutput output, int tapers, PairMatrices matrices) implements Serializable {
    /**
     * One matrix at a time, so that there is no second array of all in double.
     *
     * @param sums of frequencies, each of all its times
     * @return (time, freq, channel_i, channel_j)
     */
    NdArray of(double[] sums, int times, int frequencies, int trials) {
        NdArray result = matrices.zeros(times, frequencies);
        double[] matrix = new double[measure.values(matrices.channels(), output)];
        for (int f = 0; f < frequencies; f++) {
            for (int t = 0; t < times; t++) {
                finish(sums, f * times + t, trials, matrix, 0);
                matrices.put(matrix, result, t * frequencies + f);
            }
        }
        return result;
    }

    /** As {@link #of}, of all pairs and in double. */
    double[] values(double[] sums, int times, int frequencies, int trials) {
        int values = measure.values(matrices.channels(), output);
        double[] all = new double[Math.multiplyExact(Math.multiplyExact(times, frequencies), values)];
        for (int f = 0; f < frequencies; f++) {
            for (int t = 0; t < times; t++) {
                finish(sums, f * times + t, trials, all, (t * frequencies + f) * values);
            }
        }
        return all;
    }

    private void finish(double[] sums, int entry, int trials, double[] out, int to) {
        int channels = matrices.channels();
        measure.finish(sums, entry * measure.sums().values(channels), channels, trials, tapers, output, out, to);
    }
}
