package org.trialmap.cluster;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What SLURM says, in plain words with the cure. */
public final class SlurmAdvice {
    private static final Pattern REJECTED = Pattern.compile("(?:unrecognized option|invalid option --|ambiguous option:) *['‘\"-]*([\\w-]+)");
    private static final Pattern MEMORY = Pattern.compile("(?i)exceeded.{0,20}memory limit|oom[-_ ]kill|out.of.memory handler|OUT_OF_ME");

    /** Reasons for waiting that do not pass by themselves. */
    private static final Set<String> HOPELESS = Set.of("PartitionConfig", "PartitionNodeLimit", "PartitionTimeLimit", "BadConstraints", "InvalidAccount", "InvalidQOS",
            "AccountNotAllowed", "QOSNotAllowed");

    /** What slurmd says where it cannot open a job's output file. */
    private static final String NO_LOG = "0:53";

    private SlurmAdvice() {}

    /**
     * @param said what sbatch printed on stderr
     * @param partitions the valid ones; empty = not known
     */
    public static String submission(String said, List<String> partitions) {
        String text = said.strip();
        Matcher rejected = REJECTED.matcher(text);
        if (text.contains("nvalid partition")) {
            return "SLURM does not know the partition: " + last(text) + ". " + (partitions.isEmpty() ? "Ask sinfo for the valid ones, and choose one"
                    : "The partitions are " + String.join(", ", partitions) + ". Choose one of them") + " with --partition or in the site's profile.";
        }
        if (text.contains("nvalid account") || text.contains("nvalid qos")) {
            return "SLURM does not accept the account: " + last(text) + ". Name one of yours with --account or in the site's profile (sacctmgr show associations"
                    + " user=$USER lists them).";
        }
        if (rejected.find()) {
            return "SLURM rejects the option --" + rejected.group(1) + ": " + text.lines().findFirst().orElse("") + ". Leave it out with --skip-directive "
                    + rejected.group(1) + " or skip-directives in the site's profile.";
        }
        if (text.contains("nable to contact") || text.contains("onnection refused") || text.contains("ommunication") || text.contains("onnection timed out")) {
            return "SLURM's controller does not answer: " + last(text) + ". Nothing was submitted. Try again later (scontrol ping says whether it is back), or tell the"
                    + " people who run the cluster.";
        }
        if (text.contains("onfiguration is not available") || text.contains("emory specification")) {
            return "No node of the partition has what is asked for: " + last(text) + ". Ask for less memory, fewer cores or fewer nodes (sinfo -Nl lists what nodes"
                    + " have).";
        }
        return "SLURM did not take the job: " + last(text) + ". Correct the options; one that the site rejects is left out with --skip-directive NAME.";
    }

    private static String last(String text) {
        String[] lines = text.split("\n");
        String line = lines[lines.length - 1].replaceFirst("^\\w+: (error|fatal): ", "").strip();
        return line.isEmpty() ? "no reason given" : line.replaceFirst("\\.$", "");
    }

    /** A job that waits for what will not come. */
    public static Optional<String> waiting(JobText job) {
        return job.value("Reason").filter(reason -> job.state().equals("PENDING") && HOPELESS.contains(reason)).map(reason -> "Job " + job.required("JobId") + " waits in the queue for a"
                + " reason that does not pass by itself: " + reason + ". The partition does not give what is asked for. Cancel it (scancel " + job.required("JobId") + "), and ask for fewer"
                + " nodes or less time, or choose another partition or account (sinfo lists what there is).");
    }

    /**
     * A job that did not end well; empty where its own log has said it.
     *
     * @param log the end of the job's log
     */
    public static Optional<String> ended(JobText job, String log) {
        String id = job.value("JobId").orElse("?");
        if (MEMORY.matcher(log).find() || job.state().startsWith("OUT_OF_ME")) {
            return Optional.of("SLURM killed processes of job " + id + " because they took more memory than was asked for. What has finished is kept. Ask for more"
                    + " (--mem or --mem-per-cpu), or let fewer tasks run at once (--cpus-per-task inside of the command), then run the same with --resume.");
        }
        if (job.value("ExitCode").filter(NO_LOG::equals).isPresent()) {
            return Optional
                    .of("Job " + id + " was not started: " + job.value("BatchHost").orElse("its first node") + " cannot write its log, " + job.path("StdOut").orElse("in the folder of the submission")
                            + ". Nothing was done. Submit from a folder that all nodes have, and in which you may write.");
        }
        return switch (job.state()) {
            case "TIMEOUT" -> Optional.of("Job " + id + " was killed at its time limit. What has finished is kept. Ask for more time (--time) or let it continue by"
                    + " itself (--requeue-on-timeout), and run the same with --resume.");
            case "NODE_FAIL" -> Optional.of("Job " + id + " lost a node. What has finished is kept: run the same with --resume.");
            case "CANCELLED" -> Optional.of("Job " + id + " was cancelled. What has finished is kept: run the same with --resume.");
            case "BOOT_FAIL", "DEADLINE" -> Optional.of("Job " + id + " ended as " + job.state() + " before it began. Submit it again.");
            default -> Optional.empty();
        };
    }
}
