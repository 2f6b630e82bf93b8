package org.trialmap.app.slurm;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.trialmap.app.cli.ExitCode;
import org.trialmap.app.cluster.ClusterFile;
import org.trialmap.app.cluster.Launcher;
import org.trialmap.cluster.JobText;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(name = "down", sortOptions = false, description = "Stops a cluster that up has started, and removes its connection file.")
final class SlurmDownCommand implements Callable<Integer> {
    private static final long PATIENCE_NANOS = 90_000_000_000L;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @ParentCommand
    private SlurmMain main;

    @Parameters(paramLabel = "FILE", arity = "0..1", description = "The cluster's connection file (default: the only one in ~/.trialmap/clusters).")
    private Path file;

    @Override
    public Integer call() throws Exception {
        ClusterFile cluster = ClusterFile.of(file, main.environment(), Launcher.SLURM);
        if (cluster.ended() == null) {
            Slurm slurm = new Slurm(main.environment());
            String id = cluster.job();
            if (slurm.job(id).filter(job -> job.state().equals("RUNNING")).isPresent()) {
                slurm.signal(id, "--batch", "--signal=TERM");
                long end = System.nanoTime() + PATIENCE_NANOS;
                Optional<JobText> ended = new JobWatch(slurm, id, null, spec.commandLine().getErr()).end(() -> System.nanoTime() > end);
                if (ended.isEmpty()) {
                    slurm.signal(id);
                }
            }
            spec.commandLine().getErr().println("trialmap: the cluster of job " + id + " is down.");
        } else {
            spec.commandLine().getErr().println("trialmap: " + cluster.ended() + "; its connection file is removed.");
        }
        Files.deleteIfExists(cluster.file());
        return ExitCode.OK;
    }
}
