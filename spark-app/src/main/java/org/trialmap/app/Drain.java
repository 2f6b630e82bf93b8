package org.trialmap.app;

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
    private volatile long read;

    private Drain(String name, InputStream in, int keep) {
        super(name);
        this.in = in;
        this.keep = keep;
        setDaemon(true);
        start();
    }

    static Drain all(InputStream in) {
        return new Drain("stdout of a program", in, Integer.MAX_VALUE);
    }

    static Drain tail(InputStream in, int bytes) {
        return new Drain("stderr of a program", in, bytes);
    }

    @Override
    public void run() {
        byte[] piece = new byte[PIECE];
        try (in) {
            for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
                add(piece, n);
            }
        } catch (IOException e) {
            // the program was killed: what came until then is what there is
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

    /** Waits until the stream has ended, or nothing has come for so long. */
    void awaitEndOrSilence(long millis) throws InterruptedException {
        for (long before = -1; isAlive() && before != read;) {
            before = read;
            join(millis);
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
