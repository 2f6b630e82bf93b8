package org.trialmap.hdf5;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.trialmap.hdf5.format.HeaderMessages;
import org.trialmap.hdf5.format.Lookup3;

/** What file structures are made of: numbers of a width that the file chooses, signatures, checksums. */
final class FieldReader {
    private FieldReader() {}

    /** An unsigned number of 1 to 8 bytes; -1 ("undefined") if all its bits are set. */
    static long uint(ByteBuffer from, int bytes) {
        long value = 0;
        boolean undefined = true;
        for (int i = 0; i < bytes; i++) {
            int next = from.get() & 0xff;
            undefined &= next == 0xff;
            value |= (long) next << 8 * i;
        }
        return undefined && bytes > 0 ? HeaderMessages.UNDEFINED : value;
    }

    /** The next bytes as a buffer of their own; the position moves behind them. */
    static ByteBuffer part(ByteBuffer from, long bytes) {
        ByteBuffer part = from.slice(from.position(), Math.toIntExact(bytes)).order(from.order());
        from.position(from.position() + (int) bytes);
        return part;
    }

    /** The next bytes; the position moves behind them. */
    static byte[] bytes(ByteBuffer from, long count) {
        if (count < 0 || count > from.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[(int) count];
        from.get(bytes);
        return bytes;
    }

    /** The bytes up to the next NUL or the end; the position moves behind it. */
    static byte[] untilNul(ByteBuffer from) {
        int start = from.position();
        while (from.hasRemaining() && from.get() != 0) {
            continue;
        }
        boolean ended = from.position() > start && from.get(from.position() - 1) == 0;
        byte[] bytes = new byte[from.position() - start - (ended ? 1 : 0)];
        from.get(start, bytes);
        return bytes;
    }

    static void skip(ByteBuffer from, int bytes) {
        from.position(from.position() + bytes);
    }

    static boolean isSigned(ByteBuffer block, String signature) {
        byte[] expected = signature.getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < expected.length; i++) {
            if (block.remaining() <= i || block.get(block.position() + i) != expected[i]) {
                return false;
            }
        }
        return true;
    }

    /** Moves behind the signature that must be next. */
    static void requireSigned(ByteBuffer block, String signature, long address) throws IOException {
        if (!isSigned(block, signature)) {
            throw new IOException("there is no " + signature + " block at byte " + address);
        }
        skip(block, 4);
    }

    /** Compares the checksum at {@code end} with that of all bytes before it. */
    static void requireChecksum(ByteBuffer block, int end, String what, long address) throws IOException {
        byte[] bytes = new byte[end];
        block.get(0, bytes);
        if (Lookup3.hash(bytes, 0, end) != block.getInt(end)) {
            throw new IOException("the checksum of the " + what + " at byte " + address + " is wrong");
        }
    }
}
