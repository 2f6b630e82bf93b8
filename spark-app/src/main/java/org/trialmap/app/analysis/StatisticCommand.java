package org.trialmap.app.analysis;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.trialmap.analysis.AnalysisMethod;
import org.trialmap.analysis.average.Statistic;
import org.trialmap.app.cli.Converters;
import org.trialmap.app.cli.QuotedText;
import org.trialmap.app.cli.UsageException;
import org.trialmap.support.Suggestions;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code trialmap mean}, {@code std}, {@code var} and {@code median}: Syncopy's functions of these names. */
public abstract class StatisticCommand implements Callable<Integer> {
    private static final String TRIALS = "trials";
    private static final List<String> DIMS = List.of(TRIALS, "time", "channel", "freq", "taper");

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(names = "--dim", required = true, paramLabel = "DIM", description = "trials, time or channel; of spectra also freq or taper.")
    private String dim;

    @Option(names = "--keeptrials", arity = "1", paramLabel = "true|false", converter = Converters.Booleans.class, description = "false: the mean over trials of what was computed of each (default:"
            + " true).")
    private Boolean keeptrials;

    @Mixin
    private AnalysisFlags analysis;

    private final Statistic statistic;

    private StatisticCommand(Statistic statistic) {
        this.statistic = statistic;
    }

    @Override
    public Integer call() throws Exception {
        return analysis.runOnAny(this::method, spec.commandLine());
    }

    AnalysisMethod method() {
        if (!DIMS.contains(dim)) {
            throw new UsageException("There is no dimension " + QuotedText.of(dim) + "." + Suggestions.of(dim, DIMS) + " They are " + String.join(", ", DIMS) + ". Correct --dim.");
        }
        if (!dim.equals(TRIALS)) {
            return statistic.over(Statistic.Axis.valueOf(dim.toUpperCase(Locale.ROOT))).keeptrials(keeptrials == null || keeptrials);
        }
        if (keeptrials != null && keeptrials) {
            throw new UsageException("--keeptrials true is given with --dim trials, over which the " + statistic + " is computed: one result is left. Leave one of them out.");
        }
        return statistic.overTrials();
    }

    @Command(name = "mean", sortOptions = false, description = "Mean over trials or along an axis, of a recording or a spectrum, with Syncopy's keywords.",
            footer = {"", "Example:", "  trialmap mean spec.spy --dim trials --out average.spy"})
    public static final class Mean extends StatisticCommand {
        public Mean() {
            super(Statistic.MEAN);
        }
    }

    @Command(name = "std", sortOptions = false, description = "Standard deviation over trials or along an axis, of a recording or a spectrum, with Syncopy's keywords.",
            footer = {"", "Example:", "  trialmap std noise.h5 --dim time --out std.spy"})
    public static final class Std extends StatisticCommand {
        public Std() {
            super(Statistic.STD);
        }
    }

    @Command(name = "var", sortOptions = false, description = "Variance over trials or along an axis, of a recording or a spectrum, with Syncopy's keywords.",
            footer = {"", "Example:", "  trialmap var noise.h5 --dim trials --out var.spy"})
    public static final class Var extends StatisticCommand {
        public Var() {
            super(Statistic.VAR);
        }
    }

    @Command(name = "median", sortOptions = false, description = "Median over trials or along an axis, of a recording or a spectrum, with Syncopy's keywords.",
            footer = {"", "Example:", "  trialmap median spec.spy --dim trials --out median.spy"})
    public static final class Median extends StatisticCommand {
        public Median() {
            super(Statistic.MEDIAN);
        }
    }
}
