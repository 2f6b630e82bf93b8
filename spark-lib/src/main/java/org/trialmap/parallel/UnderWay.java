package org.trialmap.parallel;

import java.util.function.Supplier;
import org.trialmap.support.ExitThreads;

/**
 * Says what was kept when the process ends while a run is under way: {@code System.exit} in a function or elsewhere, or a signal. Without it a run that was cut
 * short by {@code System.exit(0)} would look like one that succeeded.
 */
final class UnderWay implements AutoCloseable {
    private final Thread hook;

    /** @param words asked at the end only, by another thread */
    UnderWay(Supplier<String> words) {
        hook = ExitThreads.of("what was kept", () -> System.err.println("trialmap: " + words.get()));
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException e) { // the process is ending already
            return;
        }
    }

    @Override
    public void close() {
        ExitThreads.forget(hook);
    }
}
