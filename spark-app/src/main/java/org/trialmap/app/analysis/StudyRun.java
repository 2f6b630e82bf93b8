package org.trialmap.app.analysis;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.trialmap.app.cli.ErrorReport;
import org.trialmap.app.cli.ExitCode;
import org.trialmap.app.cli.PlainText;
import org.trialmap.app.cli.ResultFlags;
import org.trialmap.app.cli.Session;
import org.trialmap.app.cli.SessionOptions;
import org.trialmap.app.cli.SignalHandler;
import org.trialmap.app.cli.UsageException;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.support.Suggestions;
import org.trialmap.task.RunOptions;
import picocli.CommandLine;

/** One analysis of all recordings of a study, one after the other, in one session. A recording that fails does not stop the others. */
record StudyRun(List<Study.Member> recordings, ResultFlags result, CommandLine command) {

    /** Opens a recording and plans its analysis. */
    @FunctionalInterface
    interface Each {
        AnalysisFlags.Planned plan(Path recording, Path out) throws IOException;
    }

    int run(RunOptions options, SessionOptions where, Each each) throws IOException {
        boolean askedBefore = SignalHandler.isAsked();
        requireSuffix();
        requireOneForATask();
        List<String> failed = new ArrayList<>();
        try (Session session = Session.open(where)) {
            ParallelMap pmap = session.map().options(options);
            for (Study.Member recording : recordings) {
                Path out = result.out().resolveSibling(recording.name() + "_" + result.out().getFileName());
                try {
                    AnalysisFlags.Planned planned = each.plan(recording.file(), out);
                    new AnalysisCall(result, out, command).run(planned.work(), pmap, planned.hint());
                    if (SignalHandler.isAsked() && !askedBefore) {
                        throw new IllegalStateException("The run was stopped after " + recording.name() + ", which is complete. Start the same command with --resume to go on.");
                    }
                } catch (IOException | RuntimeException e) {
                    if (SignalHandler.isAsked() && !askedBefore) {
                        throw e;
                    }
                    failed.add(recording.name());
                    command.getErr().println("trialmap: " + recording.name() + " failed: " + PlainText.of(ErrorReport.text(ErrorReport.unwrapped(e))));
                }
            }
        }
        if (!failed.isEmpty()) {
            throw new IllegalStateException(failed.size() + " of " + recordings.size() + " recordings failed, for the reasons above: " + Suggestions.list(failed) + ". The results of the others are"
                    + " complete. Mend these, and start the same command with --resume.");
        }
        return ExitCode.OK;
    }

    private void requireOneForATask() {
        if (result.flags().task().isPresent() && recordings.size() > 1) {
            throw new UsageException("--run-task " + result.flags().task().getAsInt() + " is a task of one recording, and there are " + recordings.size() + ": "
                    + Suggestions.list(recordings.stream().map(Study.Member::name).toList()) + ". Name one with --subject, or give its file in place of --bids.");
        }
    }

    private void requireSuffix() {
        String name = result.out().getFileName().toString();
        if (!name.matches("[A-Za-z0-9]+\\.[a-z0-9]+")) {
            throw new UsageException("--out " + result.out() + " is given with --bids. Its name is the end of each result's, as BIDS names files, so it has letters and digits only. Name it, for"
                    + " example, " + result.out().resolveSibling("spec.h5") + ".");
        }
    }
}
