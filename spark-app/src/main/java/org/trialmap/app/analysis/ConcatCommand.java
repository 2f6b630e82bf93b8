package org.trialmap.app.analysis;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.trialmap.analysis.NanPolicy;
import org.trialmap.analysis.ResultFile;
import org.trialmap.analysis.data.Convert;
import org.trialmap.app.cli.Converters;
import org.trialmap.app.cli.ResultFlags;
import org.trialmap.app.cli.RunFlags;
import org.trialmap.app.cli.SelectionFlags;
import org.trialmap.app.cli.SessionOptions;
import org.trialmap.task.RunOptions;
import org.trialmap.trial.Recording;
import org.trialmap.trial.TrialChunks;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "concat", sortOptions = false, description = "Several recordings as one: their trials one after the other, or the channels of the same trials side by side.",
        footer = {"", "Examples:", "  trialmap concat trials run1.spy run2.spy --out both.spy", "  trialmap concat channels eeg.spy eog.spy --out all.spy"})
public final class ConcatCommand implements Callable<Integer> {
    private static final String NAME = "concat";

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Parameters(index = "0", paramLabel = "trials|channels", converter = Axes.class, description = "Along what.")
    private Along along;

    @Parameters(index = "1..*", arity = "2..*", paramLabel = "FILE FILE", converter = Converters.InputPaths.class, description = "Recordings; --trials, --channels and --latency select from each.")
    private List<Path> files;

    @Mixin
    private SelectionFlags selection;

    @Mixin
    private ResultFlags result;

    /** Along what recordings are put together. */
    enum Along {
        TRIALS,
        CHANNELS
    }

    static final class Axes implements ITypeConverter<Along> {
        @Override
        public Along convert(String text) {
            return Converters.of(Along.class, text);
        }
    }

    @Override
    public Integer call() throws IOException {
        RunFlags flags = result.flags();
        RunOptions options = flags.options();
        SessionOptions where = result.session();
        ResultFile out = result.file();
        PrintWriter notes = flags.quiet() ? null : spec.commandLine().getErr();
        List<TrialChunks> parts = new ArrayList<>();
        for (Path file : files) {
            parts.add(selection.open("", file, notes));
        }
        Recording joined = RunFlags.checked(() -> along == Along.TRIALS ? Recording.alongTrials(parts) : Recording.alongChannels(parts));
        AnalysisFlags.Planned planned = AnalysisFlags.Planned.of(new Convert(NAME), selection.cut(joined.chunks()), out, NanPolicy.PROPAGATE, selection);
        return new AnalysisCall(result, spec.commandLine()).run(planned.work(), options, where, planned.hint());
    }
}
