package org.trialmap.signal.fft;

import java.util.Arrays;

/** Transforms of the real columns (channels) of row-major samples, a block of columns at a time. May be used by several threads. */
final class RealFftDouble {
    final RealFftPlan plan;
    final FftDouble fft;
    private final SpareArrays<FftDoubleWork> spares = new SpareArrays<>();

    RealFftDouble(RealFftPlan plan, FftDoubleKernel kernel) {
        this.plan = plan;
        this.fft = new FftDouble(plan.complex(), kernel);
    }

    /** Work space for trials of so many channels; to be given back. */
    FftDoubleWork take(int channels, boolean line) {
        return spares.take(work -> work.fits(channels, line), () -> new FftDoubleWork(fft, channels, line));
    }

    void giveBack(FftDoubleWork work) {
        spares.giveBack(work);
    }

    /** The chosen bins of weighted samples. */
    void forward(double[] x, FftValues weights, int channels, FftBins bins, double[] re, double[] im) {
        FftDoubleWork work = take(channels, false);
        FftInput input = new FftInput(0, plan.inTwos(), weights, work.trend, work.shift);
        for (int c = 0; c < channels; c += work.lanes.width) {
            FftDoubleLanes lanes = work.at(c);
            transform(x, input, lanes);
            fft.kernel.split(lanes, bins, re, im);
        }
        giveBack(work);
    }

    /** The complex transform of the lanes from {@code lanes.first} on. */
    void transform(double[] x, FftInput input, FftDoubleLanes lanes) {
        fft.kernel.pack(x, input, lanes);
        int rows = input.inTwos() ? (input.samples() + 1) / 2 : input.samples();
        int imaginaryRows = input.inTwos() ? input.samples() / 2 : 0;
        int all = fft.plan.length * lanes.width;
        Arrays.fill(lanes.re, rows * lanes.width, all, 0);
        Arrays.fill(lanes.im, imaginaryRows * lanes.width, all, 0);
        fft.forward(lanes);
    }
}
