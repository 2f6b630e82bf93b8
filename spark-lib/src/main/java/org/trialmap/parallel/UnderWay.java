package org.trialmap.parallel;

import java.util.function.Supplier;

/**
 * Says what was kept when the process ends while a run is under way: {@code System.exit} in a function or elsewhere, or a signal. Without it a run that was cut
 * short by {@code System.exit(0)} would look like one that succeeded.
 */
final class UnderWay implements AutoCloseable {
    /** Begins the names of the threads that have something to do at the end; the command line waits for them. */
    private static final String THREADS = "trialmap at exit: ";

    private final Thread hook;

    /** @param words asked at the end only, by another thread */
    UnderWay(Supplier<String> words) {
        hook = new Thread(() -> System.err.println("trialmap: " + words.get()), THREADS + "what was kept");
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException e) { // the process is ending already
            return;
        }
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) { // the process is ending: the hook says so
            return;
        }
    }
}
