package org.trialmap.app.cli;

import java.io.PrintStream;
import java.util.concurrent.locks.LockSupport;

/**
 * Signals outside of a run: while Spark starts, or is being stopped. They end the process with the signal's exit code; Spark removes its temporary folders then,
 * and the thread that was at work has nothing more to say.
 */
final class EarlyStop implements AutoCloseable {
    private static volatile int code = ExitCode.FAILED;

    private final PrintStream err = System.err;
    private final SignalTrap signals = new SignalTrap(this::received);
    private volatile boolean ending;

    /** Of a process that ends while a run is registered: that of the signal, if the run began just when one came. */
    static int exitCode() {
        return code;
    }

    private void received(String name, int signalCode) {
        if (name.equals("SIGTERM") && SignalHandler.isAsked()) { // sent on by a batch job's script: the run has been stopped already, and is about to say what was kept
            return;
        }
        ending = true;
        code = signalCode;
        Logging.ends(); // before anything is said: what Spark's threads meet from now on comes of the signal
        Logging.silenceStderr();
        err.println("\ntrialmap: stopped (" + name + ") " + (SignalHandler.hasEnded() ? "after the run, while Spark was being stopped; nothing is lost."
                : "before the first task; nothing was run or changed."));
        err.flush();
        System.exit(signalCode);
    }

    /** Does not return if the process is ending: what the calling thread has met then comes of that. */
    void orAwaitEnd() {
        while (ending) {
            LockSupport.park();
        }
    }

    @Override
    public void close() {
        orAwaitEnd();
        signals.close();
    }
}
