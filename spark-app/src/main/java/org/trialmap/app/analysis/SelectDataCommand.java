package org.trialmap.app.analysis;

import java.util.concurrent.Callable;
import org.trialmap.analysis.data.Convert;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command convert by Syncopy's name. */
@Command(name = "selectdata", sortOptions = false, description = "Some trials, channels, times or frequencies of a recording or a spectrum, as they are, in a file of their own.",
        footer = {"", "Example:", "  trialmap selectdata spec.spy --trials stim=3 --frequency 8 12 --out alpha.spy"})
public final class SelectDataCommand implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Mixin
    private AnalysisFlags analysis;

    @Override
    public Integer call() throws Exception {
        return analysis.runOnAny(Convert::new, spec.commandLine());
    }
}
