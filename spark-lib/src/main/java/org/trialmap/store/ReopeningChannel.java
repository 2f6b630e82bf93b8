package org.trialmap.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A read-only file channel that many threads share. The JDK closes a channel for all of them when one is interrupted while reading (Spark
 * interrupts tasks that it kills); this one fails only in the interrupted thread and opens the file anew for the others.
 */
final class ReopeningChannel extends FileChannel {
    private final Path file;
    private volatile FileChannel channel;

    ReopeningChannel(Path file) throws IOException {
        this.file = file;
        this.channel = FileChannel.open(file, StandardOpenOption.READ);
    }

    @FunctionalInterface
    private interface Use<T> {
        T apply(FileChannel channel) throws IOException;
    }

    private <T> T use(Use<T> use) throws IOException {
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

    private synchronized void reopen(FileChannel closed, ClosedChannelException e) throws IOException {
        if (!isOpen()) {
            throw e;
        }
        if (channel == closed) {
            channel = FileChannel.open(file, StandardOpenOption.READ);
        }
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        int start = target.position();
        return use(c -> c.read(target.position(start), position));
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
    protected synchronized void implCloseChannel() throws IOException {
        channel.close();
    }

    @Override
    public int read(ByteBuffer target) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long read(ByteBuffer[] targets, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int write(ByteBuffer source) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long position() {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileChannel position(long newPosition) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileChannel truncate(long size) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void force(boolean metaData) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long position, long count) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int write(ByteBuffer source, long position) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileLock lock(long position, long size, boolean shared) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) {
        throw new UnsupportedOperationException();
    }
}
