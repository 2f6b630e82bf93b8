package org.trialmap.signal.fft;

import java.util.Arrays;
import org.trialmap.signal.spectrum.Tapers;

/**
 * Spectra of tapered trials: {@code X = rfft(taper * detrended x, N) * scale} for chosen bins. With tapers scaled by {@link Tapers} and the
 * {@link #scale} of the
 * trial's length a cosine of amplitude A peaks at a power of A^2 / 2 (boxcar), whatever N is (the definitions of Syncopy's and FieldTrip's mtmfft).
 *
 * <p>Each channel is computed alone: its bits do not depend on which channels are computed together. An odd N takes about twice the time of an even
 * one. float samples give float results, double ones double; sums (means, lines) run in double or with as many digits. Keep the object for trials of
 * the same length: it holds tables. It may be used by several threads.
 */
public final class MtmFft {
    /** What happens to the tapered samples of a channel (Syncopy's {@code demean_taper}). */
    public enum Tapered {
        AS_THEY_ARE,
        /** Subtracts their mean, for tapers that do not suppress a constant. */
        DEMEANED
    }

    /**
     * What is computed.
     *
     * @param tapers  tapers x samples: one or several, all of the trials' length
     * @param bins    which bins of the transform, in the order of the result; 0 to N / 2
     * @param detrend detrending before tapering
     * @param tapered what is subtracted after it
     * @param scale   of the transform: see {@link MtmFft#scale}
     */
    public record Setup(double[][] tapers, int[] bins, Detrend detrend, Tapered tapered, double scale) {
        public Setup {
            if (tapers.length == 0 || Arrays.stream(tapers).anyMatch(taper -> taper.length != tapers[0].length || taper.length == 0)) {
                throw new IllegalArgumentException(
                        "The " + tapers.length + " tapers do not have one and the same length of at least 1. Every taper weights the"
                                + " samples of a trial. Make them together, for the trial's length.");
            }
        }

        public static Setup of(double[][] tapers, int[] bins, double scale) {
            return new Setup(tapers, bins, Detrend.MEAN, Tapered.AS_THEY_ARE, scale);
        }

        public Setup detrend(Detrend other) {
            return new Setup(tapers, bins, other, tapered, scale);
        }

        public Setup tapered(Tapered other) {
            return new Setup(tapers, bins, detrend, other, scale);
        }

        int samples() {
            return tapers[0].length;
        }
    }

    private final int length;
    private final MtmFftTables tables;
    private final MtmFftFloat floats;
    private final MtmFftDouble doubles;

    private MtmFft(int length, Setup setup) {
        RealFftPlan plan = RealFftPlan.of(length);
        this.length = length;
        this.tables = MtmFftTables.of(plan, setup);
        this.floats = new MtmFftFloat(new RealFftFloat(plan, FftKernels.FLOAT), tables);
        this.doubles = new MtmFftDouble(new RealFftDouble(plan, FftKernels.DOUBLE), tables);
    }

    /**
     * @param length N, the length of the transform; zeros follow the tapered samples
     * @throws IllegalArgumentException if the tapers are longer, or a bin is outside 0 to length / 2
     */
    public static MtmFft ofLength(int length, Setup setup) {
        FftChecks.fits(setup.samples(), FftChecks.length(length));
        for (int bin : setup.bins) {
            if (bin < 0 || bin > length / 2) {
                throw new IllegalArgumentException("Bin " + bin + " was asked for. A transform of length " + length + " has bins 0 to " + length / 2
                        + ". Choose frequencies from 0 to half the samplerate.");
            }
        }
        return new MtmFft(length, setup);
    }

    /** sqrt(2) / (samples * sqrt(length / samples)): the scale of Syncopy's spectra. */
    public static double scale(int samples, int length) {
        return Math.sqrt(2) / (samples * Math.sqrt((double) length / samples));
    }

    /** sqrt(2) / length: FieldTrip's scale, {@code ft_compat}. */
    public static double fieldTripScale(int length) {
        return Math.sqrt(2) / length;
    }

    public int length() {
        return length;
    }

    /** Number of bins of the result. */
    public int bins() {
        return tables.bins().bins().length;
    }

    /**
     * The power, averaged over the tapers: bins x channels.
     *
     * @param x samples x channels, row-major; as many samples as the tapers have
     */
    public float[] power(float[] x, int channels) {
        checkWhole(x.length, channels);
        float[] power = new float[size(1, channels)];
        floats.power(x, 0, channels, power, 0);
        return power;
    }

