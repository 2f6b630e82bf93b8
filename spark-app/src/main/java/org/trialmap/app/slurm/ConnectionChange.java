package org.trialmap.app.slurm;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import org.trialmap.app.cluster.OwnerFiles;
import org.trialmap.cluster.ConnectionFile;
import org.trialmap.parallel.ConnectionSettings;

/**
 * Changes of a connection file, one at a time, whichever jobs and commands on whichever machines make them. A file {@code FILE.lock}, made where there is none, is the lock: that works on
 * every file system that machines share. One that stays for ten seconds is of a process that was killed, since a change takes milliseconds.
 */
final class ConnectionChange {
    private static final long KILLED_NANOS = 10_000_000_000L;
    private static final long POLL_MILLIS = 20;

    private final Path file;
    private final Path lock;

    ConnectionChange(Path file) {
        this.file = file;
        this.lock = file.resolveSibling(file.getFileName() + ".lock");
    }

    /** Puts {@code text} in its place. */
    void replace(String text) throws IOException {
        locked(() -> OwnerFiles.write(file, text));
    }

    void remove() throws IOException {
        locked(() -> Files.deleteIfExists(file));
    }

    /** Of the living cluster of that job; a file that is of another one, of an ended one, or gone, stays as it is. Says whether it was changed. */
    boolean update(String cluster, Function<Properties, String> change) throws IOException {
        boolean[] changed = new boolean[1];
        locked(() -> {
            Properties settings = Files.exists(file) ? ConnectionSettings.read(file) : new Properties();
            if (cluster.equals(settings.getProperty(ConnectionFile.JOB))) {
                OwnerFiles.write(file, change.apply(settings));
                changed[0] = true;
            }
        });
        return changed[0];
    }

    /**
     * Takes away what joined jobs have brought that were killed, so that they could not take it away themselves. Reads the file first and asks then, so that the answer is younger than
     * each of them.
     *
     * @param alive asks for the numbers of the user's jobs; an answer without the cluster's own is not one of them all, and then nothing is changed
     * @return the jobs that were taken away
     */
    Set<String> forgetKilled(Supplier<Set<String>> alive) throws IOException {
        Properties settings = Files.exists(file) ? ConnectionSettings.read(file) : new Properties();
        String cluster = settings.getProperty(ConnectionFile.JOB);
        Set<String> killed = new TreeSet<>(ConnectionFile.joinedJobs(settings));
        if (cluster == null || killed.isEmpty()) {
            return Set.of();
        }
        Set<String> jobs = alive.get();
        if (!jobs.contains(cluster)) {
            return Set.of();
        }
        killed.removeAll(jobs);
        for (String job : killed) {
            update(cluster, now -> ConnectionFile.without(now, job));
        }
        return killed;
    }

    /** Asks SLURM, and says what was taken away. */
    void forgetKilled(Slurm slurm, PrintWriter err) throws IOException {
        for (String job : forgetKilled(() -> slurm.jobs(System.getProperty("user.name")))) {
            err.println("trialmap: job " + job + ", whose nodes had joined, has ended without leaving the cluster. Runs that start from now on do not count on its nodes.");
        }
    }

    private void locked(CreatedFiles.Step step) throws IOException {
        Optional<FileTime> seen = Optional.empty();
        long since = System.nanoTime();
        while (!isTaken()) {
            Optional<FileTime> there = time();
            if (!there.equals(seen)) {
                seen = there;
                since = System.nanoTime();
            } else if (System.nanoTime() - since > KILLED_NANOS) {
                Files.deleteIfExists(lock);
            }
            pause();
        }
        try {
            step.run();
        } finally {
            Files.deleteIfExists(lock);
        }
    }

    private boolean isTaken() throws IOException {
        try {
            Files.createFile(lock);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    private Optional<FileTime> time() {
        try {
            return Optional.of(Files.getLastModifiedTime(lock));
        } catch (IOException e) {
            return Optional.empty(); // free meanwhile
        }
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while another process changes the connection file.", e);
        }
    }
}
