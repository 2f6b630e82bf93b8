package org.trialmap.app.analysis;

import java.util.concurrent.Callable;
import org.trialmap.analysis.average.Statistic;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "itc", sortOptions = false, description = "Inter-trial coherence of complex spectra, as Syncopy's function of that name: how alike the phases of all trials are, from 0 to 1.",
        footer = {"", "Example:", "  trialmap freqanalysis noise.h5 --output fourier --out fourier.spy", "  trialmap itc fourier.spy --out itc.spy"})
public final class ItcCommand implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Mixin
    private AnalysisFlags analysis;

    @Override
    public Integer call() throws Exception {
        return analysis.runOnAny(Statistic::interTrialCoherence, spec.commandLine());
    }
}
