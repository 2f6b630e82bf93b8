package org.trialmap.app.slurm;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.trialmap.app.cli.ExitCode;
import org.trialmap.app.cli.RunFlags;
import org.trialmap.app.cli.UsageException;
import org.trialmap.cluster.JobRequest;
import org.trialmap.cluster.JobText;
import org.trialmap.cluster.MemoryPlan;
import org.trialmap.cluster.Settings;
import org.trialmap.cluster.SiteProfile;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(name = "run", sortOptions = false, description = "Submits a job that starts Spark on its nodes and runs a command on it: a trialmap command, or any Spark"
        + " application (--class C app.jar ARGS). Prints the job's number.")
final class SlurmRunCommand implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @ParentCommand
    private SlurmMain main;

    @Mixin
    private SlurmFlags flags;

    @Option(names = "--wait", description = "Show the job's log until it has ended, and end with its exit code.")
    private boolean wait;

    @Option(names = "--requeue-on-timeout", description = "At the time limit, put the job back in the queue to continue.")
    private boolean requeue;

    @Option(names = BeforeSubmission.UNCHECKED, description = "Submit without looking whether inputs are there and results can be saved: for nodes that see other files than this machine.")
    private boolean unchecked;

    @Parameters(paramLabel = "-- COMMAND", arity = "1..*", description = "The command and its arguments.")
    private List<String> command;

    @Override
    public Integer call() throws Exception {
        BeforeSubmission.checkWords(command);
        SiteProfile profile = flags.profile(main.environment());
        JobRequest request = flags.request(main.environment(), profile, command, continuing(requeue));
        RunFlags.checked(() -> request.expected().map(each -> MemoryPlan.of(each, flags.driverMebibytes(), true)));
        if (wait && request.isArray()) {
            throw new UsageException("--wait follows one job, but --array asks for several. Leave one of them out; squeue --me shows the tasks of an array, each of which has a log of its own.");
        }
        if (!unchecked && !request.seesOtherFiles()) {
            BeforeSubmission.checkFiles(command);
        }
        request.warning().ifPresent(words -> spec.commandLine().getErr().println("trialmap: " + words));
        Slurm slurm = new Slurm(main.environment());
        String id = slurm.submit(SlurmFlags.script(request, profile), request.typed());
        if (!wait) {
            spec.commandLine().getOut().println(id);
            spec.commandLine().getErr().println("trialmap: job " + id + " is in the queue; its log will be trialmap-" + id + ".log, a summary trialmap-" + id
                    + ".summary. scancel " + id + " stops it.");
            return ExitCode.OK;
        }
        spec.commandLine().getErr().println("trialmap: job " + id + " is in the queue. Ctrl-C ends only this waiting; scancel " + id + " stops the job.");
        JobWatch watch = new JobWatch(slurm, id, spec.commandLine().getOut(), spec.commandLine().getErr());
        JobText ended = watch.end(() -> false).orElseThrow();
        return watch.code(ended);
    }

    static Map<String, String> continuing(boolean requeue) {
        return requeue ? Map.of(Settings.REQUEUE_ON_TIMEOUT, "yes") : new HashMap<>();
    }
}
