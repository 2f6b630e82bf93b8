package org.trialmap;

import java.lang.management.ManagementFactory;

/** Counts the bytes that a piece of work allocates in its thread: the same on a busy machine. */
public final class Allocated {
    private static final com.sun.management.ThreadMXBean THREADS = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Allocated() {}

    /** Work that may fail. */
    public interface Work {
        void run() throws Exception;
    }

    /** After it has run once, so that classes are loaded. */
    public static long bytes(Work work) throws Exception {
        work.run();
        long before = THREADS.getCurrentThreadAllocatedBytes();
        work.run();
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }
}
