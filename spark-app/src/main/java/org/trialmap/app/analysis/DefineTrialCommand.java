package org.trialmap.app.analysis;

import java.util.concurrent.Callable;
import org.trialmap.analysis.data.Convert;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "definetrial", sortOptions = false, description = "Trials of a recording around events or a trigger channel, or those of a table, as they are, in a file of their own.",
        footer = {"", "Examples:", "  trialmap definetrial raw.h5 --trigger STIM --event 1,2 --pre 0.2 --post 0.8 --out trials.spy",
            "  trialmap definetrial raw.spy --trialdefinition trials.csv --out trials.spy"})
public final class DefineTrialCommand implements Callable<Integer> {
    private static final String NAME = "definetrial";

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Mixin
    private AnalysisFlags analysis;

    @Override
    public Integer call() throws Exception {
        return analysis.runOnCut(() -> new Convert(NAME), spec.commandLine());
    }
}
