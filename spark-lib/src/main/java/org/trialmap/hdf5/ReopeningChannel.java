package org.trialmap.hdf5;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.trialmap.support.ReadOnlyChannel;

/**
 * A read-only file channel that many threads share. The JDK closes a channel for all of them when one is interrupted while reading (Spark
 * interrupts tasks that it kills); this one fails only in the interrupted thread and reopens the file for the others. So it can also let go of
 * its file at any time, see {@link OpenChannels}.
 */
final class ReopeningChannel extends ReadOnlyChannel {
    private final Path file;
    private final OpenChannels open;
    private final Set<OpenOption> options;
    private volatile FileChannel channel;

    private ReopeningChannel(Path file, OpenChannels open, Set<OpenOption> options) throws IOException {
        this.file = file;
        this.open = open;
        this.options = options;
        this.channel = FileChannel.open(file, options);
    }

    /** @param links whether a symbolic link is refused instead of followed */
    static ReopeningChannel open(Path file, OpenChannels open, LinkOption... links) throws IOException {
        Set<OpenOption> options = new HashSet<>(List.of(links));
        options.add(StandardOpenOption.READ);
        ReopeningChannel channel = new ReopeningChannel(file, open, options);
        open.used(channel);
        return channel;
    }

    @FunctionalInterface
    private interface Use<T> {
        T apply(FileChannel channel) throws IOException;
    }

    private <T> T use(Use<T> use) throws IOException {
        open.used(this);
        while (true) {
            FileChannel current = channel;
            try {
                return use.apply(current);
            } catch (ClosedByInterruptException e) {
                throw e;
            } catch (AsynchronousCloseException e) {
                reopen(current, e);
            } catch (ClosedChannelException e) {
                reopen(current, e);
            }
        }
    }

    private void reopen(FileChannel closed, ClosedChannelException e) throws IOException {
        synchronized (this) {
            if (!isOpen()) {
                throw e;
            }
            if (channel == closed) {
                channel = FileChannel.open(file, options);
            }
        }
        open.used(this); // after opening, so that no open file is forgotten
    }

    /** Closes the file until it is used again; reads that are under way reopen it. */
    synchronized void release() throws IOException {
        channel.close();
    }

    /** Reads until {@code target} is full or the file ends: jHDF takes what one read gives for all, and a network file system may give less. */
    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        int start = target.position();
        return use(c -> fill(c, target.position(start), position));
    }

    static int fill(FileChannel channel, ByteBuffer target, long position) throws IOException {
        int start = target.position();
        while (target.hasRemaining()) {
            int n = channel.read(target, position + target.position() - start);
            if (n < 0) {
                return target.position() == start ? -1 : target.position() - start;
            }
        }
        return target.position() - start;
    }

    @Override
    public long size() throws IOException {
        return use(FileChannel::size);
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long position, long size) throws IOException {
        return use(c -> c.map(mode, position, size));
    }

    @Override
    protected void implCloseChannel() throws IOException {
        open.closed(this);
        release();
    }
}
