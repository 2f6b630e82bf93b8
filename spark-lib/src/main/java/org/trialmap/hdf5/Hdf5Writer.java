package org.trialmap.hdf5;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.array.Region;
import org.trialmap.array.Shape;
import org.trialmap.hdf5.format.Bytes;
import org.trialmap.hdf5.format.DenseLinks;
import org.trialmap.hdf5.format.FileOutput;
import org.trialmap.hdf5.format.HeaderMessages;
import org.trialmap.hdf5.format.LinkTable;
import org.trialmap.hdf5.format.RegionWriter;
import org.trialmap.hdf5.format.ScaleMessages;
import org.trialmap.hdf5.format.StringHeap;
import org.trialmap.support.LocalPath;
import org.trialmap.support.Utf8;

/**
 * Writes a new HDF5 file in one pass: data goes to disk as it comes, about 200 bytes per object stay in memory until {@link #close()}, which
 * adds the headers and, last of all, the superblock. A file whose writing was interrupted therefore does not open in any reader.
 *
 * <p>The files follow the HDF5 File Format Specification 3.0: superblock 0, version 2 object headers, groups with links (compact, or indexed
 * from 33 links on, so that groups of 100,000 links are found at once), contiguous little-endian datasets without filters. The stored types are
 * h5py's: booleans an enumeration FALSE/TRUE, complex numbers a compound of r and i, strings of variable length in UTF-8. See docs/formats.md.
 *
 * <p>Write under a temporary name and rename after {@code close()}: closing in a try-with-resources block after an exception of the caller's own
 * would make a valid file of what was written so far; call {@link #abandon()} then. Not for use by several threads at once.
 */
public final class Hdf5Writer implements Closeable {
    private static final int SUPERBLOCK = 96;
    /** The HDF5 library opens no datasets or attributes of more axes. */
    static final int MAX_AXES = 32;
    private static final long MAX_BYTES = 1L << 60; // what Linux' file systems take at most is less
    private static final int MAX_STRINGS = Integer.MAX_VALUE / StringHeap.REFERENCE - 1;

    private final Path file;
    private final FileChannel channel;
    private final FileOutput out;
    private final StringHeap strings;
    private final List<Node> nodes = new ArrayList<>(); // parents before their children
    private final DimensionScales scales = new DimensionScales();
    private final Bytes scratch = new Bytes(1024);
    private final Group root;
    private boolean closed;

    private Hdf5Writer(Path file, FileChannel channel) throws IOException {
        this.file = file;
        this.channel = channel;
        this.out = new FileOutput(file, channel);
        this.strings = new StringHeap(out);
        this.root = new Group(null, 0);
        out.skip(SUPERBLOCK);
    }

    /**
     * Creates the file.
     *
     * @throws FileAlreadyExistsException if there is anything of that name; it is not touched
     * @throws IOException if the folder is missing or not writable
     */
    public static Hdf5Writer create(Path path) throws IOException {
        Path file = LocalPath.of(path);
        try {
            return new Hdf5Writer(file, FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
        } catch (FileAlreadyExistsException e) {
            throw new FileAlreadyExistsException(file.toString(), null, "it exists and is not overwritten; remove it or choose another name");
        }
    }

    /**
     * Writes headers around data that is in place already: what the new file's first {@link Group#reserve} reserves keeps the bytes that are
     * there, the rest of an existing file is written again. For {@link RegionWriter}s that had to begin before all headers were known.
     */
    public static Hdf5Writer around(Path file, FileChannel channel) throws IOException {
        Hdf5Writer writer = new Hdf5Writer(file, channel);
        writer.out.keepHoles();
        return writer;
    }

    public Group root() {
        return root;
    }

    /** The file's path. */
    @Override
    public String toString() {
        return file.toString();
    }

    public Path file() {
        return file;
    }

    /** Writes headers and superblock and forces everything to the disk. Does nothing when called again, nor after a write that failed. */
    @Override
    public void close() throws IOException {
        close(true);
    }

    /** As {@link #close()}, but leaves it to the operating system when the bytes reach the disk. */
    public void closeUnforced() throws IOException {
        close(false);
    }

    private void close(boolean force) throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try (channel) {
            if (out.isBroken()) {
                return;
            }
            scales.list(strings);
            strings.finish();
            for (Node dataset : scales.datasets()) { // the headers of their scales name them
                dataset.header = writeHeader(dataset);
            }
            scales.refer();
            for (int i = nodes.size() - 1; i >= 0; i--) { // children first: a parent needs their addresses
                write(nodes.get(i));
            }
            out.flush();
            if (force) {
                out.force();
            }
        }
    }

