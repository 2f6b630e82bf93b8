package org.trialmap.app.analysis;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.trialmap.analysis.Analysis;
import org.trialmap.analysis.AnalysisMethod;
import org.trialmap.analysis.ChunkHint;
import org.trialmap.analysis.NanPolicy;
import org.trialmap.analysis.ResultFile;
import org.trialmap.app.cli.Converters;
import org.trialmap.app.cli.ResultFlags;
import org.trialmap.app.cli.RunFlags;
import org.trialmap.app.cli.SelectionFlags;
import org.trialmap.app.cli.SessionOptions;
import org.trialmap.app.cli.UsageException;
import org.trialmap.support.Suggestions;
import org.trialmap.task.RunOptions;
import org.trialmap.trial.TrialChunks;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What all analyses of a recording have in common: the recording, what of it, and where the result goes. */
final class AnalysisFlags {
    @Parameters(paramLabel = "FILE", arity = "0..1", converter = Converters.InputPaths.class, description = "The recording: HDF5, a Syncopy container, or another format, as EDF.")
    private Path file;

    @Mixin
    private StudyFlags study;

    @Mixin
    private SelectionFlags selection;

    @Option(names = "--nan", paramLabel = "propagate|refuse", converter = AnalysisConverters.NanPolicies.class, description = "Samples that are NaN or infinite. propagate: what"
            + " cannot be computed is NaN, and the trials are listed; a mean leaves them out; refuse: their trials fail (default: propagate).")
    private NanPolicy nan = NanPolicy.PROPAGATE;

    @Mixin
    private ResultFlags result;

    /** Runs a method on what is selected. What it refuses beforehand is wrong usage. */
    int run(Supplier<? extends AnalysisMethod> chosen, CommandLine command) throws IOException {
        return run(chosen, command, (from, notes) -> selection.open("", from, notes));
    }

    /** As {@link #run(Supplier, CommandLine)}; if {@code joined}, results of windows become one recording again. */
    int run(Supplier<? extends AnalysisMethod> chosen, CommandLine command, boolean joined) throws IOException {
        return joined ? run(chosen, command, selection::openJoined) : run(chosen, command);
    }

    /** As {@link #run(Supplier, CommandLine)}, of a recording or a spectrum. */
    int runOnAny(Supplier<? extends AnalysisMethod> chosen, CommandLine command) throws IOException {
        return run(chosen, command, selection::openAny);
    }

    /** As {@link #runOnAny}, of a recording that is cut into other trials. */
    int runOnCut(Supplier<? extends AnalysisMethod> chosen, CommandLine command) throws IOException {
        if (!selection.isCut()) {
            throw new UsageException(
                    "Nothing says where trials begin and end. They are cut around events, or are those of a table. Add --event VALUE[,VALUE] or --trigger CHANNEL with --pre S --post S, or"
                            + " --trialdefinition FILE.");
        }
        return run(chosen, command);
    }

    /** Opens the file. */
    private interface Opening {
        TrialChunks open(Path file, PrintWriter notes) throws IOException;
    }

    private int run(Supplier<? extends AnalysisMethod> chosen, CommandLine command, Opening input) throws IOException {
        RunFlags flags = result.flags();
        RunOptions options = flags.options();
        SessionOptions where = result.session();
        ResultFile out = result.file();
        AnalysisMethod method = RunFlags.checked(chosen);
        if (study.isGiven(file)) {
            return new StudyRun(study.recordings(), result, command).run(options, where, (recording, place) -> planned(method, recording, input, result.file(place), command));
        }
        Planned planned = planned(method, file, input, out, command);
        return new AnalysisCall(result, command).run(planned.work, options, where, planned.hint);
    }

    /** An analysis of one recording, and the hint on how its work is cut. */
    record Planned(AnalysisCall.Work work, IntFunction<Optional<String>> hint) {
        static Planned of(AnalysisMethod method, TrialChunks trials, ResultFile out, NanPolicy nan, SelectionFlags selection) {
            Analysis analysis = RunFlags.checked(() -> Analysis.of(method, trials, out, nan));
            return new Planned(AnalysisCall.Work.of(analysis), slots -> !selection.isChunked() ? Optional.empty() : ChunkHint.of(trials, slots));
        }

        /** Names the trials that a method leaves out. */
        static void report(TrialChunks trials, TrialChunks cut, PrintWriter notes) {
            List<TrialChunks.Dropped> without = cut == trials ? List.of() : cut.recording().withoutTrial();
            if (!without.isEmpty()) {
                boolean one = without.size() == 1;
                TrialChunks.Dropped first = without.get(0);
                String list = Suggestions.list(without.stream().map(trial -> Integer.toString(trial.trial())).toList());
                notes.println("trialmap: "
                        + (one ? "trial " + list + " is left out: " + first.reason() : without.size() + " trials are left out: " + list + " (trial " + first.trial() + ": " + first.reason() + ")")
                        + ".");
            }
        }
    }

    private Planned planned(AnalysisMethod method, Path recording, Opening input, ResultFile out, CommandLine command) throws IOException {
        PrintWriter notes = result.flags().quiet() ? null : command.getErr();
        TrialChunks trials = input.open(recording, notes);
        Planned planned = Planned.of(method, trials, out, nan, selection);
        if (notes != null) {
            Planned.report(trials, method.recut(trials), notes);
        }
        return planned;
    }
}
