package org.trialmap.store.run;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.trialmap.setting.Setting;
import org.trialmap.store.UnfitResultException;
import org.trialmap.support.Hosts;
import org.trialmap.support.IndexRanges;
import org.trialmap.support.Reason;

/**
 * One attempt to write the results of one partition, on an executor. What is not committed leaves nothing behind. Holds no more than one result
 * in memory. Not for use by several threads at once.
 */
public final class PayloadAttempt implements Closeable {
    private final PayloadWriter writer;
    private final Part part;
    private final BitSet added = new BitSet();
    private final Notes notes = new Notes();
    private final double[] seconds;
    private final long start = System.currentTimeMillis();
    private boolean spoilt;
    private boolean ended;

    /** Which partition, and where it is written to. */
    record Part(int partition, int attempt, int[] tasks, Path folder) {}

    PayloadAttempt(PayloadWriter writer, Part part) {
        this.writer = writer;
        this.part = part;
        this.seconds = new double[part.tasks.length];
    }

    /**
     * Adds what one task returned: a number, boolean, string, (nested) array, {@link org.trialmap.array.NdArray}, or a record or map of these,
     * or one of them that is {@link AnnotatedValue}.
     * The values are on their way to the file when this returns and may be changed afterwards.
     *
     * @throws UnfitResultException if the result cannot be stored or does not fit the others: that task has failed, the attempt stays usable
     * @throws IOException if writing failed: the attempt is lost
     */
    public void add(int task, Object result) throws IOException {
        add(task, result, Double.NaN);
    }

    /** As {@link #add(int, Object)}, with the time that the call took; NaN: not known. */
    public void add(int task, Object result, double callSeconds) throws IOException {
        int at = Arrays.binarySearch(part.tasks, task);
        if (ended || at < 0 || added.get(task)) {
            throw new IllegalStateException("Task " + task + " cannot be added to partition " + part.partition + ": "
                    + (ended ? "it has ended." : added.get(task) ? "it is there already." : "it is of another partition."));
        }
        ResultValues values = ResultValues.of(task, result instanceof AnnotatedValue noted ? noted.value() : result);
        boolean clean = false;
        try {
            writer.add(task, values);
            clean = true;
        } catch (UnfitResultException e) {
            clean = true; // found before anything was written
            throw e;
        } catch (IOException e) {
            throw failed("The result of task " + task, part.folder, e);
        } finally {
            spoilt |= !clean;
        }
        added.set(task);
        seconds[at] = callSeconds;
        if (result instanceof AnnotatedValue noted) {
            notes.add(noted.notes());
        }
    }

    /** Adds what other tasks noted. */
    void note(Notes others) {
        notes.add(others.byName());
    }

    /**
     * Completes the file (throws {@link IllegalStateException} if a result was written in part only), forces it to the disk and gives it its final name. It counts as soon as the driver has journalled the commit. Where no
     * task had a result there is no file and the commit has no tasks.
     */
    public PayloadCommit commit() throws IOException {
        if (ended) {
            throw new IllegalStateException("Partition " + part.partition + " has ended.");
        }
        if (spoilt) {
            throw new IllegalStateException("Partition " + part.partition + " cannot be completed: a result was written in part.");
        }
        int[] tasks = added.stream().toArray();
        if (tasks.length == 0) {
            close();
            return new PayloadCommit(part.partition, part.attempt, "", 0, "00000000", tasks, List.of(), Hosts.name(), start,
                    System.currentTimeMillis(), notes.byName());
        }
        try {
            PayloadWriter.Written written = writer.finish();
            ended = true;
            return new PayloadCommit(part.partition, part.attempt, written.file(), written.bytes(), written.checksum(), tasks, writer.values(),
                    Hosts.name(), start,
                    System.currentTimeMillis(), notes.byName(), seconds());
        } catch (IOException e) {
            throw failed("The results of tasks " + IndexRanges.brief(added), part.folder, e);
        }
    }

    /** Of the tasks that were added; none if one is not known. */
    private double[] seconds() {
        double[] known = IntStream.range(0, seconds.length).filter(at -> added.get(part.tasks[at])).mapToDouble(at -> seconds[at]).toArray();
        return Arrays.stream(known).anyMatch(Double::isNaN) ? new double[0] : known;
    }

    static IOException failed(String what, Path folder, IOException e) {
        String start = what + " cannot be written to " + folder + " on host " + Hosts.name() + ": ";
        if (e instanceof ClosedByInterruptException) {
            return new IOException(start + Reason.of(e) + ". Run again with " + Setting.RESUME + ".", e);
        }
        if (!Files.isDirectory(folder)) {
            return new IOException(start + "the folder is not there any more; it was moved or removed during the run. Put it back, then run again with "
                    + Setting.RESUME + ".", e);
        }
        String reason = Reason.of(e);
        return new IOException(start + reason + (reason.endsWith(".") ? "" : ". Free space or correct the permissions, then run again with " + Setting.RESUME + "."),
                e); // ours has its cure
    }

    /** Removes the temporary file unless {@link #commit()} has succeeded. */
    @Override
    public void close() throws IOException {
        if (!ended) {
            ended = true;
            writer.discard();
        }
    }
}
