package org.trialmap.app;

import java.io.PrintWriter;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntSupplier;

/**
 * Ctrl-C, {@code kill} and a closed terminal while a run is on its way: the first one asks the run to stop, the second one ends the process at once.
 * Closing puts back what was there before.
 *
 * <p>A shutdown hook would be simpler, but it runs beside those of Spark and of the logging, which take away what a run needs for an orderly end. One is there for
 * ends that are not ours, {@code System.exit} in a function above all: whatever code that gave, the process ends with 1.
 */
final class Stop {
    private static final String[] SIGNALS = {"INT", "TERM", "HUP"};
    private static final int BY_SIGNAL = 128;
    /** A batch system sends TERM to a script and to what it has started, and the script sends it on: that is one wish, not two. */
    private static final long SAME_NANOS = 3_000_000_000L;

    private final Map<Object, Object> before = new LinkedHashMap<>();
    private final AtomicReference<Long> askedAt = new AtomicReference<>();
    private final PrintWriter err;
    private final Runnable cancel;
    private final IntSupplier finished;
    private final AtExit atExit;

    /** @param finished tasks: noted for a later start at the end, and when a stop is asked for, since it may take longer than a batch system waits */
    Stop(PrintWriter err, Runnable cancel, IntSupplier finished) {
        this.err = err;
        this.cancel = cancel;
        this.finished = finished;
        atExit = new AtExit(() -> Continuation.note(finished));
        for (String name : SIGNALS) {
            try {
                Object signal = Jdk.signal(name);
                before.put(signal, Jdk.handle(signal, Jdk.handler(this::received)));
            } catch (ReflectiveOperationException e) {
                continue; // not in this JDK or kept by it (-Xrs): then the signal ends the process, and the journal has what finished
            }
        }
    }

    private void received(String name, int number) {
        long now = System.nanoTime();
        if (!askedAt.compareAndSet(null, now)) {
            if (name.equals("TERM") && now - askedAt.get() < SAME_NANOS) {
                return;
            }
            Runtime.getRuntime().halt(BY_SIGNAL + number);
        }
        err.println("\ntrialmap: stopping (SIG" + name + "), what has finished is kept. Once more ends it at once.");
        err.flush();
        cancel.run();
        Continuation.note(finished);
    }

    /** No longer listens. */
    void close() {
        atExit.close();
        before.forEach((signal, handler) -> {
            try {
                Jdk.handle(signal, handler);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("A signal handler that was set can be set back.", e);
            }
        });
        Continuation.note(finished);
    }

    @FunctionalInterface
    interface Listener {
        void received(String name, int number);
    }

    /** {@code sun.misc.Signal} of the module jdk.unsupported, by reflection, since the compiler warns of each mention. */
    private static final class Jdk {
        private static Object signal(String name) throws ReflectiveOperationException {
            return Class.forName("sun.misc.Signal").getConstructor(String.class).newInstance(name);
        }

        private static Object handler(Listener listener) throws ReflectiveOperationException {
            Class<?> type = Class.forName("sun.misc.SignalHandler");
            InvocationHandler calls = (proxy, method, arguments) -> switch (method.getName()) {
                case "handle" -> {
                    Object signal = arguments[0];
                    listener.received((String) signal.getClass().getMethod("getName").invoke(signal),
                            (int) signal.getClass().getMethod("getNumber").invoke(signal));
                    yield null;
                }
                case "equals" -> proxy == arguments[0];
                case "hashCode" -> System.identityHashCode(proxy);
                default -> "asks the run to stop";
            };
            return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, calls);
        }

        private static Object handle(Object signal, Object handler) throws ReflectiveOperationException {
            Method handle = signal.getClass().getMethod("handle", signal.getClass(), Class.forName("sun.misc.SignalHandler"));
            return handle.invoke(null, signal, handler);
        }
    }
}
