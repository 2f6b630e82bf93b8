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
     * @param fourier tapers x frequencies x channels, real and imaginary part in turn, as {@link org.trialmap.signal.fft.MtmFft#perTaper} gives them
     */
    public void put(float[] fourier) {
        requireTrial(fourier.length);
        for (int t = 0, from = 0; t < tapers; t++) {
            for (int f = 0; f < frequencies; f++) {
                int to = (f * capacity + count + t) * width;
                for (int c = 0; c < channels; c++, from += 2) {
                    re[to + c] = fourier[from];
                    im[to + c] = fourier[from + 1];
                }
            }
        }
        count += tapers;
    }

    /** As {@link #put(float[])}. */
    public void put(double[] fourier) {
        requireTrial(fourier.length);
        for (int t = 0, from = 0; t < tapers; t++) {
            for (int f = 0; f < frequencies; f++) {
                int to = (f * capacity + count + t) * width;
                for (int c = 0; c < channels; c++, from += 2) {
                    re[to + c] = fourier[from];
                    im[to + c] = fourier[from + 1];
                }
            }
        }
        count += tapers;
    }

    private void requireTrial(int values) {
        if (isFull() || values != 2 * tapers * frequencies * channels) {
            throw new IllegalArgumentException(values + " numbers were given for a trial of " + tapers + " tapers x " + frequencies + " frequencies x " + channels
                    + " complex values, after " + trials() + " of " + capacity / tapers + " trials. Add up what is there, clear it, and give whole trials.");
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
