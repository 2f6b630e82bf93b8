package org.trialmap.signal;

import java.util.Arrays;

/**
 * Spectra of tapered trials: {@code X = rfft(taper * detrended x, N) * scale} for chosen bins. With tapers scaled by {@link Tapers} and the
 * {@link #scale} of the
 * trial's length a cosine of amplitude A peaks at a power of A^2 / 2 (boxcar), whatever N is (the definitions of Syncopy's and FieldTrip's mtmfft).
 *
 * <p>float samples give float results, double ones double. Keep the object for trials of the same length: it holds tables. It may be used by
 * several threads.
 */
public final class MtmFft {
    /** What is made of a complex value X. */
    public enum Output {
        /** |X|^2. */
        POW,
        /** |X|. */
        ABS,
        /** X, as real and imaginary part in turn. */
        FOURIER,
        REAL,
        IMAG,
        /** In radians, -pi to pi. */
        ANGLE,
        ABSREAL,
        ABSIMAG;

        double of(double re, double im) {
            return switch (this) {
                case POW -> re * re + im * im;
                case ABS -> Math.sqrt(re * re + im * im);
                case REAL -> re;
                case IMAG -> im;
                case ANGLE -> StrictMath.atan2(im, re);
                case ABSREAL -> Math.abs(re);
                case ABSIMAG -> Math.abs(im);
                case FOURIER -> throw new IllegalStateException("a complex value is no real one");
            };
        }
    }

    /** What happens to the tapered samples of a channel (Syncopy's {@code demean_taper}). */
    public enum Tapered {
        AS_THEY_ARE,
        /** Their mean is taken off, for tapers that let a constant through. */
        DEMEANED
    }

    /**
     * What is computed.
     *
     * @param tapers  tapers x samples: one or several, all of the trials' length
     * @param bins    which bins of the transform, in the order of the result; 0 to N / 2
     * @param detrend what is taken off before tapering
     * @param tapered what is taken off after it
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

        /** With tapers that hold the scale, too. */
        Setup scaled(double factor) {
            double[][] scaled = new double[tapers.length][samples()];
            for (int k = 0; k < scaled.length; k++) {
                for (int s = 0; s < scaled[k].length; s++) {
                    scaled[k][s] = tapers[k][s] * scale * factor;
                }
            }
            return new Setup(scaled, bins, detrend, tapered, 1);
        }
    }

    private final int length;
    private final Setup setup;
    private final MtmFftFloat floats;
    private final MtmFftDouble doubles;

    private MtmFft(int length, Setup setup) {
        FftPlan plan = FftPlan.of(length);
        this.length = length;
        this.setup = setup.scaled(0.5); // the transforms come in pairs, twofold
        this.floats = new MtmFftFloat(new RealFftFloat(new FftFloat(plan, FftKernels.FLOAT)));
        this.doubles = new MtmFftDouble(new RealFftDouble(new FftDouble(plan, FftKernels.DOUBLE)));
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

    /**
     * The power, averaged over the tapers: bins x channels.
     *
     * @param x samples x channels, row-major; as many samples as the tapers have
     */
    public float[] power(float[] x, int channels) {
        check(x.length, channels);
        return floats.power(x, channels, setup);
    }

    /** As {@link #power(float[], int)}. */
    public double[] power(double[] x, int channels) {
        check(x.length, channels);
        return doubles.power(x, channels, setup);
    }

    /** One output for every taper: tapers x bins x channels; {@link Output#FOURIER} has two numbers for each. */
    public float[] perTaper(Output output, float[] x, int channels) {
        check(x.length, channels);
        return floats.perTaper(output, x, channels, setup);
    }

    /** As {@link #perTaper(Output, float[], int)}. */
    public double[] perTaper(Output output, double[] x, int channels) {
        check(x.length, channels);
        return doubles.perTaper(output, x, channels, setup);
    }

    private void check(int values, int channels) {
        int samples = FftChecks.samples(values, channels);
        if (samples != setup.samples()) {
            throw new IllegalArgumentException("The trial has " + samples + " samples, the tapers have " + setup.samples()
                    + ". Tapers are made for one length. Make others for trials of another length.");
        }
    }
}
