package org.trialmap.task;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import org.trialmap.array.ChunkGrid;
import org.trialmap.array.NdArray;
import org.trialmap.support.Reason;
import org.trialmap.support.SessionNames;

/**
 * A digest of values that is the same for equal values on any machine: SHA-256 over a canonical form. Records, lists, sets, maps, arrays,
 * enums, numbers and strings are walked, with the names of the records' and enums' classes; an {@link Identifiable} adds what it chooses; anything else counts by its
 * Java serialization, which may differ for equal objects of a class that keeps more than its value. Classes of a notebook's cells count without the numbers of the cells.
 *
 * <p>Lists and arrays count in their order, sets and maps in none. Floating-point numbers count by their bits: -0.0 is not 0.0. The type counts:
 * the int 1 is not the long 1. Not safe for use by several threads.
 */
public final class Fingerprint {
    private static final int PIECE = 1 << 16;

    private final MessageDigest digest;

    public Fingerprint() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }

    /**
     * Adds a value, null included, and returns this.
     *
     * @throws IllegalArgumentException if the value or a part of it is of a class that cannot be serialized; names the class
     */
    public Fingerprint add(Object value) {
        if (value == null) {
            tag('0');
        } else if (value instanceof Identifiable identifiable) {
            identifiable.fingerprint(tag('i'));
        } else if (value instanceof String s) {
            characters('s', CharBuffer.wrap(s));
        } else if (value instanceof Integer || value instanceof Long || value instanceof Short || value instanceof Byte) {
            number(value.getClass().getSimpleName().charAt(0), ((Number) value).longValue());
        } else if (value instanceof Double d) {
            number('d', Double.doubleToRawLongBits(d));
        } else if (value instanceof Float f) {
            number('f', Float.floatToRawIntBits(f));
        } else if (value instanceof Boolean b) {
            tag(b ? 'T' : 'F');
        } else if (value instanceof Enum<?> e) {
            tag('e').add(SessionNames.plain(e.getDeclaringClass().getName())).add(e.name());
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

    /** As {@link #hex}. */
    @Override
    public String toString() {
        return hex();
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

    /** Not in UTF-8, in which all lone surrogates are the same question mark. */
    private void characters(char tag, CharBuffer text) {
        number(tag, text.length());
        ByteBuffer piece = ByteBuffer.allocate(Math.min(PIECE, text.remaining()) * Character.BYTES);
        while (text.hasRemaining()) {
            int length = Math.min(PIECE, text.remaining());
            piece.asCharBuffer().put(text.slice().limit(length));
            text.position(text.position() + length);
            digest.update(piece.array(), 0, length * Character.BYTES);
        }
    }

    private void unordered(char tag, Collection<String> sorted) {
        number(tag, sorted.size());
        sorted.forEach(this::add);
    }

    private void array(Object array) {
        if (array.getClass().getComponentType().isPrimitive()) {
            primitives(array);
            return;
        }
        int length = Array.getLength(array);
        number('a', length);
        for (int i = 0; i < length; i++) {
            add(Array.get(array, i));
        }
    }

    /** In pieces: a large array must not be copied as a whole, and may have more bytes than one block holds. */
    private void primitives(Object array) {
        if (array instanceof char[] chars) {
            characters('c', CharBuffer.wrap(chars));
            return;
        }
        int length = Array.getLength(array);
        number('p', length);
        add(array.getClass().getComponentType().getName());
        int pieces = new ChunkGrid(length, PIECE).count();
        for (int i = 0; i < pieces; i++) {
            int from = i * PIECE;
            Object piece = Array.newInstance(array.getClass().getComponentType(), Math.min(PIECE, length - from));
            System.arraycopy(array, from, piece, 0, Array.getLength(piece));
            digest.update(NdArray.of(piece, Array.getLength(piece)).toBytes());
        }
    }

    private void record(Record record) {
        Object[] values;
        try {
            values = values(record);
        } catch (ReflectiveOperationException | RuntimeException e) {
            serialized(record); // in a closed module: its serialized form will do
            return;
        }
        tag('r').add(SessionNames.plain(record.getClass().getName()));
        for (Object value : values) {
            add(value);
        }
    }

    private static Object[] values(Record record) throws ReflectiveOperationException {
        RecordComponent[] components = record.getClass().getRecordComponents();
        Object[] values = new Object[components.length];
        for (int i = 0; i < values.length; i++) {
            components[i].getAccessor().setAccessible(true);
            values[i] = components[i].getAccessor().invoke(record);
        }
        return values;
    }

    private void serialized(Object value) {
        ByteArrayOutputStream buffer = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new SessionStream(buffer)) {
            out.writeObject(value);
        } catch (IOException e) {
            throw new IllegalArgumentException("A value of type " + value.getClass().getName() + " cannot be serialized (" + Reason.of(e)
                    + "), so it cannot be sent to other processes. Make the class implement java.io.Serializable, or a record of serializable parts.", e);
        }
        bytes('o', buffer.toByteArray());
    }
}
