package org.trialmap.signal.spectrum;

import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;
import org.trialmap.array.Decimals;
import org.trialmap.signal.fft.TrialShape;

/** Where in a trial a time-frequency analysis looks (Syncopy's and FieldTrip's {@code toi}). */
public sealed interface Toi extends Serializable {
    /** Every sample. */
    record All() implements Toi {}

    /**
     * Windows that overlap, the first one centred on the first sample.
     *
     * @param share of a window that it has in common with the next one, in [0, 1)
     */
    record Overlap(double share) implements Toi {
        /** @throws IllegalArgumentException if the share is outside [0, 1) */
        public Overlap {
            if (!(share >= 0 && share < 1)) {
                throw new IllegalArgumentException("The overlap of windows is " + share + ". It is a share in [0, 1): windows move on. Correct toi, or use all"
                        + " for a window at every sample.");
            }
        }

        /** Samples from one window to the next. */
        public int step(int window) {
            return Math.max(1, window - (int) Decimals.floor(share * window));
        }
    }

    /**
     * Chosen times, each at its nearest sample (of two the later one), in their order.
     *
     * @param seconds on the trial's time axis
     */
    record Times(List<Double> seconds) implements Toi {
        /** @throws IllegalArgumentException if there are no times, or one is not finite */
        public Times {
            seconds = List.copyOf(seconds);
            if (seconds.isEmpty() || !seconds.stream().allMatch(Double::isFinite)) {
                throw new IllegalArgumentException("The times of interest are " + seconds + ". There is at least one, and all are numbers of seconds. Correct"
                        + " toi.");
            }
        }
    }

    /**
     * The time axis of a trial.
     *
     * @param samples of the trial
     * @param offset  position of the first one relative to the trigger, in samples
     */
    record TrialTime(int samples, double samplerateHz, long offset) {
        /** @throws IllegalArgumentException if there are no samples, or the samplerate is not positive */
        public TrialTime {
            samples = new TrialShape(samples, 1).samples();
            TimeFrequencyChecks.requireSamplerate(samplerateHz);
        }

        public int sample(double seconds) {
            double sample = Decimals.nearest(seconds * samplerateHz) - offset;
            if (!(sample >= 0 && sample < samples)) {
                throw new IllegalArgumentException("The time of interest " + seconds + " s lies outside the trial, which goes from " + offset / samplerateHz + " to "
                        + (offset + samples - 1) / samplerateHz + " s. There are no samples. Correct toi or select other trials.");
            }
            return (int) sample;
        }
    }

    static Toi all() {
        return new All();
    }

    static Toi overlap(double share) {
        return new Overlap(share);
    }

    static Toi times(Double... seconds) {
        return new Times(List.of(seconds));
    }

    /**
     * The samples on which windows are centred, from 0: sample {@code window / 2} of a window lies there. With overlap there are ceil(samples / step)
     * of them, step = window - int(overlap * window).
     *
     * @param window samples of a window
     * @throws IllegalArgumentException if a time lies outside the trial
     */
    default int[] centres(TrialTime time, int window) {
        if (this instanceof Times times) {
            return times.seconds.stream().mapToInt(time::sample).toArray();
        }
        int step = this instanceof Overlap overlap ? overlap.step(window) : 1;
        return IntStream.range(0, (time.samples() - 1) / step + 1).map(k -> k * step).toArray();
    }

    /**
     * The samples at which an analysis without windows of one length (wavelets, superlets) is looked at.
     *
     * @throws IllegalArgumentException for an overlap, or if a time lies outside the trial
     */
    default int[] samples(TrialTime time) {
        return withoutOverlap().centres(time, 1);
    }

    /** The same. Throws {@link IllegalArgumentException} for an overlap, which only windows of one length have. */
    default Toi withoutOverlap() {
        if (this instanceof Overlap overlap) {
            throw new IllegalArgumentException("The times of interest are an overlap of " + overlap.share() + ". Wavelets and superlets have another length at"
                    + " each frequency, so there is nothing to overlap. Use all or times in toi.");
        }
        return this;
    }
}
