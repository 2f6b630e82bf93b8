package org.trialmap.app.cli;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.apache.hadoop.util.ShutdownHookManager;
import org.trialmap.support.ExitThreads;

/**
 * While it is open every end of this process is one from outside, {@code System.exit} in a user's function above all, and has exit code 1, whatever code was
 * asked for (that of a signal, if one came just when the run began). That comes last: after programs are killed, the library has said what was kept, and Spark
 * has removed its temporary folders.
 */
public final class AtExit implements AutoCloseable {
    private static final int AFTER_SPARK = 1;
    private static final long PATIENCE_MILLIS = 10_000;

    private final Runnable end;
    /** Null where Spark's own order of hooks is used. */
    private final Thread hook;

    /** @param first done before the end */
    AtExit(Runnable first) {
        end = () -> {
            try {
                first.run();
                awaitOthers();
            } finally {
                Runtime.getRuntime().halt(EarlyStop.exitCode());
            }
        };
        hook = Session.isOnSpark() ? null : new Thread(end, "trialmap ends");
        orAwaitEnd(() -> {
            if (hook == null) {
                ShutdownHookManager.get().addShutdownHook(end, AFTER_SPARK);
            } else {
                Runtime.getRuntime().addShutdownHook(hook);
            }
        });
    }

    private static void awaitOthers() {
        awaitTheirStart();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            try {
                if (ExitThreads.isOne(thread)) {
                    thread.join(PATIENCE_MILLIS);
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** Java starts the hooks one after the other, in any order, and waits for their ends then. */
    private static void awaitTheirStart() {
        long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        while (System.nanoTime() < end && Thread.getAllStackTraces().values().stream().noneMatch(AtExit::waitsForHooks)) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static boolean waitsForHooks(StackTraceElement[] stack) {
        List<String> calls = Arrays.stream(stack).map(frame -> frame.getClassName() + "." + frame.getMethodName()).toList();
        return calls.contains("java.lang.ApplicationShutdownHooks.runHooks") && calls.contains("java.lang.Thread.join");
    }

    @Override
    public void close() {
        orAwaitEnd(() -> {
            if (hook == null) {
                ShutdownHookManager.get().removeShutdownHook(end);
            } else {
                Runtime.getRuntime().removeShutdownHook(hook);
            }
        });
    }

    /** A thread that finds the process ending has nothing more to say: not that the run failed because Spark has been stopped. */
    private static void orAwaitEnd(Runnable change) {
        try {
            change.run();
        } catch (IllegalStateException e) {
            while (true) {
                LockSupport.park();
            }
        }
    }
}
