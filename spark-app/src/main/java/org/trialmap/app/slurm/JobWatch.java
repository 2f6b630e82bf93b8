package org.trialmap.app.slurm;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.trialmap.app.cli.ExitCode;
import org.trialmap.cluster.JobText;
import org.trialmap.cluster.SlurmAdvice;

/** Follows a job until it has ended, and shows its log meanwhile. */
final class JobWatch {
    static final Set<String> UNDER_WAY = Set.of("PENDING", "RUNNING", "COMPLETING", "CONFIGURING", "SUSPENDED", "REQUEUED", "REQUEUE_HOLD", "RESIZING", "SIGNALING",
            "STAGE_OUT", "STOPPED", "PREEMPTED");
    private static final long POLL_MILLIS = 300;
    private static final long LONGEST_POLL_MILLIS = 5000;
    private static final int LOG_END = 4000;
    private static final int SIGNALLED = 128;

    private final Slurm slurm;
    private final String id;
    private final PrintWriter out;
    private final PrintWriter err;
    private long shown;
    private int restarts;
    private boolean warned;

    /** @param out gets the log; null = do not show it */
    JobWatch(Slurm slurm, String id, PrintWriter out, PrintWriter err) {
        this.slurm = slurm;
        this.id = id;
        this.out = out;
        this.err = err;
    }

    /** Until the job has ended or {@code enough} is true; empty in the second case. */
    Optional<JobText> end(BooleanSupplier enough) throws IOException, InterruptedException {
        String state = "";
        long poll = POLL_MILLIS;
        while (!enough.getAsBoolean()) {
            Optional<JobText> job = slurm.job(id);
            if (job.isPresent()) {
                show(job.get());
                poll = job.get().state().equals(state) ? Math.min(LONGEST_POLL_MILLIS, poll + poll / 10) : POLL_MILLIS;
                state = job.get().state();
                if (!UNDER_WAY.contains(state)) {
                    show(job.get());
                    return job;
                }
                tell(job.get(), state);
            } else {
                err.println("trialmap: SLURM's controller does not answer; the job goes on, asking again.");
                poll = LONGEST_POLL_MILLIS;
            }
            for (long waited = 0; waited < poll && !enough.getAsBoolean(); waited += POLL_MILLIS) {
                Thread.sleep(POLL_MILLIS);
                if (job.isPresent()) {
                    show(job.get());
                }
            }
        }
        return Optional.empty();
    }

    private void tell(JobText job, String state) {
        if (job.restarts() > restarts || state.equals("PENDING") && shown > 0 && restarts == job.restarts()) {
            restarts = Math.max(restarts + 1, job.restarts());
            err.println("trialmap: job " + id + " is back in the queue and continues later.");
        }
        if (!warned) {
            SlurmAdvice.waiting(job).ifPresent(words -> {
                warned = true;
                err.println("trialmap: " + words);
            });
        }
    }

    private void show(JobText job) throws IOException {
        Path log = log(job);
        if (out == null || !Files.exists(log)) {
            return;
        }
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            file.seek(shown);
            byte[] more = new byte[(int) Math.min(1 << 20, file.length() - shown)];
            file.readFully(more);
            int whole = more.length; // whole lines only, so that no character is cut
            while (whole > 0 && more[whole - 1] != '\n') {
                whole--;
            }
            out.print(new String(more, 0, whole, StandardCharsets.UTF_8));
            out.flush();
            shown += whole;
        }
    }

    static Path log(JobText job) {
        return Path.of(job.path("StdOut").orElse(""));
    }

    /** The job's exit code as a process would have it; says in plain words what SLURM did. */
    int code(JobText job) throws IOException {
        Path log = log(job);
        String text = Files.exists(log) ? Files.readString(log, StandardCharsets.ISO_8859_1) : "";
        SlurmAdvice.ended(job, text.substring(Math.max(0, text.length() - LOG_END))).ifPresent(words -> err.println("trialmap: " + words));
        String[] code = job.value("ExitCode").orElse("1:0").split(":");
        int signal = Integer.parseInt(code[1]);
        int exit = signal > 0 ? SIGNALLED + signal : Integer.parseInt(code[0]);
        return exit == 0 && !job.state().equals("COMPLETED") ? ExitCode.FAILED : exit;
    }
}