    /** As {@link #power(float[], int)}. */
    public double[] power(double[] x, int channels) {
        checkWhole(x.length, channels);
        double[] power = new double[size(1, channels)];
        doubles.power(x, 0, channels, power, 0);
        return power;
    }

    /**
     * As {@link #power(float[], int)}, for a trial within a larger array, to a place in a larger array. Repeated calls make no garbage to speak of.
     *
     * @param from    where the trial's first sample is in x
     * @param outFrom where the first of bins x channels values goes
     * @throws IllegalArgumentException if one of the arrays ends too early
     */
    public void power(float[] x, int from, int channels, float[] out, int outFrom) {
        check(x.length, from, channels);
        FftChecks.place(out.length, outFrom, size(1, channels));
        floats.power(x, from, channels, out, outFrom);
    }

    /** As {@link #power(float[], int, int, float[], int)}. */
    public void power(double[] x, int from, int channels, double[] out, int outFrom) {
        check(x.length, from, channels);
        FftChecks.place(out.length, outFrom, size(1, channels));
        doubles.power(x, from, channels, out, outFrom);
    }

    /** Adds, in double, what {@link #power(float[], int, int, float[], int)} gives: for means over trials. */
    public void addPower(float[] x, int from, int channels, double[] sums, int sumsFrom) {
        check(x.length, from, channels);
        FftChecks.place(sums.length, sumsFrom, size(1, channels));
        floats.addPower(x, from, channels, sums, sumsFrom);
    }

    /** As {@link #addPower(float[], int, int, double[], int)}. */
    public void addPower(double[] x, int from, int channels, double[] sums, int sumsFrom) {
        check(x.length, from, channels);
        FftChecks.place(sums.length, sumsFrom, size(1, channels));
        doubles.addPower(x, from, channels, sums, sumsFrom);
    }

    /** One output for every taper: tapers x bins x channels; {@link SpectralOutput#FOURIER} has two numbers for each. */
    public float[] perTaper(SpectralOutput output, float[] x, int channels) {
        checkWhole(x.length, channels);
        float[] result = new float[perTaperSize(output, channels)];
        floats.perTaper(output, x, 0, channels, result, 0);
        return result;
    }

    /** As {@link #perTaper(SpectralOutput, float[], int)}. */
    public double[] perTaper(SpectralOutput output, double[] x, int channels) {
        checkWhole(x.length, channels);
        double[] result = new double[perTaperSize(output, channels)];
        doubles.perTaper(output, x, 0, channels, result, 0);
        return result;
    }

    /** As {@link #perTaper(SpectralOutput, float[], int)}, from and to places in larger arrays. */
    public void perTaper(SpectralOutput output, float[] x, int from, int channels, float[] out, int outFrom) {
        check(x.length, from, channels);
        FftChecks.place(out.length, outFrom, perTaperSize(output, channels));
        floats.perTaper(output, x, from, channels, out, outFrom);
    }

    /** As {@link #perTaper(SpectralOutput, float[], int, int, float[], int)}. */
    public void perTaper(SpectralOutput output, double[] x, int from, int channels, double[] out, int outFrom) {
        check(x.length, from, channels);
        FftChecks.place(out.length, outFrom, perTaperSize(output, channels));
        doubles.perTaper(output, x, from, channels, out, outFrom);
    }

    /** Values that {@link #perTaper(SpectralOutput, float[], int)} gives. */
    private int perTaperSize(SpectralOutput output, int channels) {
        return size(tables.tapers().length * (output == SpectralOutput.FOURIER ? 2 : 1), channels);
    }

    private int size(int parts, int channels) {
        return Math.multiplyExact(Math.multiplyExact(bins(), channels), parts);
    }

    private void checkWhole(int values, int channels) {
        int samples = FftChecks.samples(values, channels);
        if (samples != tables.samples()) {
            throw new IllegalArgumentException("The trial has " + samples + " samples, the tapers have " + tables.samples()
                    + ". Tapers are made for one length. Make others for trials of another length.");
        }
    }

    private void check(int values, int from, int channels) {
        if (channels < 1 || from < 0 || (long) from + (long) tables.samples() * channels > values) {
            throw new IllegalArgumentException("A trial of " + tables.samples() + " samples of " + channels + " channels was asked for at " + from + " of an array of "
                    + values + " values. It is not wholly there. Give the place and the channels of a trial as long as the tapers.");
        }
    }
}
