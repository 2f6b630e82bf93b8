package org.trialmap.analysis.spike;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Map;
import org.trialmap.signal.fft.Detrend;
import org.trialmap.signal.fft.MtmFft;
import org.trialmap.signal.fft.SpectralOutput;
import org.trialmap.signal.spectrum.Tapers;

/**
 * Windows of a recording around spikes.
 *
 * @param first the first sample relative to the spike
 * @param bins of the transform, from 1 on
 */
record SpikeWindows(int first, int length, int[] bins) implements Serializable {
    /** Numbers of each train and channel: how many windows, then the sums of their unit phasors, real and imaginary part of each bin. */
    int perPair() {
        return 1 + 2 * bins.length;
    }

    /** Transforms windows; for one thread. */
    Phases phases(int channels) {
        return new Phases(MtmFft.ofLength(length, MtmFft.Setup.of(Tapers.window("hann", length, length, Map.of()), bins, 1).detrend(Detrend.MEAN)), channels);
    }

    /** Sums of phasors. */
    final class Phases {
        private final MtmFft fft;
        private final int channels;

        private Phases(MtmFft fft, int channels) {
            this.fft = fft;
            this.channels = channels;
        }

        /**
         * Adds the phasors of one spike, unless its window goes beyond the trial; channels with NaN in it are left out.
         *
         * @param trial samples x channels
         * @param spike its sample, from 0 at the trial's first one
         * @param sums gets them from {@code at} on, channel after channel
         * @throws IllegalArgumentException if a channel has no power at a frequency; the message is part of a sentence
         */
        void add(double[] trial, long spike, double[] sums, int at) {
            long from = spike + first;
            if (from < 0 || (from + length) * channels > trial.length) {
                return;
            }
            double[] window = Arrays.copyOfRange(trial, (int) from * channels, (int) (from + length) * channels);
            double[] values = fft.perTaper(SpectralOutput.FOURIER, window, channels);
            for (int c = 0; c < channels; c++) {
                if (!isFinite(window, c)) {
                    continue;
                }
                if (isConstant(window, c)) { // rounding would have phases
                    throw new NoPhaseException(c);
                }
                int own = at + c * perPair();
                sums[own]++;
                for (int b = 0; b < bins.length; b++) {
                    double re = values[2 * (b * channels + c)];
                    double im = values[2 * (b * channels + c) + 1];
                    double magnitude = Math.sqrt(re * re + im * im);
                    if (!(magnitude > 0)) {
                        throw new NoPhaseException(c);
                    }
                    sums[own + 1 + 2 * b] += re / magnitude;
                    sums[own + 2 + 2 * b] += im / magnitude;
                }
            }
        }

        private boolean isConstant(double[] window, int channel) {
            for (int i = channel; i < window.length; i += channels) {
                if (window[i] != window[channel]) {
                    return false;
                }
            }
            return true;
        }

        private boolean isFinite(double[] window, int channel) {
            for (int i = channel; i < window.length; i += channels) {
                if (!Double.isFinite(window[i])) {
                    return false;
                }
            }
            return true;
        }
    }

    /** A channel is constant around a spike. */
    static final class NoPhaseException extends IllegalArgumentException {
        private static final long serialVersionUID = 1;
        private final int channel;

        NoPhaseException(int channel) {
            this.channel = channel;
        }

        int channel() {
            return channel;
        }
    }
}
