package org.trialmap.analysis.connectivity;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.trialmap.analysis.Padding;
import org.trialmap.analysis.ResultForm;
import org.trialmap.analysis.SumFunction;
import org.trialmap.analysis.SummedMethod;
import org.trialmap.analysis.TrialMethod;
import org.trialmap.analysis.support.Polyremoval;
import org.trialmap.analysis.support.Samples;
import org.trialmap.array.DType;
import org.trialmap.setting.Setting;
import org.trialmap.signal.connectivity.CrossCorrelation;
import org.trialmap.signal.connectivity.PairSums;
import org.trialmap.signal.fft.Detrend;
import org.trialmap.signal.fft.FastLengths;
import org.trialmap.trial.TrialChunks;

/**
 * Cross-correlation of all trials: {@code connectivityanalysis} with {@code method="corr"}. CrossSpectralData of shape (lag, 1, channel_i, channel_j), float32, or float64 for recordings of float64,
 * int32 and int64; lags of 0 to (L - 1) / 2 samples, L the trials' length; entry (i, j) at a lag: channel i that much later than channel j. {@link CrossCorrelation} has the definition.
 *
 * @param keeptrials whether the result has each trial, normalized by itself, and with as many lags as its own length has; else it is one of all trials
 * @param polyremoval how each trial and channel is detrended first; its mean is subtracted by default
 */
public record CorrAnalysis(boolean keeptrials, Detrend polyremoval) implements SummedMethod {
    public CorrAnalysis {
        Objects.requireNonNull(polyremoval, "polyremoval");
    }

    public CorrAnalysis polyremoval(Detrend value) {
        return new CorrAnalysis(keeptrials, value);
    }

    /** With true the result has each trial; false by default. */
    public CorrAnalysis keeptrials(boolean value) {
        return new CorrAnalysis(value, polyremoval);
    }

    @Override
    public String command() {
        return TrialSpectra.COMMAND;
    }

    @Override
    public Optional<String> identity() {
        return Optional.of(TrialSpectra.COMMAND + "/corr");
    }

    @Override
    public Map<String, Object> options() {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("method", "corr");
        options.put("keeptrials", keeptrials);
        options.put("polyremoval", Polyremoval.value(polyremoval));
        return options;
    }

    @Override
    public ResultForm form(TrialChunks trials) {
        if (keeptrials) {
            return ofEach(trials);
        }
        requireOneLength(trials);
        return ResultForm.crossCorrelation(trials, dtype(trials), CrossCorrelation.lags(longest(trials)), 0);
    }

    private static ResultForm ofEach(TrialChunks trials) {
        int count = trials.count();
        ResultForm one = ResultForm.crossCorrelation(trials, dtype(trials), 1, 0);
        long[] lags = IntStream.range(0, count).mapToLong(k -> CrossCorrelation.lags(Math.toIntExact(trials.samples(k)))).toArray();
        return new ResultForm(one.header(), one.history(), one.dtype(), one.core(), lags, new double[count], one.axis(), trials.trialInfo(), one.toi());
    }

    private static DType dtype(TrialChunks trials) {
        return Samples.result(trials.recording().dtype());
    }

    private static void requireOneLength(TrialChunks trials) {
        for (int k = 1; k < trials.count(); k++) {
            if (trials.samples(k) != trials.samples(0)) {
                throw new IllegalArgumentException("The method corr was asked for of trials of unequal length: trial " + trials.trials()[k] + " has " + trials.samples(k) + " samples and trial "
                        + trials.trials()[0] + " " + trials.samples(0) + ". Their lags are not the same. Select trials of one length with " + Setting.TRIALS + ", or a common window with "
                        + Setting.LATENCY + ".");
            }
        }
    }

    private static int longest(TrialChunks trials) {
        return Math.toIntExact(IntStream.range(0, trials.count()).mapToLong(trials::samples).max().orElseThrow());
    }

    private static int length(TrialChunks trials) {
        return FastLengths.from(CrossCorrelation.shortest(longest(trials)));
    }

    /** Spectra without taper, long enough for all lags. */
    private TrialSpectra spectra(TrialChunks trials) {
        Padding pad = Padding.seconds(length(trials) / trials.recording().samplerateHz());
        return TrialSpectra.of(Connectivity.csd().taper("boxcar").polyremoval(polyremoval).pad(pad).spectra(), trials);
    }

    @Override
    public Optional<TrialMethod> ofEachTrial() {
        return keeptrials ? Optional.of(new EachTrial(this, trials -> new TrialCorrelation(spectra(trials).function(), length(trials), dtype(trials)))) : Optional.empty();
    }

    @Override
    public SumFunction function(TrialChunks trials) {
        return spectra(trials).sums(PairSums.CROSS);
    }

    @Override
    public boolean needsAllSlices() {
        return true;
    }

    @Override
    public Finished finish(TrialChunks trials, Sums sums) {
        return new Finished(TrialCorrelation.of(sums.values(), trials.channelNames().size(), length(trials), longest(trials), dtype(trials)));
    }
}
