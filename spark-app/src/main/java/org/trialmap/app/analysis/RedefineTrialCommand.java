package org.trialmap.app.analysis;

import java.util.List;
import java.util.concurrent.Callable;
import org.trialmap.analysis.data.RedefineTrial;
import org.trialmap.app.cli.NumberList;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "redefinetrial", sortOptions = false, description = "Other trials cut from those of a recording, as FieldTrip's ft_redefinetrial: a window, another t = 0, or pieces of one length.",
        footer = {"", "Examples:", "  trialmap redefinetrial eeg.spy --length 1 --overlap 0.5 --out pieces.spy", "  trialmap redefinetrial eeg.spy --toilim -0.2 0.8 --minlength 1 --out window.spy"})
public final class RedefineTrialCommand implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(names = "--toilim", arity = "2", parameterConsumer = NumberList.class, paramLabel = "A B", hideParamSyntax = true, description = "Of each trial what it has from t = A to B seconds, both"
            + " included.")
    private List<Double> toilim;

    @Option(names = "--offset", split = ",", paramLabel = "N[,N..]", description = "Times become N samples later; one number for all selected trials, or one for each.")
    private List<Long> offset;

    @Option(names = "--length", paramLabel = "S", converter = AnalysisConverters.PositiveSeconds.class,
            description = "Pieces of S seconds from each trial's beginning (1, 1s, 500ms); what is left at its end is lost.")
    private Double length;

    @Option(names = "--overlap", paramLabel = "X", description = "Share of a piece that the next one has, too, from 0 to below 1 (default: 0).")
    private double overlap;

    @Option(names = "--minlength", paramLabel = "S", converter = AnalysisConverters.PositiveSeconds.class, description = "Without trials that are shorter than S seconds, after all else.")
    private Double minlength;

    @Mixin
    private AnalysisFlags analysis;

    @Override
    public Integer call() throws Exception {
        return analysis.run(this::method, spec.commandLine());
    }

    RedefineTrial method() {
        return new RedefineTrial(toilim == null ? List.of() : toilim, offset == null ? List.of() : offset, length == null ? 0 : length, overlap, minlength == null ? 0 : minlength);
    }
}
