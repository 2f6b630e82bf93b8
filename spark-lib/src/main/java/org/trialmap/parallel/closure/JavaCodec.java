package org.trialmap.parallel.closure;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.SerializedLambda;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.trialmap.setting.Setting;

/**
 * How functions, inputs and results become bytes: Java serialization, whatever serializer Spark is set to. Classes are looked up in the thread's
 * context class loader, so that user jars are found; those of an interactive session in this process, in the session's ({@link SessionLoaders}).
 */
public final class JavaCodec {
    public static final Function<String, Object> NO_SHARED_VALUES = digest -> {
        throw new IllegalStateException("A shared value cannot be part of an input or a result; capture the handle in the function.");
    };

    private JavaCodec() {}

    public static byte[] encode(Object value) throws IOException {
        return encode(value, null, type -> {});
    }

    /** Encodes; the shared values that are met on the way are added to {@code met} (null = there may be none), their classes are given to {@code classes}. */
    public static byte[] encode(Object value, Map<String, SharedValue<?>> met, Consumer<Class<?>> classes) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (ObjectOutputStream out = new Output(bytes, met, classes)) {
            out.writeObject(value);
        }
        return bytes.toByteArray();
    }

    public static Object decode(byte[] bytes, Function<String, Object> shared) {
        try (ObjectInputStream in = new Input(new ByteArrayInputStream(bytes), shared)) {
            return in.readObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ClassNotFoundException e) {
            throw new MissingClassException("Class " + e.getMessage() + " is not on the class path of this process. Add its jar with " + Setting.JAR + ".", e);
        }
    }

    /** For bytes that cannot hold shared values. */
    public static Object decode(byte[] bytes) {
        return decode(bytes, NO_SHARED_VALUES);
    }

    private static final class Output extends ObjectOutputStream {
        private final Map<String, SharedValue<?>> met;
        private final Consumer<Class<?>> classes;

        Output(OutputStream out, Map<String, SharedValue<?>> met, Consumer<Class<?>> classes) throws IOException {
            super(out);
            this.met = met;
            this.classes = classes;
            enableReplaceObject(true);
        }

        @Override
        protected void annotateClass(Class<?> type) throws IOException {
            classes.accept(type);
            String token = SessionLoaders.token(type);
            if (token != null) {
                writeUTF(token);
            }
        }

        @Override
        protected Object replaceObject(Object object) throws IOException {
            if (object instanceof SharedValue.Token token) {
                if (met == null) {
                    throw new InvalidObjectException("it holds the handle of a shared value, which only the function may capture");
                }
                met.put(token.digest(), token.source());
            }
            if (object instanceof SerializedLambda lambda && classes instanceof JShellClasses session) {
                session.accept(lambda);
            }
            return object;
        }
    }

    private static final class Input extends ObjectInputStream {
        private final Function<String, Object> shared;

        Input(InputStream in, Function<String, Object> shared) throws IOException {
            super(in);
            this.shared = shared;
            enableResolveObject(true);
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass description) throws IOException, ClassNotFoundException {
            RefusedClasses.check(description.getName());
            String token = available() > 0 ? readUTF() : null; // what annotateClass wrote, nothing for most classes
            ClassLoader session = token == null ? null : SessionLoaders.loader(token);
            ClassLoader loader = Thread.currentThread().getContextClassLoader(); // an object may change it for what it holds
            try {
                return Class.forName(description.getName(), false, session == null ? loader : session);
            } catch (ClassNotFoundException e) {
                if (token != null) {
                    throw new MissingClassException("Class " + description.getName() + " is not on the class path of this process: it was defined in an"
                            + " interactive session (a notebook, JShell, the Scala REPL), whose classes only its own process has. Put it into a jar and add that"
                            + " with spark.jars or SparkContext.addJar, use a function that is in a jar, or run with local[*].", e);
                }
                return super.resolveClass(description);
            }
        }

        @Override
        protected Object resolveObject(Object object) {
            return object instanceof SharedValue.Token token ? shared.apply(token.digest()) : object;
        }
    }
}
