package org.trialmap.signal;

/** {@link MtmFft} in one precision: everything is a weight of the samples, so that the transforms come out as they are wanted. */
final class MtmFftFloat {
    private final RealFftFloat fft;

    MtmFftFloat(RealFftFloat fft) {
        this.fft = fft;
    }

    /** Mean over tapers of the power: bins x channels. */
    float[] power(float[] x, int channels, MtmFft.Setup setup) {
        float[] power = new float[Math.multiplyExact(setup.bins().length, channels)];
        double share = Math.sqrt(1.0 / setup.tapers().length);
        addPowers(x, new FftBins(setup.bins(), fft.fft.plan.length, FftBlock.of(channels, 0, 0)), setup.scaled(share), power);
        return power;
    }

    private void addPowers(float[] x, FftBins all, MtmFft.Setup setup, float[] power) {
        int channels = all.columns().channels();
        FftInput.Trend trend = setup.detrend().trend(x, channels);
        for (double[] taper : setup.tapers()) {
            fft.transform(x, weighting(x, taper, trend, setup), (lanes, columns) ->
                    fft.fft.kernel.power(lanes, new FftBins(all.bins(), all.length(), columns), power, 0));
        }
    }

    /** One output of every taper: tapers x bins x channels; complex values as real and imaginary part in turn. */
    float[] perTaper(MtmFft.Output output, float[] x, int channels, MtmFft.Setup setup) {
        int size = Math.multiplyExact(setup.bins().length, channels);
        int parts = output == MtmFft.Output.FOURIER ? 2 : 1;
        float[] result = new float[Math.multiplyExact(Math.multiplyExact(size, parts), setup.tapers().length)];
        FftInput.Trend trend = setup.detrend().trend(x, channels);
        float[] re = new float[size];
        float[] im = new float[size];
        for (int k = 0; k < setup.tapers().length; k++) {
            fft.transform(x, weighting(x, setup.tapers()[k], trend, setup), (lanes, columns) ->
                    fft.fft.kernel.split(lanes, new FftBins(setup.bins(), fft.fft.plan.length, columns), re, im));
            for (int i = 0, at = k * size * parts; i < size; i++, at += parts) {
                if (output == MtmFft.Output.FOURIER) {
                    result[at] = re[i];
                    result[at + 1] = im[i];
                } else {
                    result[at] = (float) output.of(re[i], im[i]);
                }
            }
        }
        return result;
    }

    /** The shift makes the mean of the tapered samples zero. */
    private static RealFftFloat.Weighting weighting(float[] x, double[] taper, FftInput.Trend trend, MtmFft.Setup setup) {
        int channels = trend.mean().length;
        double[] shift = new double[channels];
        if (setup.tapered() == MtmFft.Tapered.DEMEANED) {
            for (int s = 0, at = 0; s < taper.length; s++) {
                for (int c = 0; c < channels; c++, at++) {
                    shift[c] += (x[at] - trend.at(s, taper.length, c)) * taper[s];
                }
            }
            for (int c = 0; c < channels; c++) {
                shift[c] /= taper.length;
            }
        }
        return new RealFftFloat.Weighting(channels, FftValues.of(taper), trend, FftValues.of(shift));
    }
}
