package org.trialmap.task;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import org.trialmap.array.NdArray;

/**
 * A digest of values that is the same for equal values on any machine: SHA-256 over a canonical form. Records, lists, sets, maps, arrays,
 * numbers and strings are walked; anything else counts by its Java serialization.
 */
public final class Fingerprint {
    private final MessageDigest digest;

    public Fingerprint() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }

    /** Adds a value and returns this. */
    public Fingerprint add(Object value) {
        if (value == null) {
            tag('0');
        } else if (value instanceof String s) {
            bytes('s', s.getBytes(StandardCharsets.UTF_8));
        } else if (value instanceof Integer || value instanceof Long || value instanceof Short || value instanceof Byte) {
            number(value.getClass().getSimpleName().charAt(0), ((Number) value).longValue());
        } else if (value instanceof Double d) {
            number('d', Double.doubleToRawLongBits(d));
        } else if (value instanceof Float f) {
            number('f', Float.floatToRawIntBits(f));
        } else if (value instanceof Boolean b) {
            tag(b ? 'T' : 'F');
        } else if (value instanceof Enum<?> e) {
            tag('e').add(e.getDeclaringClass().getName()).add(e.name());
        } else if (value.getClass().isArray()) {
            array(value);
        } else if (value instanceof NdArray a) {
            tag('n').add(a.dtype().toString()).add(a.shape()).add(a.data());
        } else if (value instanceof Map<?, ?> map) {
            unordered('m', map.entrySet().stream().map(entry -> new Fingerprint().add(entry.getKey()).add(entry.getValue()).hex()).sorted().toList());
        } else if (value instanceof Set<?> set) {
            unordered('u', set.stream().map(element -> new Fingerprint().add(element).hex()).sorted().toList());
        } else if (value instanceof Collection<?> collection) {
            number('l', collection.size());
            collection.forEach(this::add);
        } else if (value instanceof Record record) {
            record(record);
        } else {
            serialized(value);
        }
        return this;
    }

    /** The digest of all that was added, 64 hexadecimal digits. Further additions go on from here. */
    public String hex() {
        try {
            return HexFormat.of().formatHex(((MessageDigest) digest.clone()).digest());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("The platform's SHA-256 can be cloned.", e);
        }
    }

    private Fingerprint tag(char tag) {
        digest.update((byte) tag);
        return this;
    }

    private void number(char tag, long value) {
        tag(tag);
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(0, value));
    }

    private void bytes(char tag, byte[] bytes) {
        number(tag, bytes.length);
        digest.update(bytes);
    }

    private void unordered(char tag, Collection<String> sorted) {
        number(tag, sorted.size());
        sorted.forEach(this::add);
    }

    private void array(Object array) {
        if (array.getClass().getComponentType().isPrimitive()) {
            if (array instanceof char[] chars) {
                bytes('c', new String(chars).getBytes(StandardCharsets.UTF_8));
            } else {
                NdArray flat = NdArray.from(array);
                number('p', flat.size());
                add(flat.dtype().toString());
                digest.update(flat.toBytes());
            }
            return;
        }
        int length = Array.getLength(array);
        number('a', length);
        for (int i = 0; i < length; i++) {
            add(Array.get(array, i));
        }
    }

    private void record(Record record) {
        tag('r').add(record.getClass().getName());
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            try {
                component.getAccessor().setAccessible(true);
                add(component.getAccessor().invoke(record));
            } catch (ReflectiveOperationException | RuntimeException e) {
                serialized(record); // in a closed module: its serialized form will do
                return;
            }
        }
    }

    private void serialized(Object value) {
        ByteArrayOutputStream buffer = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(buffer)) {
            out.writeObject(value);
        } catch (IOException e) {
            throw new IllegalArgumentException("A value of type " + value.getClass().getName() + " cannot be serialized (" + e.getMessage()
                    + "), so it cannot travel to other processes. Make the class implement java.io.Serializable, or a record of serializable parts.", e);
        }
        bytes('o', buffer.toByteArray());
    }
}
