package org.trialmap.parallel.closure;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Consumer;

/**
 * Serialized size and digest of a value, found by serializing it without keeping the bytes.
 *
 * @param bytes serialized size
 * @param digest SHA-256, hexadecimal
 */
public record SharedMeasure(long bytes, String digest) {
    public static SharedMeasure of(Object value) {
        return of(value, type -> {});
    }

    /** @param classes is given the classes that the value is made of */
    public static SharedMeasure of(Object value, Consumer<Class<?>> classes) {
        try {
            CountingOutput counter = new CountingOutput();
            DigestOutputStream digest = new DigestOutputStream(counter, MessageDigest.getInstance("SHA-256"));
            try (ObjectOutputStream out = new ClassesOutput(digest, classes)) {
                out.writeObject(value);
            }
            return new SharedMeasure(counter.bytes, HexFormat.of().formatHex(digest.getMessageDigest().digest()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        } catch (IOException | RuntimeException | Error e) { // writeObject is the user's code
            throw new NotSerializableFunctionException(SerializationCheck.explain("The shared value", value, e), e);
        }
    }

    private static final class ClassesOutput extends ObjectOutputStream {
        private final Consumer<Class<?>> classes;

        ClassesOutput(OutputStream out, Consumer<Class<?>> classes) throws IOException {
            super(out);
            this.classes = classes;
        }

        @Override
        protected void annotateClass(Class<?> type) {
            classes.accept(type);
        }
    }

    private static final class CountingOutput extends OutputStream {
        private long bytes;

        @Override
        public void write(int b) {
            bytes++;
        }

        @Override
        public void write(byte[] b, int offset, int length) {
            bytes += length;
        }
    }
}
