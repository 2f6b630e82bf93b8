package org.trialmap.signal.spectrum;

import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.trialmap.signal.fft.FastLengths;
import org.trialmap.signal.fft.Fft;
import org.trialmap.signal.filter.ChannelBlock;

/**
 * Convolutions of the channels of trials of one length with complex wavelets: as many samples as go in, zeros beyond the ends. In double, by transforms
 * of few lengths: one of each channel for each length, and one inverse for each wavelet, in which real and imaginary part of the response come out
 * together. Each channel is computed alone. May be used by several threads.
 */
final class WaveletBank {
    /** Complex values of wavelets' transforms that are kept; those beyond are computed again for every block of channels. */
    private static final long MOST_KEPT = 1 << 23;
    /** Limits the work space of long trials, which then have fewer channels side by side. */
    private static final int MOST_VALUES = 1 << 20;

    private static final int QUARTERS = 4;

    private final int samples;
    private final List<Wavelet.Plan> wavelets;
    /** By the quarters of a trial that wavelets reach to one side; those that none needs are missing. */
    private final Fft[] ffts = new Fft[QUARTERS + 1];
    private final int[] quarters;
    private final AtomicReferenceArray<Spectrum> kept;

    private record Spectrum(double[] re, double[] im) {}

    /** The response to one wavelet: rows x lanes. */
    record Response(double[] re, double[] im, Lanes lanes) {
        /** Without the rounding errors that a real wavelet's has as its imaginary part; what is not finite stays so. */
        Response real() {
            for (int i = 0; i < im.length; i++) {
                im[i] = Double.isFinite(re[i]) ? 0 : re[i];
            }
            return this;
        }
    }

    /** A few channels side by side. */
    record Lanes(int channels, int first, int count) {}

    interface Receiver {
        /** Rows are the trial's samples; the arrays serve the next response again. */
        void take(int wavelet, Response response);
    }

    WaveletBank(int samples, List<Wavelet.Plan> wavelets) {
        this.samples = samples;
        this.wavelets = List.copyOf(wavelets);
        this.quarters = wavelets.stream().mapToInt(wavelet -> quarter(Math.min(samples - 1, wavelet.reach()))).toArray();
        long values = 0;
        for (int quarter : quarters) {
            if (ffts[quarter] == null) {
                ffts[quarter] = Fft.ofLength(FastLengths.from(Math.addExact(samples, most(quarter))));
            }
            values += ffts[quarter].length();
        }
        this.kept = new AtomicReferenceArray<>(values <= MOST_KEPT ? wavelets.size() : 0);
    }

    private int quarter(int reach) {
        int quarter = 0;
        while (most(quarter) < reach) {
            quarter++;
        }
        return quarter;
    }

    /** The reach that a length has room for. */
    private int most(int quarter) {
        return (int) ((long) (samples - 1) * quarter / QUARTERS);
    }

    int samples() {
        return samples;
    }

    void respond(double[] x, int channels, Receiver receiver) {
        int longest = 0;
        for (Fft fft : ffts) {
            longest = fft == null ? longest : Math.max(longest, fft.length());
        }
        int most = Math.max(1, Math.min(ChannelBlock.MOST_LANES, MOST_VALUES / longest));
        for (int first = 0; first < channels; first += most) {
            respond(x, new Lanes(channels, first, Math.min(most, channels - first)), receiver);
        }
    }

    private void respond(double[] x, Lanes lanes, Receiver receiver) {
        Spectrum[] signals = new Spectrum[ffts.length];
        Response[] responses = new Response[ffts.length];
        for (int k = 0; k < wavelets.size(); k++) {
            int quarter = quarters[k];
            Fft fft = ffts[quarter];
            if (signals[quarter] == null) {
                signals[quarter] = transform(x, lanes, fft);
                responses[quarter] = new Response(new double[fft.length() * lanes.count], new double[fft.length() * lanes.count], lanes);
            }
            Response response = responses[quarter];
            multiply(signals[quarter], spectrum(k), response);
            fft.inverse(response.re, response.im, lanes.count);
            receiver.take(k, response);
        }
    }

    private Spectrum transform(double[] x, Lanes lanes, Fft fft) {
        double[] re = new double[fft.length() * lanes.count];
        double[] im = new double[re.length];
        for (int s = 0; s < samples; s++) {
            System.arraycopy(x, s * lanes.channels + lanes.first, re, s * lanes.count, lanes.count);
        }
        fft.forward(re, im, lanes.count);
        return new Spectrum(re, im);
    }

    private static void multiply(Spectrum signal, Spectrum by, Response into) {
        int lanes = into.lanes.count;
        for (int row = 0; row < by.re.length; row++) {
            double a = by.re[row];
            double b = by.im[row];
            for (int i = row * lanes; i < (row + 1) * lanes; i++) {
                into.re[i] = signal.re[i] * a - signal.im[i] * b;
                into.im[i] = signal.re[i] * b + signal.im[i] * a;
            }
        }
    }

    /** The transform of a wavelet, its centre at 0 and what comes before it at the end. */
    private Spectrum spectrum(int k) {
        boolean keep = k < kept.length();
        Spectrum known = keep ? kept.get(k) : null;
        if (known != null) {
            return known;
        }
        Wavelet wavelet = wavelets.get(k).wavelet();
        Fft fft = ffts[quarters[k]];
        double[] re = new double[fft.length()];
        double[] im = new double[fft.length()];
        int from = Math.max(0, wavelet.centre() - (samples - 1));
        int to = Math.min(wavelet.re().length, wavelet.centre() + samples);
        for (int i = from; i < to; i++) {
            int row = Math.floorMod(i - wavelet.centre(), fft.length());
            re[row] = wavelet.re()[i];
            im[row] = wavelet.im()[i];
        }
        fft.forward(re, im, 1);
        Spectrum spectrum = new Spectrum(re, im);
        if (keep) {
            kept.set(k, spectrum);
        }
        return spectrum;
    }
}
