package org.trialmap.app.info;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.trialmap.app.cli.ExitCode;
import org.trialmap.picture.ReportPicture;
import org.trialmap.store.run.PastRun;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "report",
        description = "Writes the page report.html about each run of a result folder, from what the runs have recorded, with a picture of the result if that is a spectrum. Runs of 2 s or more, and those that fail, write it themselves when they end.")
public final class ReportCommand implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "What was given to --out: a folder, NAME.spy or NAME.h5.")
    private Path folder;

    @Override
    public Integer call() throws Exception {
        for (PastRun run : PastRuns.in(folder)) {
            Path page = run.report();
            ReportPicture.into(run);
            spec.commandLine().getOut().println(page);
        }
        return ExitCode.OK;
    }
}
