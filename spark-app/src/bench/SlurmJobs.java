import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times of jobs on three nodes, as their summaries say: on SLURM as it is here, or on a test cluster of this machine as its account lab. */
final class SlurmJobs {
    private static final Pattern TIMES = Pattern.compile("times +: workers after ([\\d.]+) s, all ([\\d.]+) s, of these ([\\d.]+) s to stop");

    private final String scripts;
    private final Path testbed;
    private final Path home;

    private SlurmJobs(String scripts, Path testbed, Path home) {
        this.scripts = scripts;
        this.testbed = testbed;
        this.home = home;
    }

    record Times(double workers, double all, double stop) { }

    /** Null where there is no SLURM. */
    static SlurmJobs find(Path scripts, Path testbed) throws IOException, InterruptedException {
        boolean root = System.getProperty("user.name").equals("root");
        if (Files.exists(testbed) && root) {
            run(List.of(testbed.toString(), "up", "3", "--users", "lab,other"));
            return new SlurmJobs(scripts.toString(), testbed, Path.of("/run/slurm-testbed/home/lab"));
        }
        boolean installed = new ProcessBuilder("sh", "-c", "command -v sbatch >/dev/null && sinfo -h >/dev/null 2>&1").start().waitFor() == 0;
        return installed && !root ? new SlurmJobs(scripts.toString(), null, Path.of(System.getProperty("user.dir"))) : null;
    }

    Times job() throws IOException, InterruptedException {
        String job = "exec '" + scripts + "/trialmap-slurm' run --wait --nodes 3 --mem 2G --time 10 -- exec --over x=1:4 --out \"bench-$$\" -- true";
        List<String> command = new ArrayList<>();
        if (testbed != null) {
            command.addAll(List.of("runuser", "-u", "lab", "--", "env", "-i", "HOME=" + home, "USER=lab", "LOGNAME=lab", "PATH=" + System.getenv("PATH"), "LC_ALL=C.UTF-8"));
        }
        command.addAll(List.of("bash", "-c", "cd '" + home + "' && " + job));
        Matcher times = TIMES.matcher(run(command));
        if (!times.find()) {
            throw new IllegalStateException("The job has no summary.");
        }
        return new Times(Double.parseDouble(times.group(1)), Double.parseDouble(times.group(2)), Double.parseDouble(times.group(3)));
    }

    void end() throws IOException, InterruptedException {
        if (testbed != null) {
            run(List.of(testbed.toString(), "down"));
        }
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String out = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        System.err.print(out);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(command + " failed.");
        }
        return out;
    }
}
