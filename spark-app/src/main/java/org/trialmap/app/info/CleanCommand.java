package org.trialmap.app.info;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.trialmap.app.cli.Converters;
import org.trialmap.app.cli.ExitCode;
import org.trialmap.store.run.PastRun;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "clean",
        description = "Shows, and with --yes removes, what runs keep that failed, were stopped or killed, and have left no result file. Result files and running runs are never touched.")
public final class CleanCommand implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "What was given to --out: a folder, NAME.spy or NAME.h5.")
    private Path folder;

    @Option(names = "--older-than", paramLabel = "T", required = true, converter = Converters.Times.class, description = "Only runs of which nothing has been written for so long: 7d, 12h, 30m.")
    private Duration age;

    @Option(names = "--yes", description = "Remove them.")
    private boolean yes;

    @Override
    public Integer call() throws Exception {
        Instant limit = Instant.now().minus(age);
        PrintWriter out = spec.commandLine().getOut();
        List<PastRun> old = PastRuns.in(folder).stream().filter(run -> run.isUnfinished() && run.written().isBefore(limit)).toList();
        for (PastRun run : old) {
            if (yes) {
                run.remove();
            }
            out.println((yes ? "removed " : "would remove ") + run.name() + ": " + run.state().word() + ", " + run.finished() + " of " + run.tasks() + " tasks finished, last written "
                    + PastRuns.time(run.written()) + " UTC, " + PastRuns.bytes(run.bytes()) + ", " + run.folder());
            out.flush();
        }
        if (old.isEmpty()) {
            spec.commandLine().getErr().println("trialmap: There is nothing to remove in " + folder + ": no run that old has ended without a result file.");
        } else if (!yes) {
            spec.commandLine().getErr().println("trialmap: Nothing was removed. Add --yes to remove " + (old.size() == 1 ? "this run" : "these " + old.size() + " runs") + " ("
                    + PastRuns.bytes(old.stream().mapToLong(PastRun::bytes).sum()) + "); what " + (old.size() == 1 ? "it has" : "they have") + " finished can then no longer be resumed or gathered.");
        }
        return ExitCode.OK;
    }
}
