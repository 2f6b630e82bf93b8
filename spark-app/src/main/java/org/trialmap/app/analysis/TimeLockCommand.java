package org.trialmap.app.analysis;

import java.util.List;
import java.util.concurrent.Callable;
import org.trialmap.analysis.AnalysisMethod;
import org.trialmap.analysis.average.TimeLockAnalysis;
import org.trialmap.app.cli.Converters;
import org.trialmap.app.cli.NumberList;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "timelockanalysis", sortOptions = false, description = "Average, variance and covariance of a recording's trials at the same times, with Syncopy's keywords.",
        footer = {"", "Example:", "  trialmap timelockanalysis eeg.h5 --latency -0.2 0.8 --covariance true --out erp.spy"})
public final class TimeLockCommand implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(names = "--covariance", arity = "1", paramLabel = "true|false", converter = Converters.Booleans.class,
            description = "The covariance between channels, too: over time within each trial, averaged"
                    + " over trials (default: false).")
    private boolean covariance;

    @Option(names = "--ddof", preprocessor = Converters.NoneIsNothing.class, paramLabel = "N", description = "The covariance of n samples is divided by n - N (default: 1).")
    private Integer ddof;

    @Option(names = {"--covariance-window", "--covariancewindow"}, arity = "2", parameterConsumer = NumberList.class, paramLabel = "A B", hideParamSyntax = true, description = "Seconds of which the"
            + " covariance is computed, both included (default: the whole trials).")
    private List<Double> window;

    @Option(names = "--keeptrials", arity = "1", paramLabel = "true|false", converter = Converters.Booleans.class, description = "true: the data are all trials, and the covariance is that of each;"
            + " false: the data are the average (default: false).")
    private boolean keeptrials;

    @Mixin
    private AnalysisFlags analysis;

    @Override
    public Integer call() throws Exception {
        return analysis.run(this::method, spec.commandLine());
    }

    AnalysisMethod method() {
        return new TimeLockAnalysis(covariance, ddof == null ? 1 : ddof, window == null ? List.of() : window, keeptrials);
    }
}
