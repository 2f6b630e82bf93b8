package org.trialmap.app.cli;

import java.io.PrintWriter;
import java.util.function.IntSupplier;

/**
 * Ctrl-C, {@code kill} and a closed terminal while a run is in progress: the first one asks the run to stop, the second one ends the process at once.
 * Closing puts back what was there before.
 *
 * <p>A shutdown hook would be simpler, but it runs beside those of Spark and of the logging, which take away what a run needs for an orderly end. One is there for
 * ends that are not ours, {@code System.exit} in a function above all: whatever code that gave, the process ends with 1.
 */
public final class SignalHandler {
    private static volatile boolean asked;
    private static volatile boolean ended;

    private final PrintWriter err;
    private final Runnable cancel;
    private final IntSupplier finished;
    private final AtExit atExit;
    private final SignalTrap signals;

    /** @param finished tasks: noted for a later start at the end, and when a stop is asked for, since it may take longer than a batch system waits */
    public SignalHandler(PrintWriter err, Runnable cancel, IntSupplier finished) {
        this.err = err;
        this.cancel = cancel;
        this.finished = finished;
        atExit = new AtExit(() -> RestartMarker.note(finished));
        signals = new SignalTrap(this::received);
    }

    /** Whether a run of this process was asked to stop. */
    public static boolean isAsked() {
        return asked;
    }

    /** Whether a run has come to its end in this process. */
    static boolean hasEnded() {
        return ended;
    }

    /** For a process that has only rehearsed: no run of its command has been yet. */
    public static void forget() {
        asked = false;
        ended = false;
    }

    /** As if the terminal had been closed. */
    public static void hangUp() {
        SignalTrap.raise("HUP");
    }

    private void received(String name, int code) {
        asked = true;
        err.println("\ntrialmap: stopping (" + name + "), what has finished is kept." + (RestartMarker.isBatchJob() ? "" : " Once more ends it at once."));
        err.flush();
        Logging.ends();
        cancel.run();
        RestartMarker.note(finished);
    }

    /** No longer listens. */
    public void close() {
        atExit.close();
        ended = true;
        signals.close();
        RestartMarker.note(finished);
    }
}
