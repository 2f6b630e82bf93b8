package org.trialmap.trial.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.trialmap.support.Channels;
import org.trialmap.support.Reason;

/**
 * Whether a file of MATLAB's version 5 is whole: MFL does not notice a cut within the head of the last variable, and compares the checksum of a compressed one
 * only where it happens to read it to the end.
 */
final class Mat5Check {
    private static final int HEADER = 128;
    private static final int HEAD = 8;
    private static final int COMPRESSED = 15;
    private static final int PIECE = 1 << 16;

    private final FileChannel file;
    private final long size;

    private Mat5Check(FileChannel file) throws IOException {
        this.file = file;
        this.size = file.size();
    }

    /** Throws {@link IOException} that says what is wrong. */
    static void requireWhole(Path path) throws IOException {
        try (FileChannel file = FileChannel.open(path)) {
            new Mat5Check(file).requireElements();
        }
    }

    private void requireElements() throws IOException {
        if (size < HEADER + HEAD) {
            throw new IOException("it ends before its first variable");
        }
        ByteOrder order = read(HEADER - 2, 1).get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        for (long at = HEADER; at < size;) {
            ByteBuffer head = read(at, (int) Math.min(HEAD, size - at)).order(order);
            long bytes = head.limit() < HEAD ? HEAD : head.getInt(4) & 0xFFFFFFFFL;
            if (bytes > size - at - HEAD) {
                throw new IOException("the variable at byte " + at + " ends behind the end of the file");
            }
            if (head.getInt(0) == COMPRESSED) {
                requireIntact(at + HEAD, bytes, at);
            }
            at += HEAD + bytes;
        }
    }

    private void requireIntact(long from, long bytes, long element) throws IOException {
        Inflater inflater = new Inflater();
        byte[] out = new byte[PIECE];
        long end = from + bytes;
        try {
            for (long at = from; !inflater.finished();) {
                if (inflater.needsInput()) {
                    int piece = (int) Math.min(PIECE, end - at);
                    if (piece == 0) {
                        throw new DataFormatException("it ends too early");
                    }
                    inflater.setInput(read(at, piece));
                    at += piece;
                }
                if (inflater.inflate(out) == 0 && inflater.needsDictionary()) {
                    throw new DataFormatException("it needs a dictionary");
                }
            }
        } catch (DataFormatException e) {
            throw new IOException("the compressed variable at byte " + element + " is damaged (" + Reason.of(e) + ")", e);
        } finally {
            inflater.end();
        }
    }

    private ByteBuffer read(long at, int bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes);
        Channels.readFully(file, buffer, at);
        return buffer.flip();
    }
}
