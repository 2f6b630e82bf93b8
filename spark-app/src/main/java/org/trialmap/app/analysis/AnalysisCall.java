package org.trialmap.app.analysis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.IntFunction;
import org.trialmap.analysis.Analysis;
import org.trialmap.analysis.AnalysisRun;
import org.trialmap.app.cli.ExitCode;
import org.trialmap.app.cli.RestartMarker;
import org.trialmap.app.cli.ResultFlags;
import org.trialmap.app.cli.Run;
import org.trialmap.app.cli.Session;
import org.trialmap.app.cli.SessionOptions;
import org.trialmap.app.cli.SignalHandler;
import org.trialmap.app.cli.TasksFailedException;
import org.trialmap.parallel.MapFailedException;
import org.trialmap.parallel.MapHandle;
import org.trialmap.parallel.MapPlan;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.parallel.TaskResult;
import org.trialmap.task.RunOptions;
import picocli.CommandLine;

/** Runs an analysis, or plans it only. Prints the result's path, and nothing else, to stdout. */
record AnalysisCall(ResultFlags result, Path out, CommandLine command) {
    AnalysisCall(ResultFlags result, CommandLine command) {
        this(result, result.out(), command);
    }

    /** What is to be run. */
    interface Work {
        AnalysisRun submit(ParallelMap pmap) throws IOException;

        MapPlan plan(ParallelMap pmap) throws IOException;

        /** What one task computes; nothing is written. */
        TaskResult one(ParallelMap pmap, int task) throws IOException;

        static Work of(Analysis analysis) {
            return new Work() {
                @Override
                public AnalysisRun submit(ParallelMap pmap) throws IOException {
                    return analysis.submit(pmap);
                }

                @Override
                public MapPlan plan(ParallelMap pmap) throws IOException {
                    return analysis.plan(pmap);
                }

                @Override
                public TaskResult one(ParallelMap pmap, int task) throws IOException {
                    return analysis.one(pmap, task);
                }
            };
        }
    }

    /** @param hint on how the work is cut, by the number of slots */
    int run(Work work, RunOptions options, SessionOptions where, IntFunction<Optional<String>> hint) throws IOException {
        try (Session session = Session.open(where)) {
            run(work, session.map().options(options), hint);
            return ExitCode.OK;
        }
    }

    /** As above, where there is a session. */
    void run(Work work, ParallelMap pmap, IntFunction<Optional<String>> hint) throws IOException {
        if (!result.flags().quiet()) {
            hint.apply(pmap.slots()).ifPresent(text -> command.getErr().println("trialmap: " + text));
        }
        if (result.flags().plan()) {
            command.getOut().print(work.plan(pmap).describe());
            command.getOut().flush();
        } else if (result.flags().task().isPresent()) {
            Run.print(() -> one(work, pmap, result.flags().task().getAsInt()), command);
        } else {
            finish(work.submit(pmap));
        }
    }

    private static TaskResult one(Work work, ParallelMap pmap, int task) {
        try {
            return work.one(pmap, task);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of a study, where a task alone is asked for with its recording. */
    private boolean isOneOfMany() {
        return !out.equals(result.out());
    }

    private void finish(AnalysisRun run) throws IOException {
        RestartMarker.begin();
        SignalHandler stop = new SignalHandler(command.getErr(), run::cancel, () -> run.progress().finished());
        try {
            run.join();
        } catch (MapFailedException e) {
            if (isOneOfMany()) {
                throw e;
            }
            throw new TasksFailedException(e);
        } finally {
            stop.close();
        }
        MapHandle.Progress end = run.progress();
        Run.reportMissing(end.tasks() - end.finished(), end.tasks(), command.getErr());
        result.publish(out);
        command.getOut().println(out);
    }
}
