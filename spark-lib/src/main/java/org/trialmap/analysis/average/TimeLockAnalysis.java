package org.trialmap.analysis.average;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.trialmap.analysis.ResultForm;
import org.trialmap.analysis.SumFunction;
import org.trialmap.analysis.SummedMethod;
import org.trialmap.analysis.support.Samples;
import org.trialmap.analysis.support.SecondPass;
import org.trialmap.analysis.support.Units;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.parallel.MapFailedException;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.setting.Setting;
import org.trialmap.task.OnError;
import org.trialmap.task.RunOptions;
import org.trialmap.trial.TrialChunks;

/**
 * Average, variance and covariance of trials at the same times: Syncopy's and FieldTrip's {@code timelockanalysis}. TimeLockData (time, channel), float32, or float64 for recordings of float64,
 * int32 and int64, with the further datasets {@code avg} and {@code var} (time, channel), over trials, the variance being the population's (divided by the number of trials), and if asked for
 * {@code cov} (channel, channel): over time within each trial, averaged over trials. The data are the average, one trial, or the trials themselves.
 *
 * @param covariance whether the covariance is computed; not by default
 * @param ddof the covariance of a trial's n samples is divided by n - ddof; 1 by default
 * @param covarianceWindow from and to in seconds relative to t = 0, both included, of which the covariance is computed; empty, the default: the whole trials
 * @param keeptrials whether the data are all trials, and {@code cov} is that of each: (trial, channel, channel), where trials with NaN have NaN. Not by default
 */
public record TimeLockAnalysis(boolean covariance, int ddof, List<Double> covarianceWindow, boolean keeptrials) implements SummedMethod {
    private static final String COMMAND = "timelockanalysis";

    /** @throws IllegalArgumentException if {@code ddof} is negative, the window no two ascending finite numbers, or one of them is given without covariance */
    public TimeLockAnalysis {
        covarianceWindow = List.copyOf(covarianceWindow);
        if (ddof < 0) {
            throw new IllegalArgumentException("The covariance of n samples was asked for with a divisor of n - " + ddof + ", ddof being negative. It is 1 for the unbiased estimate, 0 for the"
                    + " mean product. Correct " + Setting.DDOF + ".");
        }
        if (!covarianceWindow.isEmpty() && !isWindow(covarianceWindow)) {
            throw new IllegalArgumentException("The covariance was asked for of the window " + covarianceWindow + " s. It is two finite numbers of seconds, the first not greater than the second."
                    + " Correct " + Setting.COVARIANCE_WINDOW + ".");
        }
        if (!covariance && (ddof != 1 || !covarianceWindow.isEmpty())) {
            throw new IllegalArgumentException((ddof != 1 ? "ddof " + ddof : "The covariance window " + covarianceWindow + " s") + " is given, but no covariance is computed, so it would change"
                    + " nothing. Add " + Setting.COVARIANCE + ", or leave it out.");
        }
    }

    private static boolean isWindow(List<Double> window) {
        return window.size() == 2 && Double.isFinite(window.get(0)) && Double.isFinite(window.get(1)) && window.get(0) <= window.get(1);
    }

    /** Average and variance. */
    public static TimeLockAnalysis average() {
        return new TimeLockAnalysis(false, 1, List.of(), false);
    }

    /** Average, variance and covariance. */
    public static TimeLockAnalysis withCovariance() {
        return new TimeLockAnalysis(true, 1, List.of(), false);
    }

    public TimeLockAnalysis ddof(int value) {
        return new TimeLockAnalysis(covariance, value, covarianceWindow, keeptrials);
    }

    /** Seconds relative to t = 0, both included. */
    public TimeLockAnalysis covarianceWindow(double from, double to) {
        return new TimeLockAnalysis(covariance, ddof, List.of(from, to), keeptrials);
    }

    public TimeLockAnalysis keeptrials(boolean value) {
        return new TimeLockAnalysis(covariance, ddof, covarianceWindow, value);
    }

    @Override
    public String command() {
        return COMMAND;
    }

