package org.trialmap.app.analysis;

import java.util.concurrent.Callable;
import org.trialmap.analysis.data.Convert;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "convert", sortOptions = false, description = "A recording of any format as HDF5 or as a Syncopy container: its trials, or trials around its events.",
        footer = {"", "Example:", "  trialmap convert eeg.vhdr --event S1,S2 --pre 0.2 --post 0.8 --out trials.spy"})
public final class ConvertCommand implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Mixin
    private AnalysisFlags analysis;

    @Override
    public Integer call() throws Exception {
        return analysis.runOnAny(Convert::new, spec.commandLine());
    }
}
