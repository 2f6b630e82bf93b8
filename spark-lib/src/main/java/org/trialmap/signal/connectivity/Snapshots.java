package org.trialmap.signal.connectivity;

/**
 * The Fourier coefficients of some trials, one snapshot per trial and taper, laid out for {@link PairSums}: frequency x snapshot x channel, real and imaginary parts apart, in double.
 * Reused from block to block; for one thread.
 */
public final class Snapshots {
    private final int frequencies;
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
        this(frequencies, channels, tapers, trials, PairSums.KERNEL);
    }

    Snapshots(int frequencies, int channels, int tapers, int trials, PairKernel kernel) {
        this.frequencies = frequencies;
        this.channels = channels;
        this.tapers = tapers;
        this.capacity = Math.multiplyExact(trials, tapers);
        this.width = kernel.width(channels);
        int values = Math.multiplyExact(Math.multiplyExact(frequencies, capacity), width);
        this.re = new double[values];
        this.im = new double[values];
    }

    /** How many trials there is space for in an array of that many values; at least one. */
    public static int trials(int frequencies, int channels, int tapers, long values) {
        return (int) Math.max(1, values / ((long) frequencies * tapers * PairSums.KERNEL.width(channels)));
    }

    public int frequencies() {
        return frequencies;
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
     * @param fourier tapers x bins x channels, real and imaginary part in turn, as {@link org.trialmap.signal.fft.MtmFft#perTaper} gives them
     * @param first the bin that is frequency 0 here
     * @param bins how many the array has
     */
    public void put(float[] fourier, int first, int bins) {
        requireTrial(fourier.length, first, bins);
        for (int row = 0; row < tapers * frequencies; row++) {
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
        for (int row = 0; row < tapers * frequencies; row++) {
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
        return (row % frequencies * capacity + count + row / frequencies) * width;
    }

    private void requireTrial(int values, int first, int bins) {
        if (isFull() || values != 2 * tapers * bins * channels || first < 0 || first + frequencies > bins) {
            throw new IllegalArgumentException(values + " numbers were given for " + frequencies + " frequencies from bin " + first + " of a trial of " + tapers + " tapers x " + bins
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
