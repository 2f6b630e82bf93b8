package org.trialmap.signal.filter;

import org.trialmap.signal.fft.NonFinite;
import org.trialmap.signal.fft.TrialShape;

/**
 * Convolution along the samples with zeros beyond the ends, by the cheaper way: term by term or by transforms. The choice rests on the two
 * lengths only; channels with values that are not finite go term by term in any case, so that the others and the rest of the channel are spared.
 */
final class Convolution {
    private static final double NANOSECONDS_PER_TERM = 0.17;

    private final double[] taps;
    private final int centre;
    /** The last one used: trials are mostly of one length. */
    private volatile FftConvolution transforms;

    Convolution(double[] taps, int centre) {
        this.taps = taps;
        this.centre = centre;
    }

    double[] apply(double[] x, int channels) {
        int samples = TrialShape.of(x.length, channels).samples();
        DirectConvolution direct = new DirectConvolution(taps, centre);
        if ((double) samples * taps.length * NANOSECONDS_PER_TERM <= FftConvolution.cost(samples, taps.length)) {
            return direct.apply(x, channels);
        }
        double[] y = transforms(samples).apply(x, channels);
        if (NonFinite.in(x, channels) != null) {
            for (int c = 0; c < channels; c++) {
                double[] column = column(x, channels, c);
                if (NonFinite.in(column, 1) != null) {
                    put(direct.apply(column, 1), y, channels, c);
                }
            }
        }
        return y;
    }

    private FftConvolution transforms(int samples) {
        FftConvolution known = transforms;
        if (known == null || known.samples() != samples) {
            known = new FftConvolution(taps, centre, samples);
            transforms = known;
        }
        return known;
    }

    private static double[] column(double[] x, int channels, int c) {
        double[] column = new double[x.length / channels];
        for (int s = 0; s < column.length; s++) {
            column[s] = x[s * channels + c];
        }
        return column;
    }

    private static void put(double[] column, double[] y, int channels, int c) {
        for (int s = 0; s < column.length; s++) {
            y[s * channels + c] = column[s];
        }
    }
}
