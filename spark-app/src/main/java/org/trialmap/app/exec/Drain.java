package org.trialmap.app.exec;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Reads a program's stream to its end in a thread of its own, so that the program never waits for a full pipe. Keeps all of it, or its end only. */
final class Drain extends Thread {
    private static final int PIECE = 1 << 16;

    private final InputStream in;
    private final int keep;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private volatile boolean full;
    private volatile boolean ended;
    private volatile Throwable failure;
    private volatile long read;

    private Drain(String name, InputStream in, int keep) {
        super(name);
        this.in = in;
        this.keep = keep;
        setDaemon(true);
        start();
    }

    static Drain all(InputStream in) {
        return new Drain("stdout", in, Integer.MAX_VALUE);
    }

    static Drain tail(InputStream in, int bytes) {
        return new Drain("stderr", in, bytes);
    }

    /** Only the end of the stream is its end: whatever else ends this thread leaves {@code ended} false. */
    @Override
    public void run() {
        try (in) {
            byte[] piece = new byte[PIECE];
            for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
                add(piece, n);
            }
            ended = true;
        } catch (IOException | RuntimeException | Error e) {
            failure = e;
        }
    }

    private synchronized void add(byte[] piece, int n) {
        read += n;
        if (full) {
            return;
        }
        if (keep < Integer.MAX_VALUE && kept.size() + n > 2 * keep + PIECE) {
            byte[] old = kept.toByteArray();
            kept.reset();
            kept.write(old, Math.max(0, old.length - keep), Math.min(old.length, keep));
        }
        if (kept.size() > Integer.MAX_VALUE - 2 * PIECE - n) {
            full = true;
            kept.reset();
        } else {
            kept.write(piece, 0, n);
        }
    }

    /** Waits until reading has ended, or nothing has come for so long; false in the second case. */
    boolean awaitEndOrSilence(long millis) throws InterruptedException {
        for (long before = -1; isAlive() && before != read;) {
            before = read;
            join(millis);
        }
        return !isAlive();
    }

    /** @throws ProgramFailedException if reading ended before the stream did */
    void check(String program) throws ProgramFailedException {
        if (!ended && !isAlive()) {
            boolean memory = failure == null || failure instanceof OutOfMemoryError;
            throw new ProgramFailedException("The " + getName() + " of " + program + " could not be read to its end: after " + read + " bytes came "
                    + (failure == null ? "the end of the thread that reads it" : failure) + ". " + (memory
                            ? "Give more memory (TRIALMAP_JAVA_OPTS=-Xmx8g, on a cluster --conf spark.executor.memory=8g), or print less." : "Run it again."));
        }
    }

    /** Whether there was more than an array can hold. */
    boolean overflowed() {
        return full;
    }

    /** What was read, or its last bytes. */
    synchronized byte[] bytes() {
        byte[] all = kept.toByteArray();
        return all.length > keep ? Arrays.copyOfRange(all, all.length - keep, all.length) : all;
    }
}
