package org.trialmap.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.trialmap.cluster.JobText;
import org.trialmap.cluster.Trouble;

/** SLURM's commands. */
final class Slurm {
    private final Map<String, String> environment;

    Slurm(Map<String, String> environment) {
        this.environment = environment;
    }

    record Answer(int code, String out, String err) { }

    /** Submits a script; returns the job's number. */
    String submit(String script) {
        Answer answer = ask(script, "sbatch", "--parsable");
        if (answer.code() != 0) {
            throw new IllegalStateException(Trouble.submission(answer.err(), partitions()));
        }
        return answer.out().strip().replaceFirst(";.*", "");
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
        return answer.code() == 0 && answer.out().contains("JobState=") ? Optional.of(new JobText(answer.out())) : Optional.empty();
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
        return answer.code() == 0 && !answer.out().isBlank() ? answer.out().strip() : "unknown";
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

    private Answer ask(String in, String... command) {
        Path input = null;
        Path errors = null;
        try {
            input = Files.createTempFile("trialmap-slurm", ".in");
            errors = Files.createTempFile("trialmap-slurm", ".err");
            Files.writeString(input, in);
            ProcessBuilder builder = new ProcessBuilder(command).redirectInput(input.toFile()).redirectError(errors.toFile());
            builder.environment().clear();
            builder.environment().putAll(environment);
            Process process = start(builder);
            try {
                String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                return new Answer(process.waitFor(), out, new String(Files.readAllBytes(errors), StandardCharsets.UTF_8));
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for " + command[0] + ".", e);
        } finally {
            delete(input);
            delete(errors);
        }
    }

    private static Process start(ProcessBuilder builder) {
        try {
            return builder.start();
        } catch (IOException e) {
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
