package org.trialmap.parallel.closure;

import java.io.Serializable;
import java.lang.reflect.Field;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/**
 * What is sent of a JShell session with a map: the classes that its function and inputs need, and the values of their variables when the map was started. Each executor
 * loads them once, apart from those of other maps, whose variables may have had other values.
 */
public final class JShellSnapshot implements Serializable {
    private static final long serialVersionUID = 1;
    private static final int KEPT = 4;
    /** Of the latest maps, by id. Filled on executors, never on the driver. */
    private static final Map<String, ClassLoader> LOADERS = new LinkedHashMap<>();

    private final String id = UUID.randomUUID().toString();
    private final String token;
    private final Map<String, byte[]> classes;
    private final byte[] variables;

    /**
     * @param token by which the driver finds the session's class loader, see {@link SessionLoaders}
     * @param classes class files by name; serializable
     * @param variables encoded {@link Variables}
     */
    JShellSnapshot(String token, Map<String, byte[]> classes, byte[] variables) {
        this.token = token;
        this.classes = classes;
        this.variables = variables;
    }

    /** Static fields: their classes' names, their own, their values. */
    record Variables(String[] types, String[] names, Object[] values) implements Serializable {
        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    /** The class loader of this process, with its variables set; its parent is the calling thread's. */
    public ClassLoader loader(Function<String, Object> shared) {
        synchronized (LOADERS) {
            ClassLoader known = LOADERS.remove(id);
            ClassLoader loader = known == null ? load(shared) : known;
            LOADERS.put(id, loader);
            if (LOADERS.size() > KEPT) {
                LOADERS.remove(LOADERS.keySet().iterator().next());
            }
            return loader;
        }
    }

    private ClassLoader load(Function<String, Object> shared) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        ClassLoader loader = new Loader(before, classes);
        SessionLoaders.adopt(loader, token);
        thread.setContextClassLoader(loader);
        try {
            set((Variables) FreshValues.read("notebook's variables", variables, shared), loader);
            return loader;
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static void set(Variables variables, ClassLoader loader) {
        for (int i = 0; i < variables.types.length; i++) {
            try {
                Field field = Class.forName(variables.types[i], true, loader).getDeclaredField(variables.names[i]);
                field.setAccessible(true);
                field.set(null, variables.values[i]);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("The notebook's variable '" + variables.names[i] + "' cannot be set: " + e, e);
            }
        }
    }

    /** Its own classes first: a parent that has them, too, has none of the values. */
    private static final class Loader extends ClassLoader {
        private final Map<String, byte[]> classes;

        Loader(ClassLoader parent, Map<String, byte[]> classes) {
            super(parent);
            this.classes = classes;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            byte[] file = classes.get(name);
            if (file == null) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded != null ? loaded : defineClass(name, file, 0, file.length);
            }
        }
    }
}
