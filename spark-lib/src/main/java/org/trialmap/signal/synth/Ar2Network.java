package org.trialmap.signal.synth;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Coupled AR(2) processes {@code x_j[t] = alpha1 x_j[t-1] + alpha2 x_j[t-2] + sum over i of AdjMat(i, j) x_i[t-1] + noise} of unit noise
 * ({@code ar2_network}). As in Syncopy the first two samples are white; unlike there, a network that would grow without limit is refused: making one
 * computes eigenvalues, for hundreds of channels in seconds.
 *
 * @param adjMat   {@code AdjMat}, channels x channels: entry (i, j) is the strength from channel i to channel j
 * @param alpha1   weight of the sample before
 * @param alpha2   weight of the one before that
 * @param settling samples that are left out in front of a trial, so that it begins in the steady state; 0 as Syncopy, 50 with its alphas to settle
 */
public record Ar2Network(List<List<Double>> adjMat, double alpha1, double alpha2, int settling) implements SyntheticSignal {
    /**
     * Syncopy's network (M. Dhamala et al., 2008): two channels, the second one drives the first one with 0.25; alphas 0.55 and -0.8, an oscillation at a
     * fifth of the samplerate.
     */
    public static final Ar2Network DEFAULT = of(new double[][] {{0, 0}, {0.25, 0}});

    /**
     * @throws IllegalArgumentException if the matrix is empty or not square, a number is not finite, the network is not stable, or settling is
     *         negative
     */
    public Ar2Network {
        adjMat = adjMat.stream().map(List::copyOf).toList();
        requireSquare(adjMat);
        Autoregression.requireSettling("ar2_network", settling);
        if (!finite(adjMat, alpha1, alpha2)) {
            throw new IllegalArgumentException("The alphas of ar2_network are " + alpha1 + ", " + alpha2 + "; they or the AdjMat's entries are not all finite"
                    + " numbers. Nothing can be weighted with others. Correct alphas or AdjMat.");
        }
        double root = Ar2Roots.largest(adjMat, alpha1, alpha2);
        if (!(root < 1)) {
            throw new IllegalArgumentException("The ar2_network with alphas " + alpha1 + ", " + alpha2 + " and an AdjMat of " + adjMat.size()
                    + " channels is not stable: its largest root has the magnitude " + root + ". Only below 1 does it not grow without limit. Alone, a channel"
                    + " takes |alpha2| < 1 and |alpha1| < 1 - alpha2. Use smaller alphas or weaker couplings.");
        }
    }

    /** With Syncopy's alphas. */
    public static Ar2Network of(double[][] adjMat) {
        return new Ar2Network(Arrays.stream(adjMat).map(row -> Arrays.stream(row).boxed().toList()).toList(), 0.55, -0.8, 0);
    }

    public Ar2Network alphas(double first, double second) {
        return new Ar2Network(adjMat, first, second, settling);
    }

    public Ar2Network settling(int samples) {
        return new Ar2Network(adjMat, alpha1, alpha2, samples);
    }

    public int channels() {
        return adjMat.size();
    }

    /**
     * A random matrix (Syncopy's {@code mk_RandomAdjMat}, there by default 0.25 and 0.25): each of the possible couplings is there with one probability,
     * and all that come into a channel are equally strong.
     *
     * @param channels    rows and columns, at least 1
     * @param connThresh  {@code conn_thresh}, the probability of a coupling, 0 to 1
     * @param maxCoupling {@code max_coupling}, the sum of all strengths that come into a channel, if there are any; below 0.5 for stability
     * @throws IllegalArgumentException if one of them is out of range
     */
    public static double[][] randomAdjMat(int channels, double connThresh, double maxCoupling, UniformRandomProvider random) {
        if (channels < 1 || !(connThresh >= 0 && connThresh <= 1) || !Double.isFinite(maxCoupling)) {
            throw new IllegalArgumentException("A random AdjMat of " + channels + " channels with conn_thresh = " + connThresh
                    + " and max_coupling = " + maxCoupling + " was asked for. There is at least 1 channel, and conn_thresh is a probability. Correct nChannels, conn_thresh or max_coupling.");
        }
        double[][] adjMat = new double[channels][channels];
        int[] into = new int[channels];
        for (int i = 0; i < channels; i++) {
            for (int j = 0; j < channels; j++) {
                if (random.nextDouble() < connThresh && i != j) {
                    adjMat[i][j] = 1;
                    into[j]++;
                }
            }
        }
        for (double[] row : adjMat) {
            for (int j = 0; j < channels; j++) {
                row[j] *= maxCoupling / Math.max(1, into[j]);
            }
        }
        return adjMat;
    }

    /**
     * Where the spectrum of a single AR(2) process peaks (Syncopy's {@code ar2_peak_freq}), in Hz.
     *
     * @throws IllegalArgumentException if there is no peak between 0 and half the samplerate
     */
    public static double peakHz(double alpha1, double alpha2, double samplerateHz) {
        double cosine = alpha1 * (alpha2 - 1) / (4 * alpha2);
        if (!(alpha2 < 0 && alpha1 * alpha1 + 4 * alpha2 < 0 && Math.abs(cosine) < 1)) {
            throw new IllegalArgumentException("The spectrum of an AR(2) process with alphas " + alpha1 + ", " + alpha2 + " has no peak between 0 and half"
                    + " the samplerate. A rhythm takes complex roots, alpha1^2 < -4 alpha2. Use a more negative alpha2 or a smaller alpha1.");
        }
        return StrictMath.acos(cosine) / (2 * Math.PI) * samplerateHz;
    }

    @Override
    public String function() {
        return "ar2_network";
    }

    @Override
    public Map<String, Object> keywords() {
        Map<String, Object> keywords = new LinkedHashMap<>();
        keywords.put("AdjMat", adjMat);
        keywords.put("alphas", List.of(alpha1, alpha2));
        keywords.put("settling", settling);
        return Collections.unmodifiableMap(keywords);
    }

    @Override
    public float[] trial(int samples, int channels, double samplerateHz, UniformRandomProvider random) {
        SyntheticTrial trial = new SyntheticTrial(function(), samples, channels, samplerateHz);
        if (channels != channels()) {
            throw new IllegalArgumentException("A trial of " + channels + " channels of ar2_network was asked for, the AdjMat has " + channels()
                    + ". Every channel has a row and a column in it. Correct nChannels or AdjMat.");
        }
        return Autoregression.network(adjMat, alpha1, alpha2).trial(trial, settling, random);
    }

    private static void requireSquare(List<List<Double>> adjMat) {
        for (int i = 0; i < adjMat.size(); i++) {
            if (adjMat.get(i).size() != adjMat.size()) {
                throw new IllegalArgumentException("The AdjMat of ar2_network has " + adjMat.size() + " rows, row " + i + " has " + adjMat.get(i).size()
                        + " entries. Entry (i, j) is the strength from channel i to channel j, so the matrix is square. Correct AdjMat.");
            }
        }
        if (adjMat.isEmpty()) {
            throw new IllegalArgumentException("The AdjMat of ar2_network is empty. It has a row and a column for every channel. Correct AdjMat.");
        }
    }

    private static boolean finite(List<List<Double>> adjMat, double alpha1, double alpha2) {
        return Double.isFinite(alpha1) && Double.isFinite(alpha2) && adjMat.stream().flatMap(List::stream).allMatch(Double::isFinite);
    }
}
