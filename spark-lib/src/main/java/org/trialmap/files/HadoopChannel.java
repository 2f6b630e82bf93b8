package org.trialmap.files;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options.OpenFileOptions;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.util.functional.FutureIO;
import org.trialmap.support.ReadOnlyChannel;
import org.trialmap.support.Reason;

/**
 * A file of Hadoop's, read at positions; many threads may. Small reads are served from blocks of {@value #BLOCK} bytes, of which the ones used last are kept: each read is a request to a
 * server, and those of headers are small and near each other.
 */
final class HadoopChannel extends ReadOnlyChannel {
    static final int BLOCK = 1 << 20;
    private static final int KEPT = 8;

    private final Path file;
    private final FSDataInputStream in;
    private final long size;
    private final Map<Long, byte[]> blocks = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, byte[]> eldest) {
            return size() > KEPT;
        }
    };
    private long position;

    private HadoopChannel(Path file, FSDataInputStream in, long size) {
        this.file = file;
        this.in = in;
        this.size = size;
    }

    static HadoopChannel open(FileSystem files, Path file) throws IOException {
        FileStatus status = files.getFileStatus(file);
        if (status.isDirectory()) {
            throw new FileNotFoundException(file + " is a folder");
        }
        FSDataInputStream in = FutureIO.awaitFuture(files.openFile(file).withFileStatus(status)
                .opt(OpenFileOptions.FS_OPTION_OPENFILE_READ_POLICY, OpenFileOptions.FS_OPTION_OPENFILE_READ_POLICY_RANDOM).build());
        return new HadoopChannel(file, in, status.getLen());
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public int read(ByteBuffer target, long from) throws IOException {
        if (!isOpen()) {
            throw new ClosedChannelException();
        }
        int wanted = (int) Math.min(target.remaining(), size - from);
        if (wanted <= 0) {
            return target.hasRemaining() ? -1 : 0;
        }
        if (wanted >= BLOCK) {
            byte[] bytes = target.hasArray() ? target.array() : new byte[wanted];
            int at = target.hasArray() ? target.arrayOffset() + target.position() : 0;
            fill(from, bytes, at, wanted);
            if (target.hasArray()) {
                target.position(target.position() + wanted);
            } else {
                target.put(bytes);
            }
            return wanted;
        }
        for (int read = 0; read < wanted;) {
            byte[] block = block((from + read) / BLOCK);
            int at = (int) ((from + read) % BLOCK);
            int count = Math.min(wanted - read, block.length - at);
            target.put(block, at, count);
            read += count;
        }
        return wanted;
    }

    /** Two threads may read the same block at once, which costs less than to let all others wait. */
    private byte[] block(long number) throws IOException {
        synchronized (blocks) {
            byte[] known = blocks.get(number);
            if (known != null) {
                return known;
            }
        }
        byte[] bytes = new byte[(int) Math.min(BLOCK, size - number * BLOCK)];
        fill(number * BLOCK, bytes, 0, bytes.length);
        synchronized (blocks) {
            blocks.put(number, bytes);
        }
        return bytes;
    }

    private void fill(long from, byte[] bytes, int at, int count) throws IOException {
        try {
            in.readFully(from, bytes, at, count);
        } catch (IOException e) {
            if (!isOpen()) {
                throw (IOException) new AsynchronousCloseException().initCause(e);
            }
            throw new IOException(file + " cannot be read from byte " + from + " to " + (from + count) + " of " + size + ": " + Reason.of(e), e);
        }
    }

    @Override
    public synchronized int read(ByteBuffer target) throws IOException {
        int read = read(target, position);
        position += Math.max(0, read);
        return read;
    }

    @Override
    public synchronized long position() {
        return position;
    }

    @Override
    public synchronized HadoopChannel position(long value) {
        position = value;
        return this;
    }

    @Override
    protected void implCloseChannel() throws IOException {
        in.close();
        synchronized (blocks) {
            blocks.clear();
        }
    }
}
