package org.trialmap.signal.filter;

import java.util.Arrays;
import org.trialmap.array.Shape;
import org.trialmap.signal.fft.FftBlock;
import org.trialmap.signal.fft.FftChecks;
import org.trialmap.signal.fft.HilbertPlan;
import org.trialmap.signal.fft.SpareArrays;
import org.trialmap.signal.fft.TrialShape;

/**
 * The analytic signal of trials of one length: the real part is the signal, the imaginary part is its Hilbert transform; as
 * {@code scipy.signal.hilbert} along the samples, with transforms of the trial's length. Samples x channels, channels innermost. Computed in
 * double; float32 is widened first and rounded once at the end. Each channel is computed alone; a value that is not finite makes its whole
 * channel NaN. Making one computes tables, so keep it, with its work space; it may be used by several threads.
 */
public final class Hilbert {
    /** Rows whose results are made while they are in the first-level cache. */
    private static final int TILE = 64;

    private final int samples;
    private final HilbertPlan plan;
    private final SpareArrays<FftBlock> spares = new SpareArrays<>();

    private Hilbert(int samples) {
        this.samples = samples;
        this.plan = HilbertPlan.of(samples);
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
        double[] result = new double[Math.multiplyExact(samples.length, output.numbers())];
        apply(samples, samples.length, channels, output, result, 0);
        return result;
    }

    /** As {@link #apply(double[], int, HilbertOutput)}, for float32. */
    public float[] apply(float[] samples, int channels, HilbertOutput output) {
        float[] result = new float[Math.multiplyExact(samples.length, output.numbers())];
        apply(samples, samples.length, channels, output, result, 0);
        return result;
    }

    /** As {@link #apply(float[], int, HilbertOutput)}, to a place in a larger array. */
    public void apply(float[] samples, int channels, HilbertOutput output, float[] out, int outFrom) {
        FftChecks.place(out.length, outFrom, Math.multiplyExact(samples.length, output.numbers()));
        apply(samples, samples.length, channels, output, out, outFrom);
    }

    /** As {@link #apply(float[], int, HilbertOutput, float[], int)}, of samples in double, rounded. */
    public void apply(double[] samples, int channels, HilbertOutput output, float[] out, int outFrom) {
        FftChecks.place(out.length, outFrom, Math.multiplyExact(samples.length, output.numbers()));
        apply(samples, samples.length, channels, output, out, outFrom);
    }

    /** Both arrays are of float or double. */
    private void apply(Object x, int values, int channels, HilbertOutput output, Object out, int outFrom) {
        TrialShape shape = TrialShape.of(values, channels);
        if (shape.samples() != samples) {
            throw new IllegalArgumentException("A trial has " + shape.samples() + " samples; the Hilbert transform was made for " + samples
                    + ". The transform is as long as the trial. Make another one with Hilbert.ofLength(" + shape.samples() + ").");
        }
        int most = plan.lanes(channels);
        FftBlock block = spares.take(spare -> spare.most() == most, () -> plan.block(most));
        double[] signal = new double[Shape.size(TILE, most)];
        for (int first = 0; first < channels; first += most) {
            block.width(Math.min(most, channels - first));
            Part part = new Part(x, channels, first, block.width());
            if (!output.isOfTheSignal()) {
                transform(part, block);
            }
            put(part, block, signal, output, out, outFrom);
        }
        spares.giveBack(block);
    }

    /** A few channels. */
    private record Part(Object x, int channels, int first, int lanes) {
        /** Some rows of every {@code each}-th sample. */
        void take(int sample, int each, int rows, double[] into, int at) {
            LaneCopies.take(x, sample * channels + first, each * channels, rows, lanes, into, at);
        }
    }

    private void transform(Part part, FftBlock block) {
        int each = plan.samplesPerRow();
        for (int begin = 0; begin < plan.rows(); begin += TILE) {
            int rows = Math.min(TILE, plan.rows() - begin);
            part.take(each * begin, each, rows, block.re(), begin * part.lanes);
            if (each == 2) {
                part.take(each * begin + 1, each, rows, block.im(), begin * part.lanes);
            }
        }
        if (each == 1) {
            Arrays.fill(block.im(), 0, plan.rows() * part.lanes, 0);
        }
        plan.apply(block);
    }

    private void put(Part part, FftBlock block, double[] signal, HilbertOutput output, Object out, int outFrom) {
        int each = plan.samplesPerRow();
        int numbers = output.numbers();
        for (int begin = 0; begin < plan.rows(); begin += TILE) {
            int rows = Math.min(TILE, plan.rows() - begin);
            for (int sample = each * begin; sample < each * (begin + 1); sample++) {
                double[] turned = sample == each * begin ? block.re() : block.im();
                part.take(sample, each, rows, signal, 0);
                output.values(signal, turned, begin * part.lanes, rows * part.lanes);
                int to = outFrom + (sample * part.channels + part.first) * numbers;
                if (numbers == 2) {
                    LaneCopies.put(signal, 0, rows, part.lanes, out, to, numbers, each * part.channels * numbers);
                }
                LaneCopies.put(turned, begin * part.lanes, rows, part.lanes, out, to + numbers - 1, numbers, each * part.channels * numbers);
            }
        }
    }
}
