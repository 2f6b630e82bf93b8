package org.trialmap.signal.spectrum;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Map;
import org.trialmap.array.Decimals;

/**
 * The window of a time-frequency analysis (Syncopy's and FieldTrip's {@code t_ftimwin}) and its tapers.
 *
 * @param tFtimwin     {@code t_ftimwin}, the length in seconds
 * @param samplerateHz samples per second
 */
public record SlidingWindow(double tFtimwin, double samplerateHz) implements Serializable {
    /** @throws IllegalArgumentException if the samplerate is not positive or the window shorter than a sample */
    public SlidingWindow {
        TimeFrequencyChecks.requireSamplerate(samplerateHz);
        double samples = Decimals.whole(tFtimwin * samplerateHz);
        if (!(samples >= 1 && samples < Integer.MAX_VALUE)) {
            throw new IllegalArgumentException("The window of t_ftimwin = " + tFtimwin + " s has " + samples + " samples at " + samplerateHz + " Hz. It has at"
                    + " least 1, and no more than a trial. Correct t_ftimwin.");
        }
    }

    /** t_ftimwin * samplerate, cut to whole samples: those of the decimals, where Syncopy has int(0.57 * 100) = 56. */
    public int samples() {
        return (int) Decimals.floor(tFtimwin * samplerateHz);
    }

    /** A window of {@link Windows}, symmetric, times {@code sqrt(4/3 * samples / sum)} ({@code boxcar}: as it is): 1 x samples. */
    public double[][] taper(String name, Map<String, Double> parameters) {
        return Tapers.window(name, samples(), samples(), parameters);
    }

    /**
     * Periodic Slepian tapers of a half bandwidth, times sqrt(samples): tapers x samples. Their number follows from the window, NW = tapsmofrq *
     * t_ftimwin (Syncopy takes the trial's length instead, which widens the band by the ratio of the two).
     */
    public double[][] slepian(double tapsmofrq) {
        return slepian(tapsmofrq, 0);
    }

    /** As {@link #slepian(double)}, so many of them; 0: as many as follow from the window. */
    public double[][] slepian(double tapsmofrq, int nTaper) {
        Tapers.Slepian rule = Tapers.Slepian.ofHalfBandwidthHz(tapsmofrq, samples(), samplerateHz);
        double[][] tapers = Tapers.periodicSlepian(samples(), nTaper == 0 ? rule : new Tapers.Slepian(rule.nw(), nTaper));
        double scale = Math.sqrt(samples());
        return Arrays.stream(tapers).map(taper -> Arrays.stream(taper).map(value -> value * scale).toArray()).toArray(double[][]::new);
    }

    /** @throws IllegalArgumentException if the trial is shorter than the window */
    public void requireFits(int trialSamples) {
        if (samples() > trialSamples) {
            throw new IllegalArgumentException("The window of t_ftimwin = " + tFtimwin + " s has " + samples() + " samples at " + samplerateHz
                    + " Hz, the trial has " + trialSamples + ". A window is no longer than the trial. Use a shorter t_ftimwin or select longer trials"
                    + " (latency).");
        }
    }
}
