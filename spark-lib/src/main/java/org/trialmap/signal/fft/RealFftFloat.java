package org.trialmap.signal.fft;

import java.util.Arrays;

/** Transforms of the real columns (channels) of row-major samples, a block of columns at a time. May be used by several threads. */
final class RealFftFloat {
    final RealFftPlan plan;
    final FftFloat fft;
    private final SpareArrays<FftFloatWork> spares = new SpareArrays<>();

    RealFftFloat(RealFftPlan plan, FftFloatKernel kernel) {
        this.plan = plan;
        this.fft = new FftFloat(plan.complex(), kernel);
    }

    /** Work space for trials of so many channels; to be given back. */
    FftFloatWork take(int channels, boolean line) {
        return spares.take(work -> work.fits(channels, line), () -> new FftFloatWork(fft, channels, line));
    }

    void giveBack(FftFloatWork work) {
        spares.giveBack(work);
    }

    /** The chosen bins of weighted samples. */
    void forward(float[] x, FftValues weights, int channels, FftBins bins, float[] re, float[] im) {
        FftFloatWork work = take(channels, false);
        FftInput input = new FftInput(0, plan.inTwos(), weights, work.trend, work.shift);
        for (int c = 0; c < channels; c += work.lanes.width) {
            FftFloatLanes lanes = work.at(c);
            transform(x, input, lanes);
            fft.kernel.split(lanes, bins, re, im);
        }
        giveBack(work);
    }

    /** The complex transform of the lanes from {@code lanes.first} on. */
    void transform(float[] x, FftInput input, FftFloatLanes lanes) {
        fft.kernel.pack(x, input, lanes);
        int rows = input.inTwos() ? (input.samples() + 1) / 2 : input.samples();
        int imaginaryRows = input.inTwos() ? input.samples() / 2 : 0;
        int all = fft.plan.length * lanes.width;
        Arrays.fill(lanes.re, rows * lanes.width, all, 0);
        Arrays.fill(lanes.im, imaginaryRows * lanes.width, all, 0);
        fft.forward(lanes);
    }
}
