package org.trialmap.signal.fft;

/** {@link MtmFft} in one precision: everything is a weight of the samples, so that the transforms come out as they are wanted. */
final class MtmFftFloat {
    private final RealFftFloat fft;
    private final MtmFftTables tables;

    MtmFftFloat(RealFftFloat fft, MtmFftTables tables) {
        this.fft = fft;
        this.tables = tables;
    }

    /** Mean over tapers of the power: bins x channels. */
    void power(float[] x, int from, int channels, float[] out, int outFrom) {
        FftFloatWork work = begin(x, from, channels);
        power(x, from, work, out, outFrom);
        fft.giveBack(work);
    }

    void addPower(float[] x, int from, int channels, double[] sums, int sumsFrom) {
        FftFloatWork work = begin(x, from, channels);
        int size = tables.bins().bins().length * channels;
        float[] power = work.first(size);
        power(x, from, work, power, 0);
        for (int i = 0; i < size; i++) {
            sums[sumsFrom + i] += power[i];
        }
        fft.giveBack(work);
    }

    private void power(float[] x, int from, FftFloatWork work, float[] out, int outFrom) {
        for (int c = 0; c < work.lanes.channels; c += work.lanes.width) {
            FftFloatLanes lanes = work.at(c);
            for (int k = 0; k < tables.shared().length; k++) {
                fft.transform(x, input(x, from, work, tables.shared()[k]), lanes);
                fft.fft.kernel.power(lanes, tables.bins(), out, outFrom, k > 0);
            }
        }
    }

    /** One output of every taper: tapers x bins x channels; complex values as real and imaginary part in turn. */
    void perTaper(SpectralOutput output, float[] x, int from, int channels, float[] out, int outFrom) {
        FftFloatWork work = begin(x, from, channels);
        int size = tables.bins().bins().length * channels;
        float[] re = work.first(size);
        float[] im = work.second(size);
        int at = outFrom;
        for (FftValues taper : tables.tapers()) {
            for (int c = 0; c < channels; c += work.lanes.width) {
                FftFloatLanes lanes = work.at(c);
                fft.transform(x, input(x, from, work, taper), lanes);
                fft.fft.kernel.split(lanes, tables.bins(), re, im);
            }
            for (int i = 0; i < size; i++) {
                if (output == SpectralOutput.FOURIER) {
                    out[at++] = re[i];
                    out[at++] = im[i];
                } else {
                    out[at++] = (float) output.of(re[i], im[i]);
                }
            }
        }
        fft.giveBack(work);
    }

    private FftFloatWork begin(float[] x, int from, int channels) {
        FftFloatWork work = fft.take(channels, tables.detrend() == Detrend.LINE);
        tables.detrend().fit(x, from, tables.samples(), work.trend, work.sums);
        return work;
    }

    /** The shift makes the mean of the tapered samples zero. */
    private FftInput input(float[] x, int from, FftFloatWork work, FftValues taper) {
        if (tables.demeaned()) {
            int samples = tables.samples();
            int channels = work.lanes.channels;
            double[] shift = work.shift.doubles();
            for (int c = work.lanes.first; c < work.lanes.first + work.lanes.width; c++) {
                double sum = 0;
                for (int s = 0; s < samples; s++) {
                    sum += (x[from + s * channels + c] - work.trend.at(s, samples, c)) * taper.doubles()[s];
                }
                shift[c] = sum / samples;
            }
            work.shift.round(channels);
        }
        return new FftInput(from, fft.plan.inTwos(), taper, work.trend, work.shift);
    }
}
