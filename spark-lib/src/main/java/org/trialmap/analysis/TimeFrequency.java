package org.trialmap.analysis;

import java.io.Serializable;
import java.util.Arrays;
import org.trialmap.analysis.support.KernelCache;
import org.trialmap.analysis.support.Samples;
import org.trialmap.array.NdArray;
import org.trialmap.array.Shape;
import org.trialmap.setting.Setting;
import org.trialmap.signal.spectrum.Toi;
import org.trialmap.trial.TrialChunk;
import org.trialmap.trial.TrialChunks;

/** The time-frequency spectrum of one trial: (time, taper, freq, channel). */
record TimeFrequency(Transform transform, int tapers, int frequencies, boolean complex) implements TrialFunction {
    private static final int LARGEST = Integer.MAX_VALUE - 8;

    /** What is computed; equal ones share their tables. */
    interface Transform extends Serializable {
        /** What the tables of trials of so many samples depend on. */
        int length(int samples);

        Kernel kernel(int length);

        /** The samples that become rows. */
        int[] rows(Toi.TrialTime time);
    }

    private record Key(Transform transform, int length) {}

    /** Tables, which threads share. */
    record Kernel(Doubles doubles, Floats floats) {}

    /** From samples x channels to rows x tapers x frequencies x channels. */
    interface Doubles {
        double[] apply(double[] x, int channels, int[] rows);
    }

    /** As {@link Doubles}. */
    interface Floats {
        float[] apply(float[] x, int channels, int[] rows);
    }

    @Override
    public NdArray apply(TrialChunk trial) {
        int length = transform.length(trial.samples());
        Kernel kernel = KernelCache.get(new Key(transform, length), () -> transform.kernel(length));
        int[] rows = transform.rows(new Toi.TrialTime(trial.samples(), trial.samplerateHz(), trial.offset()));
        int[] shape = {rows.length, tapers, frequencies, trial.channels()};
        if (Samples.areDouble(trial)) {
            double[] values = kernel.doubles.apply(trial.doubles(), trial.channels(), rows);
            FiniteCheck.require(trial, values, complex ? 2 : 1);
            return Samples.result(trial, values, complex, shape);
        }
        float[] values = kernel.floats.apply(Samples.floats(trial), trial.channels(), rows);
        FiniteCheck.require(trial, values, complex ? 2 : 1);
        return complex ? NdArray.complex(values, shape) : NdArray.of(values, shape);
    }

    /** Throws {@link IllegalArgumentException} if a task's result is more than an array holds. */
    static ResultForm checked(ResultForm form, TrialChunks trials) {
        for (int k = 0; k < form.rows().length; k++) {
            long[] shape = Shape.concat(Shape.concat(new long[] {form.rows()[k]}, form.core()), new long[] {trials.channelGrid().chunk()});
            double values = Arrays.stream(shape).asDoubleStream().reduce(form.dtype().width(), (a, b) -> a * b);
            if (values > LARGEST) {
                throw new IllegalArgumentException("Trial " + trials.trials()[k] + " would give (time, taper, freq, channel) " + Shape.format(shape) + " "
                        + form.dtype() + " values in one task, more than the " + LARGEST + " numbers that one array holds. Use fewer channels per task"
                        + " (" + Setting.CHAN_PER_WORKER + "), frequencies (" + Setting.FOI + ", " + Setting.FOILIM + ") or times (" + Setting.TOI + ").");
            }
        }
        return form;
    }
}
