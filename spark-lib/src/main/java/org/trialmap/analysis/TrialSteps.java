package org.trialmap.analysis;

import java.io.Serializable;
import org.trialmap.analysis.support.KernelCache;
import org.trialmap.analysis.support.Samples;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.signal.fft.Detrend;
import org.trialmap.signal.filter.Amplitude;
import org.trialmap.signal.filter.Hilbert;
import org.trialmap.signal.filter.HilbertOutput;
import org.trialmap.signal.filter.Reference;
import org.trialmap.signal.spectrum.DftFilter;
import org.trialmap.trial.TrialChunk;

/** The steps of {@link Preprocessing} on one trial; {@code reref}, {@code filtering}, {@code noise} and {@code hilbert} may be null. Several steps on float32 are computed in double and rounded once, at the end. */
record TrialSteps(Reference.Rereferencing reref, boolean zscore, Detrend polyremoval, Filtering filtering, DftFilter noise, boolean rectify, HilbertOutput hilbert)
        implements TrialFunction {

    /** The filter and what its design needs to know. */
    record Filtering(Filter filter, double samplerateHz, long shortest) implements Serializable {
        Filter.Pass pass() {
            return KernelCache.get(this, () -> filter.pass(samplerateHz, shortest));
        }
    }

    /** Trials of one length have the same sines. */
    private record Noise(DftFilter filter, int samples, double samplerateHz) {
        static DftFilter.Fit fit(DftFilter filter, TrialChunk trial) {
            return KernelCache.get(new Noise(filter, trial.samples(), trial.samplerateHz()), () -> filter.of(trial.samples(), trial.samplerateHz()));
        }
    }

    /** Trials of one length have the same transform. */
    private record Length(int samples) {
        static Hilbert hilbert(int samples) {
            return KernelCache.get(new Length(samples), () -> Hilbert.ofLength(samples));
        }
    }

    @Override
    public TrialFunction forTask() {
        return new Task();
    }

    @Override
    public NdArray apply(TrialChunk trial) {
        return new Task().apply(trial);
    }

    /** With the tables that trials share. What is filtered only, and the Hilbert transform of float32, goes straight to its place. */
    private final class Task implements TrialFunction {
        private static final long serialVersionUID = 1;
        private final transient Filter.Pass pass = filtering == null ? null : filtering.pass();

        /** Whether float results are made where they belong. */
        private boolean isPlaced(TrialChunk trial) {
            return reref == null && !Samples.areDouble(trial) && (hilbert != null || pass != null && !rectify && !hasOthers());
        }

        /** Steps besides the filter, before the last one. */
        private boolean hasOthers() {
            return zscore || polyremoval != Detrend.NONE || noise != null;
        }

        @Override
        public boolean place(TrialChunk trial, Object array, int at) {
            if (!isPlaced(trial) || trial.before() + trial.after() > 0) {
                return false;
            }
            put(trial, (float[]) array, at);
            return true;
        }

        private void put(TrialChunk trial, float[] array, int at) {
            if (hilbert != null) {
                transform(trial, array, at);
            } else {
                pass.apply(Samples.floats(trial), trial.channels(), array, at);
            }
            FiniteCheck.require(trial, array, at, at + trial.samples() * trial.channels() * numbers(), numbers());
        }

        private int numbers() {
            return hilbert == HilbertOutput.COMPLEX ? 2 : 1;
        }

        /** Without other steps, samples are widened a few at a time. */
        private void transform(TrialChunk trial, float[] array, int at) {
            Hilbert transform = Length.hilbert(trial.samples());
            if (pass != null || hasOthers()) {
                transform.apply(signal(trial), trial.channels(), hilbert, array, at);
            } else {
                transform.apply(Samples.floats(trial), trial.channels(), hilbert, array, at);
            }
        }

        @Override
        public NdArray apply(TrialChunk trial) {
            return Margins.cutOff(trial, withMargins(trial), trial.before(), trial.samples() - trial.before() - trial.after());
        }

        private NdArray withMargins(TrialChunk trial) {
            if (isPlaced(trial)) {
                NdArray placed = NdArray.zeros(numbers() == 2 ? DType.COMPLEX64 : DType.FLOAT32, trial.samples(), trial.channels());
                put(trial, (float[]) placed.data(), 0);
                return placed;
            }
            TrialChunk given = reref == null ? trial : trial.remade(reref.names(), reref.apply(trial.doubles(), trial.channels()));
            NdArray result = Samples.result(trial, all(given), hilbert == HilbertOutput.COMPLEX, given.samples(), given.channels());
            if (result.data() instanceof float[] floats) { // what a double holds
                FiniteCheck.require(given, floats, result.dtype().width());
            }
            return result;
        }

        private double[] scores(TrialChunk trial) {
            double[] rest = polyremoval == Detrend.NONE ? trial.doubles() : polyremoval.remove(trial.doubles(), trial.channels());
            if (polyremoval == Detrend.LINE) {
                FiniteCheck.requireMoreThanALine(trial, rest);
            }
            double[] scores = Amplitude.zscore(rest, trial.channels());
            FiniteCheck.requireVarying(trial, scores);
            return scores;
        }

        /** Before it is rectified or transformed. */
        private double[] signal(TrialChunk trial) {
            int channels = trial.channels();
            double[] x = trial.doubles();
            if (zscore) {
                x = scores(trial);
            }
            if (polyremoval != Detrend.NONE && (pass != null || !zscore)) { // of scores it takes what rounding left, before filters
                x = polyremoval.remove(x, channels);
            }
            if (pass != null) {
                x = pass.apply(x, channels);
            }
            if (noise != null) {
                x = Noise.fit(noise, trial).apply(x, channels);
            }
            FiniteCheck.require(trial, x, 1);
            return x;
        }

        private double[] all(TrialChunk trial) {
            double[] x = signal(trial);
            if (rectify) {
                return Amplitude.rectify(x);
            }
            if (hilbert != null) {
                return Length.hilbert(trial.samples()).apply(x, trial.channels(), hilbert);
            }
            return x == trial.doubles() ? x.clone() : x;
        }
    }
}
