package org.trialmap.signal.filter;

import java.util.Arrays;
import org.trialmap.setting.Setting;
import org.trialmap.signal.fft.Fft;

/**
 * The causal kernel of the same length and amplitude response with the least delay, from the real cepstrum (J. O. Smith, Introduction to Digital
 * Filters, appendix "mps.m"; FieldTrip and Syncopy compute it so). Amplitudes below -160 dB are raised to that.
 */
final class MinimumPhase {
    private static final long ZEROS = 1000; // so many times the kernel's length, against aliasing in time
    private static final double FLOOR = 1e-8;

    private MinimumPhase() {}

    static double[] of(double[] taps) {
        int length = length(taps.length);
        Fft fft = Fft.ofLength(length);
        double[] re = Arrays.copyOf(taps, length);
        double[] im = new double[length];
        fft.forward(re, im, 1);
        for (int k = 0; k < length; k++) {
            re[k] = StrictMath.log(Math.max(FLOOR, Math.hypot(re[k], im[k])));
            im[k] = 0;
        }
        fft.inverse(re, im, 1);
        fold(re, im);
        fft.forward(re, im, 1);
        for (int k = 0; k < length; k++) {
            double amplitude = StrictMath.exp(re[k]);
            re[k] = amplitude * StrictMath.cos(im[k]);
            im[k] = amplitude * StrictMath.sin(im[k]);
        }
        fft.inverse(re, im, 1);
        return Arrays.copyOf(re, taps.length);
    }

    /** What lies before time 0 comes behind it: that makes the spectrum minimum-phase. */
    private static void fold(double[] cepstrum, double[] im) {
        int length = cepstrum.length;
        for (int k = 1; k < length / 2; k++) {
            cepstrum[k] += cepstrum[length - k];
            cepstrum[length - k] = 0;
        }
        Arrays.fill(im, 0);
    }

    /** A power of 2. */
    private static int length(int taps) {
        long length = 1;
        while (length < taps * ZEROS) {
            length *= 2;
        }
        if (length > 1 << 26) {
            throw new IllegalArgumentException("A minimum-phase filter of order " + (taps - 1) + " cannot be made. It would need a transform"
                    + " of " + length
                    + " points. Use an " + Setting.ORDER + " up to 60000, or " + Setting.DIRECTION_ONEPASS + ".");
        }
        return (int) length;
    }
}
