package org.trialmap.support;

/** Threads that have something to do when this process ends, as shutdown hooks. The command line waits for them, by their names, before it ends the process. */
public final class ExitThreads {
    private static final String PREFIX = "trialmap at exit: ";

    private ExitThreads() {}

    /** @param what it does, in words */
    public static Thread of(String what, Runnable work) {
        return new Thread(work, PREFIX + what);
    }

    /** Takes back a hook. Where the process is ending already, it has run or will. */
    public static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            return;
        }
    }

    public static boolean isOne(Thread thread) {
        return thread.getName().startsWith(PREFIX);
    }
}
