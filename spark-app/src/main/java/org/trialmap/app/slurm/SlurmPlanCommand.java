package org.trialmap.app.slurm;

import java.util.List;
import java.util.concurrent.Callable;
import org.trialmap.app.cli.ExitCode;
import org.trialmap.app.cli.RunFlags;
import org.trialmap.cluster.JobRequest;
import org.trialmap.cluster.LayoutText;
import org.trialmap.cluster.Settings;
import org.trialmap.cluster.SiteProfile;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(name = "plan", sortOptions = false, description = "Prints the batch script that run would submit, and how the nodes would be used. Submits nothing.")
final class SlurmPlanCommand implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @ParentCommand
    private SlurmMain main;

    @Mixin
    private SlurmFlags flags;

    @Option(names = "--requeue-on-timeout", description = "At the time limit, put the job back in the queue to continue.")
    private boolean requeue;

    @Parameters(paramLabel = "-- COMMAND", arity = "0..*", description = "The command and its arguments.")
    private List<String> command = List.of();

    @Override
    public Integer call() {
        SiteProfile profile = flags.profile(main.environment());
        JobRequest request = flags.request(main.environment(), profile, command, SlurmRunCommand.continuing(requeue));
        String layout = RunFlags.checked(() -> LayoutText.of(request, flags.driverMebibytes(), Settings.of(request.settings(), profile)));
        spec.commandLine().getOut().print(SlurmFlags.script(request, profile) + "\n" + layout);
        spec.commandLine().getOut().flush();
        return ExitCode.OK;
    }
}
