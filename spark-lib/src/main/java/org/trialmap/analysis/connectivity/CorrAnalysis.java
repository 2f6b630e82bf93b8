package org.trialmap.analysis.connectivity;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.trialmap.analysis.Padding;
import org.trialmap.analysis.ResultForm;
import org.trialmap.analysis.SumFunction;
import org.trialmap.analysis.SummedMethod;
import org.trialmap.analysis.support.Polyremoval;
import org.trialmap.analysis.support.Samples;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.signal.connectivity.CrossCorrelation;
import org.trialmap.signal.connectivity.PairSums;
import org.trialmap.signal.fft.Detrend;
import org.trialmap.signal.fft.FastLengths;
import org.trialmap.signal.fft.Precision;
import org.trialmap.trial.TrialChunks;

/**
 * Cross-correlation of all trials: {@code connectivityanalysis} with {@code method="corr"}. CrossSpectralData of shape (lag, 1, channel_i, channel_j), float32, or float64 for recordings of float64,
 * int32 and int64; lags of 0 to (L - 1) / 2 samples, L the trials' length; entry (i, j) at a lag: channel i that much later than channel j. {@link CrossCorrelation} has the definition.
 *
 * @param polyremoval how each trial and channel is detrended first; its mean is subtracted by default
 */
public record CorrAnalysis(Detrend polyremoval) implements SummedMethod {
    public CorrAnalysis {
        Objects.requireNonNull(polyremoval, "polyremoval");
    }

    public CorrAnalysis polyremoval(Detrend value) {
        return new CorrAnalysis(value);
    }

    @Override
    public String command() {
        return TaperedSpectra.COMMAND;
    }

    @Override
    public Optional<String> identity() {
        return Optional.of(TaperedSpectra.COMMAND + "/corr");
    }

    @Override
    public Map<String, Object> options() {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("method", "corr");
        options.put("keeptrials", false);
        options.put("polyremoval", Polyremoval.value(polyremoval));
        return options;
    }

    @Override
    public ResultForm form(TrialChunks trials) {
        return ResultForm.crossCorrelation(trials, Samples.result(trials.recording().dtype()), CrossCorrelation.lags(samples(trials)), 0);
    }

    private static int samples(TrialChunks trials) {
        for (int k = 1; k < trials.trials().length; k++) {
            if (trials.samples(k) != trials.samples(0)) {
                throw new IllegalArgumentException("The method corr was asked for of trials of unequal length: trial " + trials.trials()[k] + " has " + trials.samples(k) + " samples and trial "
                        + trials.trials()[0] + " " + trials.samples(0) + ". Their lags are not the same. Select trials of one length with --trials SEL (trials(...)), or a common window with"
                        + " --latency A B (latency(...)).");
            }
        }
        return Math.toIntExact(trials.samples(0));
    }

    private static int length(TrialChunks trials) {
        return FastLengths.from(CrossCorrelation.shortest(samples(trials)));
    }

    /** Spectra without taper, long enough for all lags. */
    private Connectivity spectra(TrialChunks trials) {
        return Connectivity.csd().taper("boxcar").polyremoval(polyremoval).pad(Padding.seconds(length(trials) / trials.recording().samplerateHz()));
    }

    @Override
    public SumFunction function(TrialChunks trials) {
        return spectra(trials).sums(trials, PairSums.CROSS);
    }

    @Override
    public boolean needsAllSlices() {
        return true;
    }

    @Override
    public Finished finish(TrialChunks trials, Sums sums) {
        int channels = trials.channelNames().size();
        double[] values = CrossCorrelation.of(sums.values(), channels, length(trials), samples(trials));
        int[] shape = {CrossCorrelation.lags(samples(trials)), 1, channels, channels};
        return new Finished(form(trials).dtype() == DType.FLOAT64 ? NdArray.of(values, shape) : NdArray.of(Precision.narrow(values), shape));
    }
}
