package org.trialmap.hdf5;

import io.jhdf.HdfFile;
import io.jhdf.Superblock;
import io.jhdf.exceptions.HdfException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trialmap.support.Channels;
import org.trialmap.support.Reason;

/** One HDF5 file that is open: its bytes by address, and the objects that were found in it. */
final class OpenFile implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(Hdf5File.class);
    private static final int MOST_OBJECTS = 1 << 14;

    final Path path;
    final ReopeningChannel channel;
    /** Where address 0 is: behind the user block. */
    final long base;
    /** Through which other files are found. */
    final Navigator navigator;
    private final Superblock superblock;
    private final long root;
    /** The last ones that were used: a file may have millions. */
    private final Map<Long, StoredObject> objects = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, StoredObject> eldest) {
            return size() > MOST_OBJECTS;
        }
    });
    private final Set<String> noted = ConcurrentHashMap.newKeySet();

    private OpenFile(Path path, Navigator navigator, ReopeningChannel channel, HdfFile hdf) {
        this.navigator = navigator;
        this.path = path;
        this.channel = channel;
        this.base = hdf.getUserBlockSize();
        this.superblock = hdf.getHdfBackingStorage().getSuperblock();
        this.root = hdf.getAddress();
    }

    static OpenFile open(Path path, Navigator navigator, OpenChannels open, LinkOption... links) throws IOException {
        FileCheck.exists(path);
        ReopeningChannel channel = ReopeningChannel.open(path, open, links);
        try {
            FileCheck.intact(path, channel);
            return new OpenFile(path, navigator, channel, new HdfFile(channel));
        } catch (HdfException e) {
            channel.close();
            throw new Hdf5Exception("Cannot open '" + path + "': " + Reason.of(e) + ". The file is damaged. Copy or write it again.", e);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    StoredObject root() throws IOException {
        return object(root);
    }

    /** The object whose header is at that address; not read again as long as it is used. */
    StoredObject object(long address) throws IOException {
        StoredObject known = objects.get(address);
        if (known == null) {
            known = new StoredObject(this, address, ObjectHeader.read(this, address));
            StoredObject other = objects.putIfAbsent(address, known);
            known = other == null ? known : other;
        }
        return known;
    }

    /** Little-endian bytes at an address. */
    ByteBuffer read(long address, long bytes) throws IOException {
        requireInside(address);
        if (bytes < 0 || bytes > channel.size() - base - address) {
            throw new IOException("the file has " + channel.size() + " bytes, but a block at byte " + address + " says that it has " + bytes);
        }
        ByteBuffer buffer = ByteBuffer.allocate(Math.toIntExact(bytes)).order(ByteOrder.LITTLE_ENDIAN);
        Channels.readFully(channel, buffer, base + address);
        return buffer.flip();
    }

    /** As {@link #read}, but fewer where the file ends. */
    ByteBuffer upTo(long address, int bytes) throws IOException {
        requireInside(address);
        return read(address, Math.min(bytes, channel.size() - base - address));
    }

    private void requireInside(long address) throws IOException {
        if (address < 0 || address >= channel.size() - base) {
            throw new IOException("something is said to lie at byte " + Long.toUnsignedString(address) + ", beyond the end of the file");
        }
    }

    /** Bytes from {@code skip} on of what was read from {@code address} on, read again if they are not all there. */
    ByteBuffer within(ByteBuffer start, long address, int skip, long bytes) throws IOException {
        return skip + bytes <= start.capacity() ? start.slice(skip, (int) bytes).order(ByteOrder.LITTLE_ENDIAN) : read(address + skip, bytes);
    }

    int offsetBytes() {
        return superblock.getSizeOfOffsets();
    }

    int lengthBytes() {
        return superblock.getSizeOfLengths();
    }

    /** The next field of {@code from} as an address; -1 if it is undefined. */
    long offset(ByteBuffer from) {
        return FieldReader.uint(from, offsetBytes());
    }

    /** The next field of {@code from} as a length. */
    long length(ByteBuffer from) {
        return FieldReader.uint(from, lengthBytes());
    }

    /** Says something in the log, once. */
    void note(String text) {
        if (noted.add(text)) {
            LOG.warn(text);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
