package org.trialmap.app.info;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.trialmap.app.cli.ExitCode;
import org.trialmap.store.run.PastRun;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "log", description = "Lists the runs of a result folder, the newest first: states, dates (UTC), sizes.")
public final class LogCommand implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "What was given to --out: a folder, NAME.spy or NAME.h5.")
    private Path folder;

    @Override
    public Integer call() throws Exception {
        List<String[]> rows = new ArrayList<>(List.<String[]>of(new String[] {"name", "state", "finished", "begun", "last written", "size", "record"}));
        for (PastRun run : PastRuns.in(folder)) {
            rows.add(new String[] {run.name(), run.state().word(), run.finished() + " of " + run.tasks(), PastRuns.time(run.begun()), PastRuns.time(run.written()), PastRuns.bytes(run.bytes()),
                run.folder().toString()});
        }
        PrintWriter out = spec.commandLine().getOut();
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder();
            for (int c = 0; c < row.length; c++) {
                int column = c;
                int width = rows.stream().mapToInt(other -> other[column].length()).max().orElse(0);
                line.append(row[c]).append(" ".repeat(width - row[c].length() + 2));
            }
            out.println(line.toString().stripTrailing());
        }
        out.flush();
        PastRun.requireReadable(folder); // those that can be read are worth knowing all the same
        return ExitCode.OK;
    }
}
