package org.trialmap.signal.connectivity;

/**
 * The Fourier coefficients of some trials, one snapshot per trial and taper, laid out for {@link PairSums}: frequency x snapshot x channel, real and imaginary parts apart, in double.
 * Reused from block to block; for one thread.
 */
public final class Snapshots {
    private final int frequencies;
    private final int times;
    private final int channels;
    private final int tapers;
    private final int capacity;
    private final int width;
    private final double[] re;
    private final double[] im;
    private int count;

    /**
     * @param tapers of each trial; the snapshots of a trial follow one another
     * @param trials for how many there is space
     */
    public Snapshots(int frequencies, int channels, int tapers, int trials) {
        this(frequencies, 1, channels, tapers, trials);
    }

    /**
     * Of trials that have spectra at several times.
     *
     * @param times of each trial: those of a frequency follow one another, and count as frequencies in {@link PairSums}
     */
    public Snapshots(int frequencies, int times, int channels, int tapers, int trials) {
        this(frequencies, times, channels, tapers, trials, PairSums.KERNEL);
    }

    Snapshots(int frequencies, int times, int channels, int tapers, int trials, PairKernel kernel) {
        this.frequencies = frequencies;
        this.times = times;
        this.channels = channels;
        this.tapers = tapers;
        this.capacity = Math.multiplyExact(trials, tapers);
        this.width = kernel.width(channels);
        int values = Math.multiplyExact(Math.multiplyExact(Math.multiplyExact(frequencies, times), capacity), width);
        this.re = new double[values];
        this.im = new double[values];
    }

    /**
     * How many trials there is space for in an array of that many values; at least one.
     *
     * @param frequencies as in {@link PairSums}: times of a frequency count as frequencies
     */
    public static int trials(int frequencies, int channels, int tapers, long values) {
        return (int) Math.max(1, values / ((long) frequencies * tapers * PairSums.KERNEL.width(channels)));
    }

    /** As {@link PairSums} counts them: with all times of each. */
    public int frequencies() {
        return frequencies * times;
    }

    public int channels() {
        return channels;
    }

    /** How many trials were put. */
    public int trials() {
        return count / tapers;
    }

    public boolean isFull() {
        return count == capacity;
    }

    /** Forgets all trials. */
    public void clear() {
        count = 0;
    }

    /**
     * Appends a trial.
     *
     * @param fourier times x tapers x bins x channels, real and imaginary part in turn, as {@link org.trialmap.signal.fft.MtmFft#perTaper} gives them
     * @param first the bin that is frequency 0 here
     * @param bins how many the array has
     */
    public void put(float[] fourier, int first, int bins) {
        requireTrial(fourier.length, first, bins);
        for (int row = 0; row < times * tapers * frequencies; row++) {
            int from = from(row, first, bins);
            int to = to(row);
            for (int c = 0; c < channels; c++, from += 2) {
                re[to + c] = fourier[from];
                im[to + c] = fourier[from + 1];
            }
        }
        count += tapers;
    }

    /** As {@link #put(float[], int, int)}. */
    public void put(double[] fourier, int first, int bins) {
        requireTrial(fourier.length, first, bins);
        for (int row = 0; row < times * tapers * frequencies; row++) {
            int from = from(row, first, bins);
            int to = to(row);
            for (int c = 0; c < channels; c++, from += 2) {
                re[to + c] = fourier[from];
                im[to + c] = fourier[from + 1];
            }
        }
        count += tapers;
    }

    private int from(int row, int first, int bins) {
        return 2 * channels * (row / frequencies * bins + first + row % frequencies);
    }

    private int to(int row) {
        int time = row / (tapers * frequencies);
        return ((row % frequencies * times + time) * capacity + count + row / frequencies % tapers) * width;
    }

    private void requireTrial(int values, int first, int bins) {
        if (isFull() || values != 2 * times * tapers * bins * channels || first < 0 || first + frequencies > bins) {
            throw new IllegalArgumentException(
                    values + " numbers were given for " + frequencies + " frequencies from bin " + first + " of a trial of " + (times == 1 ? "" : times + " times x ") + tapers + " tapers x " + bins
                            + " bins x " + channels + " complex values, after " + trials() + " of " + capacity / tapers + " trials. Add up what is there, clear it, and give whole trials.");
        }
    }

    /** What there is of one frequency. */
    Slab slab(int frequency) {
        return new Slab(re, im, frequency * capacity * width, count, tapers, channels, width);
    }

    /**
     * Snapshots x channels of one frequency.
     *
     * @param from where it begins in both arrays
     * @param width values from one snapshot to the next
     */
    record Slab(double[] re, double[] im, int from, int snapshots, int tapers, int channels, int width) {
        int pairs() {
            return Pairs.count(channels);
        }
    }
}
