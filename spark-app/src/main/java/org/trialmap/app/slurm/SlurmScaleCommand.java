package org.trialmap.app.slurm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.trialmap.app.cli.ExitCode;
import org.trialmap.app.cli.RunFlags;
import org.trialmap.app.cli.UsageException;
import org.trialmap.app.cluster.ClusterFile;
import org.trialmap.app.cluster.Launcher;
import org.trialmap.app.cluster.Machine;
import org.trialmap.cluster.ConnectionFile;
import org.trialmap.cluster.JobRequest;
import org.trialmap.cluster.JobText;
import org.trialmap.cluster.JoinedNodes;
import org.trialmap.cluster.MemoryPlan;
import org.trialmap.cluster.Settings;
import org.trialmap.cluster.SiteProfile;
import org.trialmap.cluster.SparkFiles;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(name = "scale", sortOptions = false, description = "Adds nodes to a cluster that up has started, by a job of their own, and waits for them. They leave at that job's time limit, or with the"
        + " cluster.")
final class SlurmScaleCommand implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @ParentCommand
    private SlurmMain main;

    @Mixin
    private SlurmFlags flags;

    @Parameters(index = "0", paramLabel = "N", description = "How many nodes more.")
    private String count;

    @Parameters(index = "1", paramLabel = "FILE", arity = "0..1", description = "The cluster's connection file (default: the only one in ~/.trialmap/clusters).")
    private Path file;

    @Override
    public Integer call() throws Exception {
        if (!count.matches("[1-9]\\d{0,5}")) {
            throw new UsageException("scale " + count + " is not a number of nodes to add. Write a number from 1; trialmap-slurm down stops all.");
        }
        ClusterFile cluster = ClusterFile.of(file, main.environment(), Launcher.SLURM);
        if (cluster.ended() != null) {
            throw new UsageException(cluster.ended() + ", so no nodes can join it. Start a new cluster with trialmap-slurm up.");
        }
        String job = cluster.job();
        Path connection = cluster.file().toAbsolutePath();
        SiteProfile profile = flags.profile(main.environment());
        JobRequest request = request(cluster, connection, profile);
        Slurm slurm = new Slurm(main.environment());
        String state = slurm.job(job).map(JobText::state).orElse("not known to SLURM");
        if (!state.equals("RUNNING")) {
            throw new UsageException("Job " + job + " is " + state + ", so no nodes can join its cluster now. trialmap-slurm status says more; trialmap-slurm up starts a new one.");
        }
        ConnectionChange change = new ConnectionChange(connection);
        change.forgetKilled(slurm, spec.commandLine().getErr());
        request.warning().ifPresent(words -> spec.commandLine().getErr().println("trialmap: " + words));
        String id = slurm.submit(SlurmFlags.script(request, profile), request.typed());
        change.update(job, settings -> ConnectionFile.with(settings, id, ConnectionFile.joined(settings, id))); // so that down knows of it while it waits in the queue
        spec.commandLine().getErr().println("trialmap: job " + id + " is in the queue. Ctrl-C ends only this waiting; scancel " + id + " stops the job.");
        return wait(slurm, id, change, connection, job);
    }

    private JobRequest request(ClusterFile cluster, Path connection, SiteProfile profile) throws IOException {
        boolean once = flags.takesNodes(count);
        JobRequest request = flags.request(main.environment(), profile, List.of("--join", cluster.job(), connection.toString()), Map.of(Settings.LOGIN, Machine.loginAddresses()));
        if (!once || !count.equals(request.directives().get("nodes"))) {
            throw new UsageException("scale " + count + " says how many nodes are added, and so does --nodes. Leave --nodes out.");
        }
        if (request.isArray()) {
            throw new UsageException("scale adds the nodes of one job, but --array asks for several jobs. Leave it out, and name the number of nodes.");
        }
        int executor = JobRequest.mebibytes(cluster.settings().getProperty(SparkFiles.EXECUTOR_MEMORY, "0"));
        RunFlags.checked(() -> request.expected().map(each -> MemoryPlan.joining(each, executor)));
        return request;
    }

    private int wait(Slurm slurm, String id, ConnectionChange change, Path connection, String cluster) throws IOException, InterruptedException {
        JobWatch watch = new JobWatch(slurm, id, null, spec.commandLine().getErr());
        Optional<JobText> ended = watch.end(() -> Files.exists(connection) && ConnectionFile.joined(ClusterFile.read(connection).settings(), id).workers() > 0);
        if (ended.isPresent()) {
            change.update(cluster, settings -> ConnectionFile.without(settings, id));
            watch.code(ended.get());
            throw new IllegalStateException("Job " + id + " has ended as " + ended.get().state() + " before its workers were there. Its log says why: "
                    + JobWatch.log(ended.get()) + ". Correct what it names, and call scale again.");
        }
        JoinedNodes nodes = ConnectionFile.joined(ClusterFile.read(connection).settings(), id);
        spec.commandLine().getErr().println("trialmap: " + nodes.workers() + (nodes.workers() == 1 ? " node" : " nodes") + " of job " + id + (nodes.workers() == 1 ? " has" : " have")
                + " joined the cluster of job " + cluster + ". Runs that start from now on use all nodes.");
        spec.commandLine().getOut().println(id);
        return ExitCode.OK;
    }
}
