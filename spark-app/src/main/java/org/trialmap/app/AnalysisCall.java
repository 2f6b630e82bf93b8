package org.trialmap.app;

import java.io.IOException;
import java.util.Optional;
import java.util.function.IntFunction;
import org.trialmap.analysis.Analysis;
import org.trialmap.analysis.AnalysisRun;
import org.trialmap.parallel.MapHandle;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.task.RunOptions;
import picocli.CommandLine;

/** An analysis that is run, or planned only. Prints the result's path, and nothing else, to stdout. */
record AnalysisCall(Analysis analysis, RunOptions options, ResultFlags result, CommandLine command) {

    /** @param hint on how the work is cut, by the number of slots */
    int run(SessionOptions where, IntFunction<Optional<String>> hint) throws IOException {
        try (Session session = Session.open(where)) {
            ParallelMap pmap = session.map().options(options);
            if (!result.flags().quiet()) {
                hint.apply(pmap.slots()).ifPresent(text -> command.getErr().println("trialmap: " + text));
            }
            if (result.flags().plan()) {
                command.getOut().print(analysis.plan(pmap).describe());
                command.getOut().flush();
                return Main.OK;
            }
            finish(analysis.submit(pmap));
            return Main.OK;
        }
    }

    private void finish(AnalysisRun run) {
        Stop stop = new Stop(command.getErr(), run::cancel);
        try {
            run.join();
        } finally {
            stop.close();
        }
        MapHandle.Progress end = run.progress();
        Run.reportMissing(end.tasks() - end.finished(), end.tasks(), command.getErr());
        command.getOut().println(result.out());
    }
}
