package org.trialmap.app.slurm;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.trialmap.app.cli.ExitCode;
import org.trialmap.app.cluster.ClusterFile;
import org.trialmap.app.cluster.Launcher;
import org.trialmap.cluster.ConnectionFile;
import org.trialmap.cluster.JobText;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(name = "down", sortOptions = false, description = "Stops a cluster that up has started, with the nodes that scale has added, and removes its connection file.")
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
            Set<String> joined = ConnectionFile.joinedJobs(cluster.settings());
            for (String each : joined) {
                if (ask(slurm, each).equals("PENDING")) {
                    slurm.signal(each);
                }
            }
            if (ask(slurm, id).equals("RUNNING")) {
                await(slurm, id);
            }
            for (String each : joined) {
                if (slurm.job(each).isPresent()) { // SLURM forgets what has ended long ago
                    await(slurm, each);
                }
            }
            spec.commandLine().getErr().println("trialmap: the cluster of job " + id + " is down.");
        } else {
            spec.commandLine().getErr().println("trialmap: " + cluster.ended() + "; its connection file is removed.");
        }
        new ConnectionChange(cluster.file()).remove();
        return ExitCode.OK;
    }

    /** Asks a job to end, and returns the state that it was in. */
    private static String ask(Slurm slurm, String id) {
        String state = slurm.job(id).map(JobText::state).orElse("");
        if (state.equals("RUNNING")) {
            slurm.signal(id, "--batch", "--signal=TERM");
        }
        return state;
    }

    private void await(Slurm slurm, String id) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        Optional<JobText> ended = new JobWatch(slurm, id, null, spec.commandLine().getErr()).end(() -> System.nanoTime() > end);
        if (ended.isEmpty()) {
            slurm.signal(id);
        }
    }
}