    /** Closes the file without making it valid: no reader will open it. The caller deletes it. */
    public void abandon() throws IOException {
        closed = true;
        channel.close();
    }

    private void write(Node node) throws IOException {
        node.header = node.header == 0 ? writeHeader(node) : node.header;
        if (scales.isScale(node)) {
            scales.resolve(node, out);
        }
        if (node.parent != null) {
            node.parent.links.resolve(node.link, node.header);
        } else {
            writeSuperblock(node.header);
        }
    }

    private long writeHeader(Node node) throws IOException {
        DenseLinks.Place dense = node instanceof Group group && group.links.count() > HeaderMessages.MAX_COMPACT_LINKS
                ? new DenseLinks(out, group.links).write() : null;
        Bytes to = scratch.clear().ascii("OHDR").u8(2).u8(2).u32(0);
        int start = to.size();
        if (node instanceof Dataset dataset) {
            HeaderMessages.dataset(dataset.dtype, dataset.shape, dataset.address, to);
        } else {
            HeaderMessages.group(((Group) node).links, dense, to);
        }
        if (node.attributes != null) {
            to.bytes(node.attributes.array(), 0, node.attributes.size());
        }
        to.set32(start - 4, to.size() - start);
        to.checksum(0);
        long address = out.align(8);
        out.write(to);
        return address;
    }

    /** The last thing written; everything before is flushed first, so that a valid superblock means a complete file. */
    private void writeSuperblock(long rootHeader) throws IOException {
        long end = out.position();
        out.flush();
        Bytes to = scratch.clear().u8(0x89).ascii("HDF\r\n").u8(0x1a).u8('\n');
        to.u8(0).u8(0).u8(0).u8(0).u8(0).u8(8).u8(8).u8(0).u16(4).u16(16).u32(0);
        to.u64(0).u64(HeaderMessages.UNDEFINED).u64(end).u64(HeaderMessages.UNDEFINED);
        to.u64(0).u64(rootHeader).u32(0).u32(0).zeros(16);
        out.patch(0, to.array(), to.size());
    }

    /** @param what begins the error, as {@code Dataset 'x' of 'results.h5'} */
    public static void requireAxes(int axes, String what) {
        if (axes > MAX_AXES) {
            throw new IllegalArgumentException(what + " has " + axes + " axes; the HDF5 library opens at most " + MAX_AXES + ". Join some of them (reshape).");
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("'" + file + "' is closed; nothing can be added to it.");
        }
    }

    /** A group or a dataset: what can be linked and carry attributes. */
    public abstract sealed class Node permits Group, Dataset {
        private final Group parent;
        private final int link;
        private Bytes attributes;
        private long header; // where it was written

        private Node(Group parent, int link) {
            this.parent = parent;
            this.link = link;
            nodes.add(this);
        }

        /** The absolute path inside the file, {@code /} for the root. */
        public String path() {
            return parent == null ? "/" : (parent == root ? "/" : parent.path() + "/") + parent.links.name(link);
        }

        /**
         * Adds an attribute: any array of up to 64 kB (strings count 16 bytes each).
         *
         * @throws IllegalArgumentException if it is larger, has a bad name or is there already
         */
        public void attribute(String name, NdArray value) throws IOException {
            requireOpen();
            attributes = AttributeMessages.with(attributes, name, value, strings, path(), file);
        }

        Bytes attributes() {
            attributes = attributes == null ? new Bytes(64) : attributes;
            return attributes;
        }

        long header() {
            return header;
        }
    }

    /** A group under construction. */
    public final class Group extends Node {
        private final LinkTable links = new LinkTable();

        private Group(Group parent, int link) {
            super(parent, link);
        }

        /** Adds a child group. */
        public Group group(String name) {
            return new Group(this, links.hard(newName(name)));
        }

        /** Adds a dataset of any dtype and writes its values at once; nothing of them stays in memory. */
        public Dataset dataset(String name, NdArray value) throws IOException {
            byte[] utf8 = newName(name);
            requireAxes(value.rank(), where(name));
            long[] shape = Shape.toLong(value.shape());
            long address;
            if (value.dtype() == DType.STRING) {
                if (value.size() > MAX_STRINGS) {
                    throw new IllegalArgumentException(where(name) + " has " + value.size() + " strings, one dataset takes at most " + MAX_STRINGS
                            + ". Write several.");
                }
                Bytes references = new Bytes(StringHeap.REFERENCE * value.size());
                strings.put((String[]) value.data(), references, "dataset '" + name + "' in '" + path() + "'");
                address = out.align(8);
                out.write(references);
            } else {
                address = out.align(8);
                out.write(value);
            }
            return new Dataset(this, links.hard(utf8), new Dataset.Place(value.dtype(), shape, address));
        }

