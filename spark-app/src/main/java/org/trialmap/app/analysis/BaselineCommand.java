package org.trialmap.app.analysis;

import java.util.List;
import java.util.concurrent.Callable;
import org.trialmap.analysis.AnalysisMethod;
import org.trialmap.analysis.average.Baseline;
import org.trialmap.app.cli.Converters;
import org.trialmap.app.cli.NumberList;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "baseline", sortOptions = false, description = "Time-frequency spectra relative to a baseline, as FieldTrip's ft_freqbaseline.",
        footer = {"", "Example:", "  trialmap baseline spec.spy --baseline -0.5 -0.1 --baselinetype db --out db.spy"})
public final class BaselineCommand implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(names = "--baseline", required = true, arity = "2", parameterConsumer = NumberList.class, paramLabel = "A B", hideParamSyntax = true,
            description = "Seconds of the baseline relative to t = 0,"
                    + " both included.")
    private List<Double> baseline;

    @Option(names = "--baselinetype", paramLabel = "TYPE", converter = Types.class,
            description = "absolute: minus the baseline's mean (default); relchange: that by the mean; relative: by the mean; db: 10"
                    + " log10 of that; zscore: minus the mean, by the standard deviation.")
    private Baseline.Type type = Baseline.Type.ABSOLUTE;

    @Mixin
    private AnalysisFlags analysis;

    static final class Types implements ITypeConverter<Baseline.Type> {
        @Override
        public Baseline.Type convert(String text) {
            return Converters.of(Baseline.Type.class, text);
        }
    }

    @Override
    public Integer call() throws Exception {
        return analysis.runOnAny(this::method, spec.commandLine());
    }

    AnalysisMethod method() {
        return Baseline.of(type, baseline.get(0), baseline.get(1));
    }
}
