package org.trialmap.app.analysis;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.trialmap.analysis.NanPolicy;
import org.trialmap.analysis.ResultFile;
import org.trialmap.analysis.data.Arithmetic;
import org.trialmap.app.cli.Converters;
import org.trialmap.app.cli.NumberList;
import org.trialmap.app.cli.ResultFlags;
import org.trialmap.app.cli.RunFlags;
import org.trialmap.app.cli.SelectionFlags;
import org.trialmap.app.cli.SessionOptions;
import org.trialmap.files.InputPath;
import org.trialmap.task.RunOptions;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "math", sortOptions = false, description = "Arithmetic of two recordings or two spectra, value by value, or of one and a number, as FieldTrip's ft_math.",
        footer = {"", "Examples:", "  trialmap math subtract eeg.spy average.spy --out induced.spy", "  trialmap math multiply volts.spy 1e6 --out microvolts.spy"})
public final class MathCommand implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Parameters(index = "0", paramLabel = "add|subtract|multiply|divide", converter = Operations.class, description = "What is computed.")
    private Arithmetic.Operation operation;

    @Parameters(index = "1", paramLabel = "FILE", converter = Converters.InputPaths.class, description = "A recording or a spectrum.")
    private Path file;

    @Parameters(index = "2", paramLabel = "FILE|NUMBER", description = "The other one, with the same channels, times and frequencies; one trial is taken for each of FILE. Or a number.")
    private String other;

    @Mixin
    private SelectionFlags selection;

    @Option(names = "--nan", paramLabel = "propagate|refuse", converter = AnalysisConverters.NanPolicies.class,
            description = "Samples that are NaN or infinite. propagate: what is made of them is NaN, and the"
                    + " trials are listed; refuse: their trials fail (default: propagate).")
    private NanPolicy nan = NanPolicy.PROPAGATE;

    @Mixin
    private ResultFlags result;

    static final class Operations implements ITypeConverter<Arithmetic.Operation> {
        @Override
        public Arithmetic.Operation convert(String text) {
            return Converters.of(Arithmetic.Operation.class, text);
        }
    }

    @Override
    public Integer call() throws IOException {
        RunFlags flags = result.flags();
        RunOptions options = flags.options();
        SessionOptions where = result.session();
        ResultFile out = result.file();
        PrintWriter notes = flags.quiet() ? null : spec.commandLine().getErr();
        Arithmetic method = NumberList.isNumber(other) ? RunFlags.checked(() -> operation.by(NumberList.value(other)))
                : operation.with(selection.openAny(RunFlags.checked(() -> InputPath.of(other)), notes));
        AnalysisFlags.Planned planned = AnalysisFlags.Planned.of(method, selection.openAny(file, notes), out, nan, selection);
        return new AnalysisCall(result, spec.commandLine()).run(planned.work(), options, where, planned.hint());
    }
}
