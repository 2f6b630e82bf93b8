package org.trialmap.signal;

import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Convolutions of the channels of trials of one length with complex wavelets: as many samples as go in, zeros beyond the ends. In double, by transforms
 * of one length for all wavelets: one of each channel, and one inverse for each wavelet, in which real and imaginary part of the response come out
 * together. Each channel is computed alone. May be used by several threads.
 */
final class WaveletBank {
    /** Complex values of wavelets' transforms that are kept; those beyond are computed anew for every block of channels. */
    private static final long MOST_KEPT = 1 << 23;
    /** Limits the work space of long trials, which then have fewer channels side by side. */
    private static final int MOST_VALUES = 1 << 20;

    private final int samples;
    private final List<Wavelet.Plan> wavelets;
    private final Fft fft;
    private final AtomicReferenceArray<Spectrum> kept;

    private record Spectrum(double[] re, double[] im) {}

    /** The response to one wavelet: rows x lanes. */
    record Response(double[] re, double[] im, Lanes lanes) {}

    /** A few channels side by side. */
    record Lanes(int channels, int first, int count) {}

    interface Receiver {
        /** Rows are the trial's samples; the arrays serve the next response again. */
        void take(int wavelet, Response response);
    }

    WaveletBank(int samples, List<Wavelet.Plan> wavelets) {
        this.samples = samples;
        this.wavelets = List.copyOf(wavelets);
        int reach = wavelets.stream().mapToInt(Wavelet.Plan::reach).max().orElse(0);
        this.fft = Fft.ofLength(FastLengths.from(Math.addExact(samples, Math.min(samples - 1, reach))));
        this.kept = new AtomicReferenceArray<>((long) fft.length() * wavelets.size() <= MOST_KEPT ? wavelets.size() : 0);
    }

    int samples() {
        return samples;
    }

    void respond(double[] x, int channels, Receiver receiver) {
        int most = Math.max(1, Math.min(ChannelBlock.MOST_LANES, MOST_VALUES / fft.length()));
        for (int first = 0; first < channels; first += most) {
            respond(x, new Lanes(channels, first, Math.min(most, channels - first)), receiver);
        }
    }

    private void respond(double[] x, Lanes lanes, Receiver receiver) {
        double[] re = new double[fft.length() * lanes.count];
        double[] im = new double[re.length];
        for (int s = 0; s < samples; s++) {
            System.arraycopy(x, s * lanes.channels + lanes.first, re, s * lanes.count, lanes.count);
        }
        fft.forward(re, im, lanes.count);
        Response response = new Response(new double[re.length], new double[re.length], lanes);
        for (int k = 0; k < wavelets.size(); k++) {
            multiply(re, im, spectrum(k), response);
            fft.inverse(response.re, response.im, lanes.count);
            receiver.take(k, response);
        }
    }

    private static void multiply(double[] re, double[] im, Spectrum by, Response into) {
        int lanes = into.lanes.count;
        for (int row = 0; row < by.re.length; row++) {
            double a = by.re[row];
            double b = by.im[row];
            for (int i = row * lanes; i < (row + 1) * lanes; i++) {
                into.re[i] = re[i] * a - im[i] * b;
                into.im[i] = re[i] * b + im[i] * a;
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
