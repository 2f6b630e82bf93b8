package org.trialmap.analysis.spike;

import java.util.Arrays;
import org.trialmap.spike.Bins;

/** Counts the spikes of a trial in bins. Bins that the trial does not cover as a whole are NaN. */
record PsthKernel(double start, double width, int bins, SpikePsth.Output output, double[] begins, double[] ends, double samplerateHz) implements TrialKernel {
    PsthKernel(Bins bins, SpikePsth.Output output, TrialTimes times, double samplerateHz) {
        this(bins.start(), bins.width(), bins.count(), output, times.begins(), times.ends(), samplerateHz);
    }

    @Override
    public int rows() {
        return bins;
    }

    @Override
    public void put(int k, long[][] samples, double[] values, int at) {
        Bins time = new Bins(start, width, bins);
        int first = time.firstFrom(begins[k]);
        int end = time.endUntil(ends[k]);
        for (int train = 0; train < samples.length; train++) {
            double[] counts = new double[bins];
            for (long sample : samples[train]) {
                int bin = time.closed(sample / samplerateHz);
                if (bin >= 0) {
                    counts[bin]++;
                }
            }
            double all = first < end ? Arrays.stream(counts, first, end).sum() : 0;
            double per = switch (output) {
                case SPIKECOUNT -> 1;
                case RATE -> width;
                case PROPORTION -> Math.max(1, all);
            };
            for (int bin = 0; bin < bins; bin++) {
                values[at + bin * samples.length + train] = bin < first || bin >= end ? Double.NaN : counts[bin] / per;
            }
        }
    }
}
