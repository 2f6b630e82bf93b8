package org.trialmap.analysis.average;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.trialmap.analysis.ResultForm;
import org.trialmap.analysis.SumFunction;
import org.trialmap.analysis.SummedMethod;
import org.trialmap.analysis.support.Samples;
import org.trialmap.analysis.support.Units;
import org.trialmap.array.DType;
import org.trialmap.array.Shape;
import org.trialmap.setting.Setting;
import org.trialmap.trial.TrialChunks;

/** A statistic over trials, of each number of them. */
record TrialsStatistic(Statistic statistic) implements SummedMethod {
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
        return Map.of("dim", "trials");
    }

    @Override
    public boolean takesSpectra() {
        return true;
    }

    @Override
    public Optional<String> unit(TrialChunks trials) {
        return statistic == Statistic.VAR ? Units.same(trials).map(Units::squared) : Units.same(trials);
    }

    private DType dtype(TrialChunks trials) {
        DType given = trials.recording().dtype();
        return statistic == Statistic.MEAN ? Components.same(given) : Samples.real(given);
    }

    @Override
    public ResultForm form(TrialChunks trials) {
        requireReal(statistic, trials);
        requireEnough(trials.count(), trials);
        return ResultForm.asGiven(trials, dtype(trials)).overTrials(trials);
    }

    /** Complex numbers have no order. */
    static void requireReal(Statistic statistic, TrialChunks trials) {
        if (statistic == Statistic.MEDIAN && trials.recording().dtype().isComplex()) {
            throw new IllegalArgumentException(
                    "The median was asked for of " + trials.recording().path() + ", whose values are complex (" + trials.recording().dtype() + "). They have no order, so none of"
                            + " them is in the middle. Take the mean, or the median of the power (" + Setting.OF_POW + ").");
        }
    }

    private void requireEnough(int count, TrialChunks trials) {
        if (count < 2 && (statistic == Statistic.VAR || statistic == Statistic.STD)) {
            throw new IllegalArgumentException("The " + statistic + " over trials was asked for of " + Selected.of(count, trials) + ". Of one trial it would be 0 whatever the data are. Select"
                    + " more with " + Setting.TRIALS + ".");
        }
    }

    @Override
    public SumFunction function(TrialChunks trials) {
        return statistic == Statistic.MEDIAN ? new MedianRows(Math.toIntExact(trials.samples(0))) : moments(trials);
    }

    private static Moments moments(TrialChunks trials) {
        return new Moments(Math.toIntExact(trials.samples(0)), Math.toIntExact(trials.perSample() * trials.channelNames().size() * trials.recording().dtype().width()), null);
    }

    @Override
    public Sums merge(TrialChunks trials, Sums first, Sums more) {
        if (statistic == Statistic.MEDIAN) {
            return SummedMethod.super.merge(trials, first, more);
        }
        moments(trials).merge(first.from(), first.values(), first.trials(), more.values(), more.trials());
        return new Sums(first.from(), first.to(), first.values(), first.trials() + more.trials());
    }

    @Override
    public Finished finish(TrialChunks trials, Sums sums) {
        requireEnough(sums.trials(), trials);
        int[] shape = Shape.toInt(form(trials).shape());
        shape[0] = sums.slices();
        return new Finished(Components.array(dtype(trials), values(trials, sums), shape));
    }

    private double[] values(TrialChunks trials, Sums sums) {
        if (statistic == Statistic.MEDIAN) {
            return MedianRows.of(trials, sums.from(), sums.to(), sums.trials());
        }
        Moments moments = moments(trials);
        if (statistic == Statistic.MEAN) {
            return moments.mean(sums.values(), sums.slices());
        }
        double[] parts = moments.variance(sums.values(), sums.slices(), sums.trials());
        int width = trials.recording().dtype().width();
        double[] variance = new double[parts.length / width];
        for (int i = 0; i < parts.length; i++) {
            variance[i / width] += parts[i];
        }
        return statistic == Statistic.STD ? Arrays.stream(variance).map(Math::sqrt).toArray() : variance;
    }
}
