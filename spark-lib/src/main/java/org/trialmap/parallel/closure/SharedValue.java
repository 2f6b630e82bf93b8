package org.trialmap.parallel.closure;

import java.io.Serializable;
import org.trialmap.task.Fingerprint;
import org.trialmap.task.Identifiable;
import org.trialmap.task.Shared;

/**
 * The driver's side of a shared value. It is serialized as a token with the value's digest; {@link JavaCodec} puts the receiving process's own handle in
 * the token's place.
 */
public final class SharedValue<T> implements Shared<T>, Identifiable {
    private static final long serialVersionUID = 1;

    private final transient T value;
    private final transient Object carrier;
    private final transient long bytes;
    private final String digest;

    /** @param carrier what the backend needs to bring the value to its processes; null for none */
    public SharedValue(T value, Object carrier, long bytes, String digest) {
        this.value = value;
        this.carrier = carrier;
        this.bytes = bytes;
        this.digest = digest;
    }

    @Override
    public T value() {
        return value;
    }

    @Override
    public long bytes() {
        return bytes;
    }

    @Override
    public void fingerprint(Fingerprint fingerprint) {
        fingerprint.add("shared").add(digest);
    }

    String digest() {
        return digest;
    }

    public Object carrier() {
        return carrier;
    }

    /** For example {@code shared value of 8000027 bytes}: the value itself may be large. */
    @Override
    public String toString() {
        return "shared value of " + bytes + " bytes";
    }

    private Object writeReplace() {
        return new Token(digest, this);
    }

    /** What is serialized in place of the handle. */
    static final class Token implements Serializable {
        private static final long serialVersionUID = 1;

        private final String digest;
        private final transient SharedValue<?> source;

        Token(String digest, SharedValue<?> source) {
            this.digest = digest;
            this.source = source;
        }

        String digest() {
            return digest;
        }

        SharedValue<?> source() {
            return source;
        }
    }
}
