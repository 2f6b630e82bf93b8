package org.trialmap.analysis.connectivity;

import java.io.Serializable;
import org.trialmap.array.NdArray;
import org.trialmap.signal.connectivity.PairMeasure;
import org.trialmap.signal.fft.SpectralOutput;

/** Makes the values of a measure of what was summed. */
record PairValues(PairMeasure measure, SpectralOutput output, int tapers, PairMatrices matrices) implements Serializable {
    /**
     * @param sums of frequencies, each of all its times
     * @return (time, freq, channel_i, channel_j)
     */
    NdArray of(double[] sums, int times, int frequencies, int trials) {
        return matrices.of(values(sums, times, frequencies, trials), times, frequencies);
    }

    /** As {@link #of}, of all pairs and in double. */
    double[] values(double[] sums, int times, int frequencies, int trials) {
        int channels = matrices.channels();
        int perEntry = measure.sums().values(channels);
        int values = measure.values(channels, output);
        double[] all = new double[Math.multiplyExact(Math.multiplyExact(times, frequencies), values)];
        for (int f = 0; f < frequencies; f++) {
            for (int t = 0; t < times; t++) {
                measure.finish(sums, (f * times + t) * perEntry, channels, trials, tapers, output, all, (t * frequencies + f) * values);
            }
        }
        return all;
    }
}
