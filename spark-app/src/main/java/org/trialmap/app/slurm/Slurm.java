package org.trialmap.app.slurm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.trialmap.app.cli.UsageException;
import org.trialmap.cluster.JobText;
import org.trialmap.cluster.SlurmAdvice;
import org.trialmap.support.Reason;

/** SLURM's commands. */
final class Slurm {
    private static final Pattern FORM = Pattern.compile("(SQUEUE|SCONTROL|SINFO|SCANCEL)_.*|SLURM_TIME_FORMAT|SLURM_BITSTR_LEN|BASH_ENV");

    private static final Pattern EXHAUSTED = Pattern.compile("error=(11|12|23|24)\\b|Too many open files|native thread"); // EAGAIN, ENOMEM, ENFILE, EMFILE; a thread that waits for the program

    private final Map<String, String> environment;

    Slurm(Map<String, String> environment) {
        this.environment = environment;
    }

    record Answer(int code, String out, String err) {}

    /**
     * Submits a script; returns the job's number.
     *
     * @param options for sbatch's command line, where they win over its variables SBATCH_*
     */
    String submit(String script, List<String> options) {
        List<String> command = new ArrayList<>(List.of("sbatch", "--parsable"));
        command.addAll(options);
        Answer answer = ask(script, command.toArray(String[]::new));
        if (answer.code() != 0) {
            throw new IllegalStateException(SlurmAdvice.submission(answer.err(), partitions()));
        }
        return last(answer.out(), "\\d+(;.*)?").map(line -> line.replaceFirst(";.*", "")).orElseThrow(() -> new IllegalStateException("sbatch took the job, but did not print its number"
                + " as sbatch --parsable does: " + answer.out().strip() + ". squeue --me lists your jobs. Tell the people who run the cluster, if sbatch is a program of theirs here."));
    }

    /** The last line of that form: wrappers and start-up files of shells print before. */
    private static Optional<String> last(String text, String form) {
        return text.lines().map(String::strip).filter(line -> line.matches(form)).reduce((earlier, later) -> later);
    }

    /** Names of partitions; empty where sinfo does not say. */
    List<String> partitions() {
        try {
            Answer answer = ask("", "sinfo", "-h", "-o", "%R");
            return answer.code() == 0 ? answer.out().lines().map(String::strip).distinct().sorted().toList() : List.of();
        } catch (UsageException e) {
            return List.of(); // no sinfo here
        }
    }

    /** What the controller says of a job; empty where it does not answer or has forgotten it. */
    Optional<JobText> job(String id) {
        Answer answer = ask("", "scontrol", "-o", "show", "job", id);
        return answer.code() == 0 ? last(answer.out(), "JobId=" + id + " .*JobState=.*").map(JobText::new) : Optional.empty();
    }

    /** Numbers of a user's jobs that have not ended; empty where squeue does not say. */
    Set<String> jobs(String user) {
        try {
            Answer answer = ask("", "squeue", "-h", "-u", user, "-o", "%A");
            return answer.code() == 0 ? answer.out().lines().map(String::strip).collect(Collectors.toSet()) : Set.of();
        } catch (UsageException e) {
            return Set.of(); // no squeue here
        }
    }

    /** Time until the limit, in SLURM's words. */
    String timeLeft(String id) {
        Answer answer = ask("", "squeue", "-h", "-j", id, "-o", "%L");
        return answer.code() == 0 ? last(answer.out(), "[\\d:-]+|UNLIMITED|INVALID|NOT_SET").orElse("unknown") : "unknown";
    }

    void signal(String id, String... options) {
        List<String> command = new ArrayList<>(List.of("scancel"));
        command.addAll(List.of(options));
        command.add(id);
        Answer answer = ask("", command.toArray(String[]::new));
        if (answer.code() != 0) {
            throw new IllegalStateException("scancel " + id + " failed: " + answer.err().strip() + ". squeue --me shows what is there.");
        }
    }

    /** Without what changes the form or the choice of an answer; sbatch keeps all, since a job gets its environment. */
    private static Map<String, String> plain(Map<String, String> environment) {
        Map<String, String> plain = new HashMap<>(environment);
        plain.keySet().removeIf(name -> FORM.matcher(name).matches());
        return plain;
    }

    private Answer ask(String in, String... command) {
        Path input = null;
        Path errors = null;
        try {
            input = Files.createTempFile("trialmap-slurm", ".in");
            errors = Files.createTempFile("trialmap-slurm", ".err");
            Files.writeString(input, in);
            ProcessBuilder builder = new ProcessBuilder(command).redirectInput(input.toFile()).redirectError(errors.toFile());
            builder.environment().clear();
            builder.environment().putAll(command[0].equals("sbatch") ? environment : plain(environment));
            Process process = start(builder);
            try {
                String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                return new Answer(process.waitFor(), out, new String(Files.readAllBytes(errors), StandardCharsets.UTF_8));
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException | OutOfMemoryError e) {
            if (isExhausted(e)) {
                throw new UsageException("SLURM's command " + command[0] + " cannot be used: " + Reason.of(e) + ". You may not have more processes or open files here: end some, or raise the limit"
                        + " (ulimit -u, ulimit -n).", e);
            }
            if (e instanceof IOException failure) {
                throw new UncheckedIOException(failure);
            }
            throw (OutOfMemoryError) e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for " + command[0] + ".", e);
        } finally {
            delete(input);
            delete(errors);
        }
    }

    private static boolean isExhausted(Throwable thrown) {
        return EXHAUSTED.matcher(String.valueOf(thrown.getMessage())).find();
    }

    private static Process start(ProcessBuilder builder) throws IOException {
        try {
            return builder.start();
        } catch (IOException e) {
            if (isExhausted(e)) {
                throw e;
            }
            throw new UsageException("SLURM's command " + builder.command().get(0) + " is not installed here, or not on the PATH. Run this on a login node of the cluster, or"
                    + " load its module there (often: module load slurm).", e);
        }
    }

    private static void delete(Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            file.toFile().deleteOnExit();
        }
    }
}
