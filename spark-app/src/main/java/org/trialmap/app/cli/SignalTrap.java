package org.trialmap.app.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Ctrl-C, {@code kill} and a closed terminal: the first one goes to a listener, the second one ends the process at once. Closing puts back what was there before.
 *
 * <p>In a batch job TERM never ends the process at once: SLURM sends it to everything that is in a job, and the job's script sends it on when it has asked why,
 * which takes a while on a busy node. Who is too slow is killed by both.
 */
final class SignalTrap implements AutoCloseable {
    private static final String[] NAMES = {"INT", "TERM", "HUP"};
    private static final int BY_SIGNAL = 128;
    /** TERM may come to a script and to what it has started, and the script sends it on: that is one wish, not two. */
    private static final long SAME_NANOS = 3_000_000_000L;

    private final Map<Object, Object> before = new LinkedHashMap<>();
    private final AtomicReference<Long> askedAt = new AtomicReference<>();
    private final Listener listener;

    SignalTrap(Listener listener) {
        this.listener = listener;
        for (String name : NAMES) {
            try {
                Object signal = Jdk.signal(name);
                before.put(signal, Jdk.handle(signal, Jdk.handler(this::received)));
            } catch (ReflectiveOperationException e) {
                continue; // not in this JDK or kept by it (-Xrs): then the signal ends the process, and the journal has what finished
            }
        }
    }

    @FunctionalInterface
    interface Listener {
        /**
         * @param name for people: SIGINT
         * @param code the exit code of a process that it ends
         */
        void received(String name, int code);
    }

    /** Sends it to this process. */
    static void raise(String name) {
        try {
            Jdk.raise(name);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("A JDK has signals.", e);
        }
    }

    private void received(String name, int number) {
        long now = System.nanoTime();
        if (askedAt.compareAndSet(null, now)) {
            listener.received("SIG" + name, BY_SIGNAL + number);
        } else if (!name.equals("TERM") || !RestartMarker.isBatchJob() && now - askedAt.get() >= SAME_NANOS) {
            Runtime.getRuntime().halt(BY_SIGNAL + number);
        }
    }

    @Override
    public void close() {
        before.forEach((signal, handler) -> {
            try {
                Jdk.handle(signal, handler);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("A signal handler that was set can be set back.", e);
            }
        });
    }

    /** {@code sun.misc.Signal} of the module jdk.unsupported, by reflection, since the compiler warns of each mention. */
    private static final class Jdk {
        private static Object signal(String name) throws ReflectiveOperationException {
            return Class.forName("sun.misc.Signal").getConstructor(String.class).newInstance(name);
        }

        private static void raise(String name) throws ReflectiveOperationException {
            Object signal = signal(name);
            signal.getClass().getMethod("raise", signal.getClass()).invoke(null, signal);
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
