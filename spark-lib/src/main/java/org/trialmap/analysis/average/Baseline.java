package org.trialmap.analysis.average;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.trialmap.analysis.ResultForm;
import org.trialmap.analysis.TrialFunction;
import org.trialmap.analysis.TrialMethod;
import org.trialmap.analysis.support.Samples;
import org.trialmap.analysis.support.Units;
import org.trialmap.array.Decimals;
import org.trialmap.setting.Setting;
import org.trialmap.trial.TrialChunk;
import org.trialmap.trial.TrialChunks;

/**
 * Time-frequency spectra relative to a baseline, of each trial, taper, frequency and channel by itself: FieldTrip's {@code ft_freqbaseline}. The result has the form of the spectrum; float32, or float64 for
 * spectra of float64. Computed in double.
 *
 * @param type what is made of the values and the baseline
 * @param fromSeconds begin of the baseline relative to t = 0, included
 * @param toSeconds its end, included
 */
public record Baseline(Type type, double fromSeconds, double toSeconds) implements TrialMethod {
    /** FieldTrip's {@code baselinetype}; m is the mean over the baseline's times. */
    public enum Type {
        /** {@code x - m}. */
        ABSOLUTE,
        /** {@code (x - m) / m}. */
        RELCHANGE,
        /** {@code x / m}. */
        RELATIVE,
        /** {@code 10 log10(x / m)}. */
        DB,
        /** {@code (x - m) / s}, where s is the population's standard deviation over the baseline's times. */
        ZSCORE;

        /** As in FieldTrip and on the command line. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @throws IllegalArgumentException unless the ends are finite and ascend */
    public Baseline {
        Objects.requireNonNull(type, "type");
        if (!Double.isFinite(fromSeconds) || !Double.isFinite(toSeconds) || fromSeconds > toSeconds) {
            throw new IllegalArgumentException(
                    "The baseline " + fromSeconds + " to " + toSeconds + " s is not possible. It is two finite numbers of seconds, the first not greater than the second. Correct "
                            + Setting.BASELINE + ".");
        }
    }

    /** From and to in seconds relative to t = 0, both included. */
    public static Baseline of(Type type, double fromSeconds, double toSeconds) {
        return new Baseline(type, fromSeconds, toSeconds);
    }

    @Override
    public String command() {
        return "baseline";
    }

    @Override
    public Optional<String> identity() {
        return Optional.of("baseline");
    }

    @Override
    public Map<String, Object> options() {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("baseline", List.of(fromSeconds, toSeconds));
        options.put("baselinetype", type.toString());
        return options;
    }

    @Override
    public boolean takesSpectra() {
        return true;
    }

    @Override
    public boolean isLight() {
        return true;
    }

    @Override
    public Optional<String> unit(TrialChunks trials) {
        return type == Type.ABSOLUTE ? Units.same(trials) : type == Type.DB ? Optional.of("dB") : Optional.empty();
    }

    @Override
    public ResultForm form(TrialChunks trials) {
        String asked = "A baseline was asked for of " + trials.recording().path();
        if (!trials.areSpectra()) {
            throw new IllegalArgumentException(asked + ", a recording. Baselines are of time-frequency spectra: " + Setting.OF_TIME_FREQUENCY + ".");
        }
        if (trials.recording().dtype().isComplex()) {
            throw new IllegalArgumentException(asked + ", whose values are complex (" + trials.recording().dtype() + "). Baselines are of real ones, as power is: " + Setting.OF_POW + ".");
        }
        Times times = times(trials);
        for (int k = 0; k < trials.count(); k++) {
            double first = times.seconds(0, trials.offset(k) + trials.offsetFraction(k));
            double last = times.seconds((int) trials.samples(k) - 1, trials.offset(k) + trials.offsetFraction(k));
            int rows = times.baseline((int) trials.samples(k), trials.offset(k) + trials.offsetFraction(k)).count();
            if (!Decimals.isAtMost(first, fromSeconds) || !Decimals.isAtMost(toSeconds, last)) {
                throw new IllegalArgumentException(
                        "The baseline " + window() + " was asked for, but trial " + trials.trials()[k] + " goes from " + first + " to " + last + " s. It must lie inside each trial."
                                + " Correct " + Setting.BASELINE + ".");
            }
            if (rows < (type == Type.ZSCORE ? 2 : 1)) {
                throw new IllegalArgumentException("The baseline " + window() + " has " + (rows == 0 ? "no time" : "only one time") + " of trial " + trials.trials()[k] + (rows == 0 ? ". "
                        : ", and of one there is no standard deviation. ") + "Widen " + Setting.BASELINE + ".");
            }
        }
        return ResultForm.spectralAsGiven(trials, Samples.real(trials.recording().dtype()), trials.taper(), trials.freq());
    }

    private String window() {
        return fromSeconds + " to " + toSeconds + " s";
    }

    private Times times(TrialChunks trials) {
        return new Times(fromSeconds, toSeconds, trials.recording().samplerateHz(), trials.toi());
    }

    @Override
    public TrialFunction function(TrialChunks trials) {
        return new BaselineFunction(type, times(trials), trials.taper().size(), trials.freq(), Samples.real(trials.recording().dtype()));
    }

    /**
     * Which rows of a trial are the baseline.
     *
     * @param toi seconds of the rows, where they were chosen; else empty
     */
    record Times(double from, double to, double hz, double[] toi) implements Serializable {
        /** From the first to, excluded, the last. */
        record Rows(int first, int end) {
            int count() {
                return Math.max(0, end - first);
            }
        }

        /** @param offset of the trial's first row, in rows */
        double seconds(int row, double offset) {
            return toi.length > 0 ? toi[row] : (offset + row) / hz;
        }

        Rows baseline(int rows, double offset) {
            int first = 0;
            while (first < rows && !Decimals.isAtMost(from, seconds(first, offset))) {
                first++;
            }
            int end = first;
            while (end < rows && Decimals.isAtMost(seconds(end, offset), to)) {
                end++;
            }
            return new Rows(first, end);
        }

        Rows baseline(TrialChunk trial) {
            return baseline(trial.samples(), trial.offset() + trial.offsetFraction());
        }
    }
}
