package org.trialmap.app.slurm;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.trialmap.app.cli.ExitCode;
import org.trialmap.app.cli.RunFlags;
import org.trialmap.app.cli.UsageException;
import org.trialmap.app.cluster.ClusterFile;
import org.trialmap.app.cluster.Machine;
import org.trialmap.cluster.JobRequest;
import org.trialmap.cluster.JobText;
import org.trialmap.cluster.MemoryPlan;
import org.trialmap.cluster.Settings;
import org.trialmap.cluster.SiteProfile;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(name = "up", sortOptions = false, description = "Starts a cluster that stays until its time limit or down. Waits for it and prints its connection file, for"
        + " scripts/trialmap --cluster FILE and ParallelMap.attach.")
final class SlurmUpCommand implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @ParentCommand
    private SlurmMain main;

    @Mixin
    private SlurmFlags flags;

    @Option(names = "--connection", paramLabel = "FILE", description = "Where the connection file goes (default: ~/.trialmap/clusters/JOB.conf).")
    private Path file;

    @Override
    public Integer call() throws Exception {
        SiteProfile profile = flags.profile(main.environment());
        Map<String, String> settings = new HashMap<>();
        settings.put(Settings.LOGIN, Machine.loginAddresses());
        settings.put(Settings.CONNECTION, file == null ? ClusterFile.folder(main.environment()).resolve("%j.conf").toString() : file.toAbsolutePath().toString());
        JobRequest request = flags.request(main.environment(), profile, List.of(), settings);
        if (request.isArray()) {
            throw new UsageException("up starts one cluster, but --array asks for several jobs. Leave it out, and call up once for each cluster.");
        }
        RunFlags.checked(() -> request.expected().map(each -> MemoryPlan.of(each, null, false)));
        if (file != null && Files.exists(file) && ClusterFile.read(file).ended() == null) {
            throw new UsageException("--connection " + file + " exists already. Stop that cluster with trialmap-slurm down " + file + ", or name another file.");
        }
        if (file != null) {
            Files.deleteIfExists(file);
        }
        request.warning().ifPresent(words -> spec.commandLine().getErr().println("trialmap: " + words));
        Set<String> earlier = file == null ? texts(ClusterFile.folder(main.environment())) : Set.of();
        Slurm slurm = new Slurm(main.environment());
        String id = slurm.submit(SlurmFlags.script(request, profile), request.typed());
        Path connection = file == null ? ClusterFile.folder(main.environment()).resolve(id + ".conf") : file;
        spec.commandLine().getErr().println("trialmap: job " + id + " is in the queue. Ctrl-C ends only this waiting; scancel " + id + " stops the job.");
        return wait(new JobWatch(slurm, id, null, spec.commandLine().getErr()), id, connection, earlier);
    }

    /** Of connection files: one may be of an earlier job whose number the new one gets. */
    private static Set<String> texts(Path folder) throws IOException {
        Set<String> texts = new HashSet<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.conf")) {
                for (Path each : files) {
                    texts.add(text(each));
                }
            }
        }
        return texts;
    }

    /** Empty for one that is not there or cannot be read. */
    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }

    private int wait(JobWatch watch, String id, Path connection, Set<String> earlier) throws IOException, InterruptedException {
        Optional<JobText> ended = watch.end(() -> Files.exists(connection) && !earlier.contains(text(connection)));
        if (ended.isPresent()) {
            watch.code(ended.get());
            throw new IllegalStateException("Job " + id + " has ended as " + ended.get().state() + " before its workers were there. Its log says why: "
                    + JobWatch.log(ended.get()) + ". Correct what it names, and start again.");
        }
        ClusterFile.read(connection); // nobody else has put it there
        spec.commandLine().getOut().println(connection);
        return ExitCode.OK;
    }
}