    @Override
    public Optional<String> identity() {
        return Optional.of(COMMAND);
    }

    @Override
    public Map<String, Object> options() {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("covariance", covariance);
        options.put("ddof", ddof);
        options.put("covariancewindow", covarianceWindow.isEmpty() ? null : covarianceWindow);
        options.put("keeptrials", keeptrials);
        return options;
    }

    @Override
    public Optional<String> unit(TrialChunks trials) {
        return Units.same(trials);
    }

    @Override
    public ResultForm form(TrialChunks trials) {
        ResultForm each = ResultForm.timeLock(trials, Samples.result(trials.recording().dtype()));
        requireTwo(trials.count(), trials);
        if (covariance) {
            window(trials);
        }
        return keeptrials ? each : each.overTrials(trials);
    }

    private static void requireTwo(int count, TrialChunks trials) {
        if (count < 2) {
            throw new IllegalArgumentException(
                    "timelockanalysis was asked for of " + Selected.of(count, trials) + ". The variance over trials is of at least 2. Select more with " + Setting.TRIALS + ".");
        }
    }

    private CovarianceWindow window(TrialChunks trials) {
        return CovarianceWindow.of(covarianceWindow, ddof, trials);
    }

    @Override
    public SumFunction function(TrialChunks trials) {
        return moments(trials);
    }

    private Moments moments(TrialChunks trials) {
        return new Moments(Math.toIntExact(trials.samples(0)), trials.channelNames().size(), covariance ? window(trials) : null);
    }

    @Override
    public boolean needsAllSlices() {
        return true;
    }

    @Override
    public Sums merge(TrialChunks trials, Sums first, Sums more) {
        moments(trials).merge(first.from(), first.values(), first.trials(), more.values(), more.trials());
        return new Sums(first.from(), first.to(), first.values(), first.trials() + more.trials());
    }

    @Override
    public Finished finish(TrialChunks trials, Sums sums) {
        return finish(trials, sums, ParallelMap.serial().progress(RunOptions.Progress.HIDDEN));
    }

    @Override
    public Finished finish(TrialChunks trials, Sums sums, ParallelMap pmap) {
        requireTwo(sums.trials(), trials);
        Moments moments = moments(trials);
        DType dtype = Samples.result(trials.recording().dtype());
        int channels = trials.channelNames().size();
        NdArray average = Components.array(dtype, moments.mean(sums.values(), moments.samples()), moments.samples(), channels);
        Map<String, NdArray> datasets = new LinkedHashMap<>();
        datasets.put("avg", average);
        datasets.put("var", Components.array(dtype, moments.variance(sums.values(), moments.samples(), sums.trials()), moments.samples(), channels));
        if (covariance) {
            datasets.put("cov", keeptrials ? covariances(dtype, trials, pmap) : Components.array(dtype, moments.covariance(sums.values(), sums.trials()), channels, channels));
        }
        return new Finished(average, datasets);
    }

    /** Of each trial, which is a task; they are read once more. */
    private NdArray covariances(DType dtype, TrialChunks trials, ParallelMap pmap) {
        int channels = trials.channelNames().size();
        int count = trials.count();
        if ((long) count * channels * channels > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("The covariances of " + count + " trials with " + channels + " channels were asked for, more numbers than one array in memory holds. Select fewer"
                    + " channels with " + Setting.CHANNELS + ", or take their mean with " + Setting.KEEPTRIALS.with(false) + ".");
        }
        CovarianceWindow window = window(trials);
        double[] all = new double[count * channels * channels];
        try {
            int k = 0;
            for (double[] packed : pmap.name("covariances").onError(OnError.FAIL).over(trials).collect(window::packed)) {
                CovarianceWindow.unpack(packed, channels, 1, all, k++ * channels * channels);
            }
        } catch (MapFailedException e) {
            throw SecondPass.failed("The second pass over the trials, for the covariance of each,", e);
        }
        return Components.array(dtype, all, count, channels, channels);
    }
}
