package org.trialmap.app.info;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.trialmap.app.cli.ExitCode;
import org.trialmap.app.cli.UsageException;
import org.trialmap.store.SavedResults;
import org.trialmap.store.run.Gather;
import org.trialmap.trial.SyncopyContainer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "gather", description = "Builds the result file from what a stopped or killed run has finished, without computing anything.")
public final class GatherCommand implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "What was given to --out: a folder, NAME.spy or NAME.h5; DIR/NAME.h5 where several runs are in it.")
    private Path folder;

    @Override
    public Integer call() throws Exception {
        if (!Files.exists(folder) && !folder.toString().endsWith(".h5") && !ContainerDescription.isSyncopys(folder)) {
            throw new UsageException(folder + " does not exist. Name the folder that was given to --out.");
        }
        try (SavedResults results = Gather.folder(folder)) {
            int missing = results.missing().cardinality();
            if (missing > 0) {
                spec.commandLine().getErr().println("trialmap: " + missing + " of " + results.tasks() + " tasks have no result yet and are marked"
                        + " as missing."
                        + " Run the same command with --resume to run them.");
            }
            if (ContainerDescription.isSyncopys(results.container())) {
                SyncopyContainer.seal(results.container());
            }
            spec.commandLine().getOut().println(results.container());
        }
        return ExitCode.OK;
    }
}
