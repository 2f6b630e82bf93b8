package org.trialmap.app.slurm;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.trialmap.app.cli.ExitCode;
import org.trialmap.app.cluster.ClusterFile;
import org.trialmap.app.cluster.ClusterPages;
import org.trialmap.app.cluster.Launcher;
import org.trialmap.cluster.JobText;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(name = "status", sortOptions = false, description = "Shows a cluster that up has started: nodes, slots, memory, what runs, the time left.")
final class SlurmStatusCommand implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @ParentCommand
    private SlurmMain main;

    @Parameters(paramLabel = "FILE", arity = "0..1", description = "The cluster's connection file (default: the only one in ~/.trialmap/clusters).")
    private Path file;

    @Override
    public Integer call() throws Exception {
        ClusterFile cluster = ClusterFile.of(file, main.environment(), Launcher.SLURM);
        PrintWriter out = spec.commandLine().getOut();
        if (cluster.ended() != null) {
            out.println(cluster.ended());
            return ExitCode.FAILED;
        }
        Slurm slurm = new Slurm(main.environment());
        Optional<JobText> job = slurm.job(cluster.job());
        String state = job.map(JobText::state).orElse("unknown");
        out.println("job    : " + cluster.job() + ", " + state + ", time left " + (state.equals("RUNNING") ? slurm.timeLeft(cluster.job()) : "none"));
        if (!state.equals("RUNNING")) {
            return ExitCode.FAILED;
        }
        new ConnectionChange(cluster.file()).forgetKilled(slurm, spec.commandLine().getErr());
        ClusterPages.describe(cluster, out);
        return ExitCode.OK;
    }
}
