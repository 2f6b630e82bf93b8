package org.trialmap.analysis.average;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.LongStream;
import org.trialmap.analysis.ResultForm;
import org.trialmap.analysis.TrialFunction;
import org.trialmap.analysis.TrialMethod;
import org.trialmap.analysis.support.Samples;
import org.trialmap.analysis.support.Units;
import org.trialmap.array.DType;
import org.trialmap.setting.Setting;
import org.trialmap.trial.TrialChunks;

/**
 * A statistic along one axis of each trial: Syncopy's {@code mean}, {@code std}, {@code var}, {@code median} with {@code dim} an axis. The result is of the data's class, the axis having one entry: one
 * time at t = 0; one channel or taper of the statistic's name; or the mean of the frequencies. Computed in double; of the data's type as other results are, {@code std} and {@code var} of complex spectra real.
 *
 * @param statistic what is computed
 * @param dim the axis
 * @param keeptrials all trials, or the mean of their results
 */
public record AxisStatistic(Statistic statistic, Statistic.Axis dim, boolean keeptrials) implements TrialMethod {
    public AxisStatistic {
        Objects.requireNonNull(statistic, "statistic");
        Objects.requireNonNull(dim, "dim");
    }

    public AxisStatistic keeptrials(boolean value) {
        return new AxisStatistic(statistic, dim, value);
    }

    @Override
    public String command() {
        return statistic.toString();
    }

    @Override
    public Optional<String> identity() {
        return Optional.of("statistic/" + statistic);
    }

    @Override
    public Map<String, Object> options() {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("dim", dim.toString());
        options.put("keeptrials", keeptrials);
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
        return statistic == Statistic.VAR ? Units.same(trials).map(Units::squared) : Units.same(trials);
    }

    @Override
    public ResultForm form(TrialChunks trials) {
        require(trials);
        DType dtype = dtype(trials);
        if (!trials.areSpectra()) {
            ResultForm samples = ResultForm.analog(trials, dtype);
            return dim == Statistic.Axis.TIME ? samples.oneTime() : samples.ofChannels(List.of(command()));
        }
        List<String> tapers = dim == Statistic.Axis.TAPER ? List.of(command()) : trials.taper();
        double[] freq = dim == Statistic.Axis.FREQ ? new double[] {Arrays.stream(trials.freq()).average().orElseThrow()} : trials.freq();
        ResultForm spectrum = ResultForm.spectralAsGiven(trials, dtype, tapers, freq);
        return dim == Statistic.Axis.TIME ? spectrum.oneTime() : dim == Statistic.Axis.CHANNEL ? spectrum.ofChannels(List.of(command())) : spectrum;
    }

    private DType dtype(TrialChunks trials) {
        DType given = trials.recording().dtype();
        return statistic == Statistic.MEAN ? Components.same(given) : Samples.real(given);
    }

    private void require(TrialChunks trials) {
        String asked = "The " + statistic + " over " + dim + " was asked for of " + trials.recording().path();
        if (!trials.areSpectra() && (dim == Statistic.Axis.TAPER || dim == Statistic.Axis.FREQ)) {
            throw new IllegalArgumentException(asked + ", a recording, which has the axes time and channel. Take one of them, or trials, with " + Setting.DIM + ", or name a spectrum.");
        }
        TrialsStatistic.requireReal(statistic, trials);
        if (dim == Statistic.Axis.CHANNEL && trials.channelGrid().count() > 1) {
            throw new IllegalArgumentException(
                    asked + " with " + trials.channelGrid().chunk() + " of its " + trials.channelGrid().length() + " channels per task. All of them go into one result. Leave"
                            + " out " + Setting.CHAN_PER_WORKER + ".");
        }
        long fewest = lengths(trials).min().orElseThrow();
        if (fewest < 2 && (statistic == Statistic.VAR || statistic == Statistic.STD)) {
            throw new IllegalArgumentException(
                    asked + ", which has only one entry on this axis, so it would be 0 whatever the data are. Take another axis with " + Setting.DIM + ", or select more.");
        }
    }

    /** Of the axis, in each trial. */
    private LongStream lengths(TrialChunks trials) {
        return switch (dim) {
            case TIME -> LongStream.range(0, trials.count()).map(k -> trials.samples((int) k));
            case TAPER -> LongStream.of(trials.taper().size());
            case FREQ -> LongStream.of(trials.freq().length);
            case CHANNEL -> LongStream.of(trials.channelNames().size());
        };
    }

    @Override
    public TrialFunction function(TrialChunks trials) {
        int rank = trials.areSpectra() ? 4 : 2;
        int axis = switch (dim) {
            case TIME -> 0;
            case TAPER -> 1;
            case FREQ -> 2;
            case CHANNEL -> rank - 1;
        };
        return new AxisFunction(statistic, axis, dtype(trials));
    }
}
