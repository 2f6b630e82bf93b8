package org.trialmap.signal.filter;

import org.trialmap.signal.fft.Fft;
import org.trialmap.signal.fft.Precision;
import org.trialmap.signal.fft.TrialShape;

/**
 * The analytic signal of trials of one length: the real part is the signal, the imaginary part is its Hilbert transform; as
 * {@code scipy.signal.hilbert} along the samples, with transforms of the trial's length. Samples x channels, channels innermost. Computed in
 * double; float32 is widened first and rounded once at the end. Each channel is computed alone; a value that is not finite makes its whole
 * channel NaN. Making one computes tables, so keep it; it may be used by several threads.
 */
public final class Hilbert {
    private final Fft fft;

    private Hilbert(int samples) {
        this.fft = Fft.ofLength(samples);
    }

    /** @throws IllegalArgumentException if there are no samples */
    public static Hilbert ofLength(int samples) {
        return new Hilbert(new TrialShape(samples, 1).samples());
    }

    /**
     * Samples x channels as they come in, for {@link HilbertOutput#COMPLEX} twice as many values: real part, imaginary part, real part, ...
     *
     * @throws IllegalArgumentException if the samples are not a whole number of channels, or the trial has another length than this was made for
     */
    public double[] apply(double[] samples, int channels, HilbertOutput output) {
        TrialShape shape = TrialShape.of(samples.length, channels);
        if (shape.samples() != fft.length()) {
            throw new IllegalArgumentException("A trial has " + shape.samples() + " samples; the Hilbert transform was made for " + fft.length()
                    + ". The transform is as long as the trial. Make another one with Hilbert.ofLength(" + shape.samples() + ").");
        }
        double[] imaginary = output == HilbertOutput.REAL || output == HilbertOutput.ABSREAL ? null : transformed(samples, channels);
        double[] result = new double[output == HilbertOutput.COMPLEX ? Math.multiplyExact(2, samples.length) : samples.length];
        if (output == HilbertOutput.COMPLEX) {
            for (int i = 0; i < samples.length; i++) {
                result[2 * i] = samples[i];
                result[2 * i + 1] = imaginary[i];
            }
        } else {
            for (int i = 0; i < samples.length; i++) {
                result[i] = value(samples[i], imaginary == null ? 0 : imaginary[i], output);
            }
        }
        return result;
    }

    /** As {@link #apply(double[], int, HilbertOutput)}, for float32. */
    public float[] apply(float[] samples, int channels, HilbertOutput output) {
        return Precision.narrow(apply(Precision.widen(samples), channels, output));
    }

    private static double value(double re, double im, HilbertOutput output) {
        return switch (output) {
            case ABS -> magnitude(re, im);
            case REAL -> re;
            case IMAG -> im;
            case ABSREAL -> Math.abs(re);
            case ABSIMAG -> Math.abs(im);
            case ANGLE -> StrictMath.atan2(im, re);
            case COMPLEX -> throw new IllegalArgumentException("A complex value is not one number.");
        };
    }

    private static double magnitude(double re, double im) {
        double square = re * re + im * im;
        return square > 1e-280 && square < 1e280 ? Math.sqrt(square) : Math.hypot(re, im); // hypot is ten times slower
    }

    private double[] transformed(double[] samples, int channels) {
        double[] imaginary = new double[samples.length];
        for (int first = 0; first < channels; first += ChannelBlock.MOST_LANES) {
            int count = Math.min(ChannelBlock.MOST_LANES, channels - first);
            double[] re = new double[fft.length() * count];
            double[] im = new double[re.length];
            for (int s = 0; s < fft.length(); s++) {
                System.arraycopy(samples, s * channels + first, re, s * count, count);
            }
            fft.forward(re, im, count);
            turn(re, im, count);
            fft.inverse(re, im, count);
            for (int s = 0; s < fft.length(); s++) {
                System.arraycopy(re, s * count, imaginary, s * channels + first, count);
            }
        }
        return imaginary;
    }

    /** Positive frequencies by -i, negative ones by i; nothing of 0 and the Nyquist frequency. */
    private static void turn(double[] re, double[] im, int columns) {
        int length = re.length / columns;
        for (int k = 0; k < length; k++) {
            int sign = k == 0 || 2 * k == length ? 0 : 2 * k < length ? 1 : -1;
            for (int i = k * columns; i < (k + 1) * columns; i++) {
                double old = re[i];
                re[i] = sign * im[i];
                im[i] = -sign * old;
            }
        }
    }
}
