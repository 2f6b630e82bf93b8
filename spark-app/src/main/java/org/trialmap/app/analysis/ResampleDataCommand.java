package org.trialmap.app.analysis;

import java.util.concurrent.Callable;
import org.trialmap.analysis.Resample;
import org.trialmap.analysis.TrialMethod;
import org.trialmap.app.cli.Converters;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "resampledata", sortOptions = false, description = "A recording's trials at a lower samplerate, with Syncopy's keywords.",
        footer = {"", "Example:", "  trialmap resampledata noise.h5 --resamplefs 500 --method resample --out low.h5"})
public final class ResampleDataCommand implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(names = "--resamplefs", paramLabel = "HZ", required = true, description = "The new samplerate.")
    private double resamplefs;

    @Option(names = "--method", paramLabel = "METHOD", converter = AnalysisConverters.Hows.class, description = "resample: low-pass and polyphase, any ratio; downsample:"
            + " every n-th sample (default: resample).")
    private Resample.How method = Resample.How.RESAMPLE;

    @Option(names = "--lpfreq", preprocessor = Converters.NoneIsNothing.class,
            paramLabel = "HZ", description = "Cut-off of the low-pass (default: resample half the new samplerate, downsample no"
                    + " low-pass).")
    private Double lpfreq;

    @Option(names = "--order", preprocessor = Converters.NoneIsNothing.class,
            paramLabel = "N", description = "Order of the low-pass (default: the samples of the shortest trial, at most 1000,"
                    + " but enough for the ratio of the rates).")
    private Integer order;

    @Option(names = "--join", description = "With --windows: the result is one recording again, with the trials that the recording has; a shorter last window is computed, too.")
    private boolean join;

    @Mixin
    private AnalysisFlags analysis;

    @Override
    public Integer call() throws Exception {
        return analysis.run(this::method, spec.commandLine(), join);
    }

    TrialMethod method() {
        Resample resample = Resample.to(resamplefs).method(method);
        resample = lpfreq == null ? resample : resample.lpfreq(lpfreq);
        return order == null ? resample : resample.order(order);
    }
}
