package org.trialmap.hdf5.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.trialmap.array.NdArray;
import org.trialmap.setting.Setting;
import org.trialmap.support.Channels;
import org.trialmap.support.Reason;

/** Appends to a file through one buffer, with positional writes only, and can still correct what it has written. */
public final class FileOutput {
    private static final int BUFFER = 1 << 18;

    private final Path file;
    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
    private long base; // file position of the buffer's first byte; what comes before is with the operating system
    private boolean broken;
    private boolean holes;

    public FileOutput(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    FileChannel channel() {
        return channel;
    }

    /** Whether a write has failed: then the file must not become valid any more. */
    public boolean isBroken() {
        return broken;
    }

    /** From now on what is skipped is never written, so that the bytes that are there already stay. */
    public void keepHoles() throws IOException {
        flush();
        holes = true;
    }

    /** Whether everything before {@code position} has left the buffer. */
    public boolean hasFlushed(long position) {
        return position <= base;
    }

    public long position() {
        return base + buffer.position();
    }

    /** Advances to the next multiple of {@code boundary} (a power of two) and returns it. */
    public long align(int boundary) throws IOException {
        skip(-position() & (boundary - 1));
        return position();
    }

    /** The buffer, with room for at least {@code bytes} (at most the buffer's size) more. Put and come back. */
    ByteBuffer room(int bytes) throws IOException {
        if (buffer.remaining() < bytes) {
            flush();
        }
        return buffer;
    }

    public void write(Bytes bytes) throws IOException {
        write(bytes.array(), bytes.size());
    }

    public void write(byte[] bytes, int length) throws IOException {
        for (int at = 0; at < length;) {
            int n = Math.min(length - at, room(1).remaining());
            buffer.put(bytes, at, n);
            at += n;
        }
    }

    public void write(NdArray values) throws IOException {
        Object data = values.data();
        int entryBytes = PrimitiveBytes.entryBytes(data);
        int entries = PrimitiveBytes.length(data);
        for (int at = 0; at < entries;) {
            int n = Math.min(entries - at, room(entryBytes).remaining() / entryBytes);
            PrimitiveBytes.encode(data, at, n, buffer);
            at += n;
        }
    }

    /** Leaves {@code bytes} zero bytes; many of them become a hole in the file. Returns where they begin. */
    public long skip(long bytes) throws IOException {
        long start = position();
        if (!holes && bytes <= buffer.remaining()) {
            for (long i = 0; i < bytes; i++) {
                buffer.put((byte) 0);
            }
        } else {
            flush();
            base += bytes;
        }
        return start;
    }

    /** Overwrites what was written or skipped at {@code position} before. */
    public void patch(long position, byte[] bytes, int length) throws IOException {
        if (position >= base) {
            buffer.put((int) (position - base), bytes, 0, length);
        } else {
            writeFully(ByteBuffer.wrap(bytes, 0, length), position);
        }
    }

    public void flush() throws IOException {
        buffer.flip();
        int bytes = buffer.remaining();
        writeFully(buffer, base);
        base += bytes;
        buffer.clear();
    }

    public void force() throws IOException {
        try {
            channel.force(true);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private void writeFully(ByteBuffer bytes, long position) throws IOException {
        try {
            Channels.writeFully(channel, bytes, position);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Notes that a write has failed and says so with the file. */
    public IOException failed(IOException e) {
        broken = true;
        return new IOException("Cannot write to '" + file + "': " + Reason.of(e) + ". The file is incomplete and will not open; other files are not touched."
                + (e instanceof ClosedByInterruptException ? " Run again with " + Setting.RESUME + "." : " Free space, or write to another folder, and run again."), e);
    }
}
