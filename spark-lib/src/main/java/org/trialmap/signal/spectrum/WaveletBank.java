package org.trialmap.signal.spectrum;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.trialmap.signal.fft.FastLengths;
import org.trialmap.signal.fft.Fft;
import org.trialmap.signal.fft.FftBlock;
import org.trialmap.signal.fft.SpareArrays;
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
    /** Wavelets' transforms, real and imaginary parts in turn, with the inverse transform's scale in them. */
    private final AtomicReferenceArray<double[]> kept;
    /** Work space by quarters, as {@link #ffts}. */
    private final SpareArrays<FftBlock[]> spares = new SpareArrays<>();

    /** The response to one wavelet: rows x lanes. The arrays may be overwritten. */
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
        int most = Math.min(channels, Math.max(1, Math.min(ChannelBlock.MOST_LANES, MOST_VALUES / longest)));
        FftBlock[] blocks = spares.take(spare -> fits(spare, most), () -> blocks(most));
        for (int first = 0; first < channels; first += most) {
            respond(x, new Lanes(channels, first, Math.min(most, channels - first)), blocks, receiver);
        }
        spares.giveBack(blocks);
    }

    private FftBlock[] blocks(int most) {
        return Arrays.stream(ffts).map(fft -> fft == null ? null : fft.block(most)).toArray(FftBlock[]::new);
    }

    private static boolean fits(FftBlock[] blocks, int most) {
        return Arrays.stream(blocks).allMatch(block -> block == null || block.most() == most);
    }

    private void respond(double[] x, Lanes lanes, FftBlock[] blocks, Receiver receiver) {
        boolean[] transformed = new boolean[blocks.length];
        for (int k = 0; k < wavelets.size(); k++) {
            int quarter = quarters[k];
            FftBlock block = blocks[quarter];
            if (!transformed[quarter]) {
                transform(x, lanes, block);
                transformed[quarter] = true;
            }
            block.product(spectrum(k));
            block.inverse();
            receiver.take(k, new Response(block.re(), block.im(), lanes));
        }
    }

    private void transform(double[] x, Lanes lanes, FftBlock block) {
        block.width(lanes.count);
        for (int s = 0; s < samples; s++) {
            System.arraycopy(x, s * lanes.channels + lanes.first, block.re(), s * lanes.count, lanes.count);
        }
        Arrays.fill(block.re(), samples * lanes.count, block.rows() * lanes.count, 0);
        Arrays.fill(block.im(), 0, block.rows() * lanes.count, 0);
        block.forward();
        block.keep();
    }

    /** The transform of a wavelet, its centre at 0 and what comes before it at the end. */
    private double[] spectrum(int k) {
        boolean keep = k < kept.length();
        double[] known = keep ? kept.get(k) : null;
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
        double[] spectrum = new double[2 * re.length];
        for (int row = 0; row < re.length; row++) {
            spectrum[2 * row] = re[row] / fft.length();
            spectrum[2 * row + 1] = im[row] / fft.length();
        }
        if (keep) {
            kept.set(k, spectrum);
        }
        return spectrum;
    }
}