        /**
         * Adds a dataset whose bytes come later, in place: through {@link Dataset#write}, or by other processes with a {@link RegionWriter} at
         * {@link Dataset#address()}. What is never written reads as zeros. Takes no disk space before it is written, where the file system has
         * sparse files.
         *
         * @param shape extents of all axes; the size may exceed 2 GiB
         */
        public Dataset reserve(String name, DType dtype, long... shape) throws IOException {
            if (dtype == DType.STRING) {
                throw new IllegalArgumentException("Dataset '" + name + "' of '" + file + "' cannot be reserved: strings have no fixed size."
                        + " Write all of them at once with dataset(...).");
            }
            byte[] utf8 = newName(name);
            requireAxes(shape.length, where(name));
            if (Shape.size(shape) > MAX_BYTES / dtype.bytes()) {
                throw new IllegalArgumentException(where(name) + " has " + Shape.size(shape) + " elements of " + dtype + ", more than a file holds ("
                        + MAX_BYTES + " bytes). Save in parts.");
            }
            long bytes = Shape.size(shape) * dtype.bytes();
            out.align(bytes >= 1 << 16 ? 4096 : 8);
            long address = out.skip(bytes);
            return new Dataset(this, links.hard(utf8), new Dataset.Place(dtype, shape.clone(), address));
        }

        /**
         * Adds a link to an object of another file, which need not exist yet.
         *
         * @param target the other file; relative to the folder of this file, with "/" between folders, so that both can be moved together
         * @param objectPath absolute path of the object there, for example {@code /comp_3}
         */
        public void externalLink(String name, String target, String objectPath) {
            links.external(newName(name), LinkNames.target(name, target, shown()), LinkNames.target(name, objectPath, shown()));
        }

        /** Adds a link to a path of this file, which need not exist yet. */
        public void softLink(String name, String objectPath) {
            links.soft(newName(name), LinkNames.target(name, objectPath, shown()));
        }

        private String where(String name) {
            return "Dataset '" + name + "' in " + shown();
        }

        private byte[] newName(String name) {
            requireOpen();
            return LinkNames.unused(name, links, shown());
        }

        private String shown() {
            return "'" + path() + "' of '" + file + "'";
        }
    }

    /** A dataset of the new file. */
    public final class Dataset extends Node {
        private final DType dtype;
        private final long[] shape;
        private final long address;

        private record Place(DType dtype, long[] shape, long address) {}

        private Dataset(Group parent, int link, Place place) {
            super(parent, link);
            this.dtype = place.dtype;
            this.shape = place.shape;
            this.address = place.address;
        }

        public DType dtype() {
            return dtype;
        }

        public long[] shape() {
            return shape.clone();
        }

        /** File offset in bytes of the first element; known at once and never changing. Meaningless for strings. */
        public long address() {
            return address;
        }

        /** Makes it a dimension scale of that name, which can be {@linkplain #attach attached} to axes. */
        public void scale(String name) {
            requireOpen();
            ScaleMessages.scale(Utf8.encode(name, "The name of scale '" + path() + "'"), attributes());
        }

        /**
         * Says that the values of a {@linkplain #scale scale} belong to the positions along an axis. An axis may have several scales.
         *
         * @throws IllegalArgumentException if the scale has not as many values as the axis has positions
         */
        public void attach(int axis, Dataset scale) {
            requireOpen();
            if (axis < 0 || axis >= shape.length || scale.shape.length != 1 || scale.shape[0] != shape[axis]) {
                throw new IllegalArgumentException("Scale '" + scale.path() + "' of shape " + Shape.format(scale.shape) + " cannot be attached to axis " + axis + " of '" + path() + "' in '"
                        + file + "', which has shape " + Shape.format(shape) + ". A scale has a value for each position of the axis.");
            }
            scales.attach(this, axis, scale);
        }

        /** Writes elements, row-major and little-endian as stored. For many small regions use one {@link RegionWriter} instead. */
        public void write(Region region, ByteBuffer littleEndian) throws IOException {
            requireOpen();
            if (!out.hasFlushed(address + Shape.size(shape) * dtype.bytes())) {
                out.flush();
            }
            try (RegionWriter writer = new RegionWriter(channel, address, dtype, shape)) {
                writer.write(region, littleEndian);
            } catch (IOException e) {
                throw out.failed(e);
            }
        }
    }
}
