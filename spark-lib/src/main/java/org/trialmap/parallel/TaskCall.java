package org.trialmap.parallel;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/**
 * Calls the user's function: in the calling thread, or, where there is a time limit, in a thread of its own that is interrupted when the time is
 * up. A function that ignores interrupts is left behind; its result is not used.
 */
final class TaskCall implements AutoCloseable {
    private final Duration limit;
    private final BooleanSupplier cancelled;
    private ExecutorService thread;

    /**
     * @param limit null = none
     * @param cancelled whether the run is being cancelled: tells its interrupts from those of the user's own code
     */
    TaskCall(Duration limit, BooleanSupplier cancelled) {
        this.limit = limit;
        this.cancelled = cancelled;
    }

    /**
     * @throws UserException whatever the function threw, or that its time is up
     * @throws InterruptedException the run is being cancelled
     */
    <R> R run(Callable<R> function) throws InterruptedException, UserException {
        if (limit == null) {
            return call(function);
        }
        if (thread == null) {
            ClassLoader loader = Thread.currentThread().getContextClassLoader();
            thread = Executors.newSingleThreadExecutor(work -> {
                Thread worker = new Thread(work, Thread.currentThread().getName() + " (time limit)");
                worker.setDaemon(true);
                worker.setContextClassLoader(loader);
                return worker;
            });
        }
        Future<R> result = thread.submit(function);
        try {
            return result.get(nanos(limit), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            close();
            throw new UserException(new TimeoutException("the call took longer than the time limit of " + words(limit)));
        } catch (ExecutionException e) {
            throw new UserException(e.getCause());
        } catch (InterruptedException e) {
            close();
            throw e;
        }
    }

    private <R> R call(Callable<R> function) throws InterruptedException, UserException {
        R result = null;
        Throwable thrown = null;
        try {
            result = function.call();
        } catch (Throwable e) { // an Error of the user's (assertion, stack overflow, no memory) is that task's outcome, too
            thrown = e;
        }
        boolean interrupted = Thread.interrupted() || thrown instanceof InterruptedException;
        if (interrupted && cancelled.getAsBoolean()) {
            throw new InterruptedException();
        }
        if (thrown != null) {
            throw new UserException(thrown);
        }
        return result;
    }

    /** Where a duration is longer than a long holds, which is 292 years, nobody sees its end. */
    static long nanos(Duration duration) {
        try {
            return duration.toNanos();
        } catch (ArithmeticException e) {
            return Long.MAX_VALUE;
        }
    }

    /** For example {@code 1.5 s}. */
    static String words(Duration duration) {
        BigDecimal seconds = BigDecimal.valueOf(duration.getSeconds()).add(BigDecimal.valueOf(duration.getNano(), 9)).setScale(3, RoundingMode.HALF_UP);
        return (seconds.signum() == 0 ? "0" : seconds.stripTrailingZeros().toPlainString()) + " s";
    }

    @Override
    public void close() {
        if (thread != null) {
            thread.shutdownNow();
            thread = null;
        }
    }

    /** Carries what the user's function threw. */
    static final class UserException extends Exception {
        private static final long serialVersionUID = 1;

        UserException(Throwable cause) {
            super(null, cause); // without its toString, which is the user's code
        }
    }
}
