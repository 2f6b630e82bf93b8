package org.trialmap.parallel.closure;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoSerializable;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;

/** Carries a shared value in a broadcast: by Java serialization also where Spark's serializer is Kryo, which breaks records. */
public final class SharedBox implements KryoSerializable, Serializable {
    private static final long serialVersionUID = 1;

    private Object value;

    /** For Kryo. */
    public SharedBox() {}

    public SharedBox(Object value) {
        this.value = value;
    }

    public Object value() {
        return value;
    }

    @Override
    public void write(Kryo kryo, Output output) {
        try {
            ObjectOutputStream out = new ObjectOutputStream(output);
            out.writeObject(value);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void read(Kryo kryo, Input input) {
        try (ObjectInputStream in = new ContextInput(input)) {
            value = in.readObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class ContextInput extends ObjectInputStream {
        ContextInput(java.io.InputStream in) throws IOException {
            super(in);
        }

        @Override
        protected Class<?> resolveClass(java.io.ObjectStreamClass description) throws IOException, ClassNotFoundException {
            RefusedClasses.check(description.getName());
            try {
                return Class.forName(description.getName(), false, Thread.currentThread().getContextClassLoader());
            } catch (ClassNotFoundException e) {
                return super.resolveClass(description);
            }
        }
    }
}
