package org.trialmap.cluster;

import java.time.Duration;
import java.time.LocalDateTime;

/** Why a job is asked to stop, and what to say about a job that has ended. */
public enum JobEnd {
    CANCELLED("was cancelled"),
    PREEMPTED("is preempted: SLURM puts it back in the queue, and it continues"),
    REQUEUED("was put back in the queue, and continues"),
    TIME_LIMIT("reaches its time limit"),
    ABORTED("lost a node while its workers were started, and goes back in the queue"),
    /** Though they were started again. */
    DESERTED("lost all its workers, or its Master"),
    ASKED("was asked to stop");

    /** SLURM sends the signal before the limit up to a minute early, and --signal may ask for more. */
    private static final Duration NEAR = Duration.ofMinutes(15);

    private final String words;

    JobEnd(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }

    /** Whether SLURM starts the job again. */
    public boolean isBackInQueue() {
        return this == PREEMPTED || this == REQUEUED || this == ABORTED;
    }

    /**
     * @param job {@code scontrol -o show job}, read after the signal
     * @param restarts how often this start of the job was preceded by others
     * @param now in the machine's zone
     */
    public static JobEnd of(JobText job, int restarts, LocalDateTime now) {
        if (job.time("PreemptTime").isPresent() || job.state().equals("PREEMPTED")) {
            return PREEMPTED;
        }
        if (job.restarts() > restarts) {
            return REQUEUED;
        }
        boolean overTime = job.value("Reason").filter("TimeLimit"::equals).isPresent() || job.state().equals("TIMEOUT");
        if (!overTime && (job.state().equals("COMPLETING") || job.state().equals("CANCELLED"))) {
            return CANCELLED; // SLURM says COMPLETING of what scancel has ended, and RUNNING or SIGNALING of what it only signals
        }
        boolean near = job.time("EndTime").map(end -> Duration.between(now, end).compareTo(NEAR) < 0).orElse(false);
        return overTime || near ? TIME_LIMIT : ASKED;
    }
}
