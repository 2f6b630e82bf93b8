package org.trialmap.analysis;

import java.util.Map;
import java.util.Optional;
import org.trialmap.analysis.model.Fooof;
import org.trialmap.array.NdArray;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.signal.model.FooofOptions;
import org.trialmap.trial.TrialChunks;

/** A method that has a task for each trial, before which {@link HeldTrials#at} is called. */
record HeldMethod(TrialMethod of, HeldTrials held) implements TrialMethod {
    /** Models of the spectra of trials of 100 samples at 1000 Hz. */
    static Fooof models() {
        return Fooof.of(FreqAnalysis.mtmfft().tapsmofrq(12).foilim(5, 200)).fooofOpt(FooofOptions.DEFAULTS.peakWidthLimits(20, 80).maxNPeaks(2));
    }

    @Override
    public String command() {
        return of.command();
    }

    @Override
    public Optional<String> identity() {
        return of.identity().map(name -> "held/" + name);
    }

    @Override
    public Map<String, Object> options() {
        return of.options();
    }

    @Override
    public boolean keeptrials() {
        return of.keeptrials();
    }

    @Override
    public ResultForm form(TrialChunks trials) {
        return of.form(trials);
    }

    @Override
    public TrialFunction function(TrialChunks trials) {
        TrialFunction function = of.function(trials);
        HeldTrials before = held;
        return trial -> {
            before.at(trial.trial());
            return function.apply(trial);
        };
    }

    @Override
    public SummedMethod.Finished ofMean(TrialChunks trials, NdArray mean, ParallelMap pmap) {
        return of.ofMean(trials, mean, pmap);
    }
}
