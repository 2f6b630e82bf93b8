package org.trialmap.signal.filter;

/** Convolution along the samples, term by term: as many samples as go in, beyond the ends there are zeros. */
final class DirectConvolution {
    private final double[] taps;
    private final int centre;

    /** @param centre the tap that meets the output's own sample */
    DirectConvolution(double[] taps, int centre) {
        this.taps = taps;
        this.centre = centre;
    }

    double[] apply(double[] x, int channels) {
        ShiftedSum sum = new ShiftedSum(taps.length);
        ShiftedSum.Range all = new ShiftedSum.Range(0, x.length);
        for (int k = 0; k < taps.length; k++) {
            sum.term(k, taps[k], (long) (centre - k) * channels, all, x.length);
        }
        double[] y = new double[x.length];
        sum.addTo(y, y.length, x);
        return y;
    }
}
