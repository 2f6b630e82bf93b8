package org.trialmap.hdf5;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;
import org.trialmap.hdf5.format.HeaderMessages;
import org.trialmap.hdf5.format.Lookup3;

/**
 * The links of a large group, kept in a heap and found through a tree of their names' hashes (HDF5 File Format Specification, IV.A.2.c "Link Info"). One is found without reading the others. Not for use
 * by several threads at once.
 */
final class LinkIndex {
    private static final int LINK_NAMES = 5; // records of the tree
    private static final int HASH = 4;

    private final OpenFile file;
    private final FractalHeap heap;
    private final BTree2 tree;

    private LinkIndex(OpenFile file, FractalHeap heap, BTree2 tree) throws IOException {
        this.file = file;
        this.heap = heap;
        this.tree = tree;
        if (tree.type() != LINK_NAMES) {
            throw new IOException("the index of the group is of the unknown type " + tree.type());
        }
    }

    /**
     * From a link info message; null if the group has none.
     *
     * @param sparse whether few links are looked up
     */
    static LinkIndex of(OpenFile file, ByteBuffer info, boolean sparse) throws IOException {
        FieldReader.skip(info, 1);
        int flags = info.get();
        FieldReader.skip(info, (flags & 1) == 0 ? 0 : 8);
        long heap = file.offset(info);
        long index = file.offset(info);
        boolean none = heap == HeaderMessages.UNDEFINED || index == HeaderMessages.UNDEFINED;
        return none ? null : new LinkIndex(file, new FractalHeap(file, heap, sparse), BTree2.at(file, index));
    }

    /** Number of links. */
    long size() {
        return tree.size();
    }

    void forEach(Consumer<GroupLinks.Named> links) throws IOException {
        for (ByteBuffer record : tree.all()) {
            links.accept(link(record));
        }
    }

    /** The link of that name; null if there is none. */
    Link find(byte[] name) throws IOException {
        for (ByteBuffer record : tree.of(Lookup3.hash(name, 0, name.length))) {
            GroupLinks.Named one = link(record);
            if (Arrays.equals(one.name(), name)) {
                return one.link();
            }
        }
        return null;
    }

    private GroupLinks.Named link(ByteBuffer record) throws IOException {
        FieldReader.skip(record, HASH);
        return GroupLinks.Named.read(file, heap.get(record));
    }
}
