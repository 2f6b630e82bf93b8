package org.trialmap.app.map;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import org.trialmap.parallel.closure.Wrapper;
import org.trialmap.task.ContextFunction;
import org.trialmap.task.TaskContext;

/**
 * A function of the user's together with the jars that it needs: in each process its classes are those that the jars have ({@link UserLoader}).
 *
 * @param jars key of the jars
 * @param wrapped the function
 */
record JarFunction(String jars, ContextFunction<Object, Object> wrapped) implements ContextFunction<Object, Object>, Wrapper {

    @Override
    public Object apply(Object input, TaskContext context) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(UserLoader.of(jars));
        try {
            return wrapped.apply(input, context);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private Object writeReplace() {
        return new Parcel(this);
    }

    /** How it is sent: the jars first, since the function can only be read with their classes. */
    private static final class Parcel implements Serializable {
        private static final long serialVersionUID = 1;

        private transient JarFunction function;

        Parcel(JarFunction function) {
            this.function = function;
        }

        private void writeObject(ObjectOutputStream out) throws IOException {
            out.writeObject(function.jars);
            out.writeObject(function.wrapped);
        }

        @SuppressWarnings("unchecked")
        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            String jars = (String) in.readObject();
            Thread thread = Thread.currentThread();
            ClassLoader before = thread.getContextClassLoader();
            thread.setContextClassLoader(UserLoader.of(jars));
            try {
                function = new JarFunction(jars, (ContextFunction<Object, Object>) in.readObject());
            } finally {
                thread.setContextClassLoader(before);
            }
        }

        private Object readResolve() {
            return function;
        }
    }
}
