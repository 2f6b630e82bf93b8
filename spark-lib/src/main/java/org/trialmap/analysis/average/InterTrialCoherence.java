package org.trialmap.analysis.average;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.trialmap.analysis.ResultForm;
import org.trialmap.analysis.SumFunction;
import org.trialmap.analysis.SummedMethod;
import org.trialmap.analysis.support.Samples;
import org.trialmap.array.DType;
import org.trialmap.array.Shape;
import org.trialmap.setting.Setting;
import org.trialmap.trial.TrialChunk;
import org.trialmap.trial.TrialChunks;

/** Inter-trial coherence of complex spectra: Syncopy's {@code itc}. */
record InterTrialCoherence() implements SummedMethod {
    @Override
    public String command() {
        return "itc";
    }

    @Override
    public Optional<String> identity() {
        return Optional.of("itc");
    }

    @Override
    public Map<String, Object> options() {
        return Map.of();
    }

    @Override
    public boolean takesSpectra() {
        return true;
    }

    @Override
    public ResultForm form(TrialChunks trials) {
        if (!trials.recording().dtype().isComplex()) {
            throw new IllegalArgumentException("Inter-trial coherence was asked for of " + trials.recording().path() + ", " + (trials.areSpectra() ? "a spectrum of " + trials.recording().dtype()
                    : "a recording") + ". It is made of the phases of complex spectra. Compute them with " + Setting.OF_FOURIER + ", and give that result.");
        }
        requireTwo(trials.count(), trials);
        List<String> tapers = trials.taper().size() == 1 ? trials.taper() : List.of("mean");
        return ResultForm.spectralAsGiven(trials, dtype(trials), tapers, trials.freq()).overTrials(trials);
    }

    private static DType dtype(TrialChunks trials) {
        return Samples.real(trials.recording().dtype());
    }

    private static void requireTwo(int count, TrialChunks trials) {
        if (count < 2) {
            throw new IllegalArgumentException(
                    "Inter-trial coherence was asked for of " + Selected.of(count, trials) + ". Of one trial it would be 1 whatever the data are. Select more with " + Setting.TRIALS + ".");
        }
    }

    @Override
    public SumFunction function(TrialChunks trials) {
        return new Directions(Math.toIntExact(trials.samples(0)), Math.toIntExact(2 * trials.perSample() * trials.channelNames().size()));
    }

    /** The sum of z / |z|: rows, real and imaginary parts in turn. */
    record Directions(int slices, int perSlice) implements SumFunction {
        /** Squares of what is between are exact enough. */
        private static final double SMALL = 1e-280;
        private static final double LARGE = 1e280;

        @Override
        public Summation begin(int from, int to) {
            int first = from * perSlice;
            return (trial, sums) -> add(trial, first, sums);
        }

        /** A coefficient of 0 has no direction and adds nothing. */
        private static void add(TrialChunk trial, int first, double[] sums) {
            double[] z = Components.of(trial);
            for (int i = 0; i < sums.length; i += 2) {
                double re = z[first + i];
                double im = z[first + i + 1];
                double square = re * re + im * im;
                double modulus = square > SMALL && square < LARGE ? Math.sqrt(square) : Math.hypot(re, im);
                if (modulus > 0) {
                    sums[i] += re / modulus;
                    sums[i + 1] += im / modulus;
                }
            }
        }
    }

    @Override
    public Finished finish(TrialChunks trials, Sums sums) {
        requireTwo(sums.trials(), trials);
        int tapers = trials.taper().size();
        int perTaper = sums.values().length / sums.slices() / tapers / 2;
        double[] values = new double[sums.slices() * perTaper];
        for (int i = 0; i < values.length; i++) {
            double re = 0;
            double im = 0;
            for (int taper = 0; taper < tapers; taper++) {
                int at = 2 * ((i / perTaper * tapers + taper) * perTaper + i % perTaper);
                re += sums.values()[at];
                im += sums.values()[at + 1];
            }
            values[i] = Math.hypot(re, im) / ((double) tapers * sums.trials());
        }
        int[] shape = Shape.toInt(form(trials).shape());
        shape[0] = sums.slices();
        return new Finished(Components.array(dtype(trials), values, shape));
    }
}
