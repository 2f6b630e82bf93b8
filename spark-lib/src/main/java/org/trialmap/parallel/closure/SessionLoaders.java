package org.trialmap.parallel.closure;

import java.util.Map;
import java.util.UUID;
import java.util.WeakHashMap;

/**
 * Class loaders of interactive sessions (JShell, the Scala REPL, notebooks) whose functions this process was given. No thread's context class loader
 * need know them: Spark's threads were started before the session's classes were there, and JShell runs each snippet in a thread with the
 * context loader of the JVM. So their classes are sent with a token, by which this process, and no other, finds the loader again.
 *
 * <p>Only the driver remembers loaders. Executors adopt those that they made of what was sent of a session ({@link JShellSnapshot}), so that what tasks return has the driver's
 * token. Loaders may be collected: it holds them weakly.
 */
final class SessionLoaders {
    private static final String PROCESS = UUID.randomUUID().toString();
    private static final Map<ClassLoader, String> TOKENS = new WeakHashMap<>();
    private static final Map<ClassLoader, String> ADOPTED = new WeakHashMap<>();
    private static int next;

    private SessionLoaders() {}

    /** Remembers the loader of a function's class, and its parents as far as they are below the library's own loader. */
    static synchronized void remember(Class<?> function) {
        for (ClassLoader loader = function.getClassLoader(); loader != null && !isOfTheLibrary(loader); loader = loader.getParent()) {
            if (!TOKENS.containsKey(loader)) {
                TOKENS.put(loader, PROCESS + "/" + next++);
            }
        }
    }

    private static boolean isOfTheLibrary(ClassLoader loader) {
        ClassLoader own = SessionLoaders.class.getClassLoader();
        while (own != null && own != loader) {
            own = own.getParent();
        }
        return own != null;
    }

    /** The token that is sent with a class; null = any thread finds it by its name. */
    static synchronized String token(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        return loader == null ? null : TOKENS.getOrDefault(loader, ADOPTED.get(loader));
    }

    /** On an executor: classes of the loader are written with the token of the driver's loader. It does not resolve here, where several may have it. */
    static synchronized void adopt(ClassLoader loader, String token) {
        ADOPTED.put(loader, token);
    }

    /** The loader of a token; null if it is of another process, or gone. */
    static synchronized ClassLoader loader(String token) {
        return TOKENS.entrySet().stream().filter(entry -> entry.getValue().equals(token)).map(Map.Entry::getKey).findFirst().orElse(null);
    }
}
