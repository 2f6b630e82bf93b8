package org.trialmap.hdf5.format;

import java.io.IOException;
import java.util.Arrays;

/**
 * Writes the links of a large group: link messages in a fractal heap, found through a version 2 B-tree of name hashes (HDF5 File Format
 * Specification, III.G "Fractal Heap" and III.A.2 "Version 2 B-trees").
 *
 * <p>The heap's doubling table is chosen so that one root block points at every direct block, whatever the number of links, and all blocks are
 * in use from the first to the last: jHDF 0.13 reads neither nested indirect blocks nor gaps. For the same reason the heap's blocks are written
 * before the index, since jHDF maps a little more than the last block.
 */
public final class DenseLinks {
    private static final int ID = 7; // fixed by the type 5 records of the tree
    private static final int BLOCK_HEADER = 17;
    private static final int SMALL_BLOCK = 1 << 14;
    private static final int LARGE_BLOCK = 1 << 16;
    private static final int RECORD = 4 + ID;
    private static final int NODE_OVERHEAD = 10;
    private static final int POINTER = 8 + 2;

    private final FileOutput out;
    private final LinkTable links;
    private final long[] offsets; // heap offset of each link message
    private final Bytes scratch = new Bytes(LARGE_BLOCK);

    public DenseLinks(FileOutput out, LinkTable links) {
        this.out = out;
        this.links = links;
        this.offsets = new long[links.count()];
    }

    /** Addresses for the link info message. */
    public record Place(long heap, long index) {}

    public Place write() throws IOException {
        long heap = writeHeap();
        return new Place(heap, writeIndex());
    }

    // ---- fractal heap

    private static final int HEAP_HEADER = 146;
    /** The largest link message that the heap takes in; names and targets are limited to less. */
    private static final int MAX_MANAGED = 60_000;

    private long writeHeap() throws IOException {
        long all = BLOCK_HEADER + (long) links.end(links.count() - 1);
        boolean single = all <= SMALL_BLOCK;
        Table table = single ? new Table(Math.max(512, Integer.highestOneBit((int) all - 1) * 2), 4, 1 << 16) : new Table(LARGE_BLOCK, 256, 1 << 24);
        out.align(8);
        long header = out.skip(HEAP_HEADER);
        long[] blocks = writeBlocks(header, table, single);
        int rows = single ? 0 : (blocks.length + table.width - 1) / table.width;
        long root = single ? blocks[0] : writeRoot(header, blocks, rows * table.width);
        long allocated = table.offset(blocks.length);
        long managed = single ? table.start : table.offset(rows * table.width);
        long overhead = (long) BLOCK_HEADER * (single ? 1 : rows * table.width);
        scratch.clear().ascii("FRHP").u8(0).u16(ID).u16(0).u8(0).u32(MAX_MANAGED).u64(0).u64(HeaderMessages.UNDEFINED);
        scratch.u64(managed - overhead - links.end(links.count() - 1)).u64(HeaderMessages.UNDEFINED);
        scratch.u64(managed).u64(allocated).u64(allocated).u64(links.count());
        scratch.u64(0).u64(0).u64(0).u64(0);
        scratch.u16(table.width).u64(table.start).u64(table.maximum).u16(32).u16(1).u64(root).u16(rows).checksum(0);
        out.patch(header, scratch.array(), scratch.size());
        return header;
    }

    /** The doubling table: {@code width} blocks a row, rows 0 and 1 of {@code start} bytes each block, then doubling. */
    private record Table(int start, int width, int maximum) {
        long size(int block) {
            return (long) start << Math.max(0, block / width - 1);
        }

        long offset(int block) {
            int row = block / width;
            long before = row == 0 ? 0 : (long) width * start << row - 1;
            return before + block % width * size(block);
        }
    }

    private long[] writeBlocks(long header, Table table, boolean single) throws IOException {
        long[] addresses = new long[16];
        int block = 0;
        for (int link = 0; link < links.count(); block++) {
            if (block == addresses.length) {
                addresses = Arrays.copyOf(addresses, block * 2);
            }
            long size = table.size(block);
            long offset = table.offset(block);
            if (offset + size > 1L << 32) {
                throw new IOException("A group of " + links.count() + " links needs more than the 4 GiB that one HDF5 group index holds."
                        + " Use several groups, or shorter names.");
            }
            scratch.clear().ascii("FHDB").u8(0).u64(header).u32((int) offset);
            int first = link;
            while (link < links.count() && scratch.size() + links.end(link) - links.start(first) <= size) {
                offsets[link] = offset + BLOCK_HEADER + links.start(link) - links.start(first);
                link++;
            }
            scratch.bytes(links.messages(), links.start(first), links.end(link - 1) - links.start(first));
            scratch.zeros((int) size - scratch.size());
            out.align(8);
            addresses[block] = out.position();
            out.write(scratch);
        }
        return Arrays.copyOf(addresses, block);
    }

    private long writeRoot(long header, long[] blocks, int entries) throws IOException {
        scratch.clear().ascii("FHIB").u8(0).u64(header).u32(0);
        for (int i = 0; i < entries; i++) {
            scratch.u64(i < blocks.length ? blocks[i] : HeaderMessages.UNDEFINED);
        }
        out.align(8);
        long address = out.position();
        out.write(scratch.checksum(0));
        return address;
    }

    // ---- index

    private long writeIndex() throws IOException {
        int[] order = sortedByHash();
        int node = node(order.length);
        int leaf = (node - NODE_OVERHEAD) / RECORD;
        boolean single = order.length <= leaf;
        int leaves = single ? 1 : (order.length + 1 + leaf) / (leaf + 1);
        Bytes root = new Bytes(single ? 0 : node).ascii("BTIN").u8(0).u8(5);
        Bytes pointers = new Bytes(leaves * POINTER);
        out.align(8);
        int at = 0;
        long address = 0;
        for (int i = 0; i < leaves; i++) {
            int end = (int) ((order.length + 1L) * (i + 1) / leaves) - 1; // the record at `end` separates this leaf from the next
            address = writeLeaf(order, at, end, node);
            pointers.u64(address).u16(end - at);
            if (i + 1 < leaves) {
                record(order[end], root);
            }
            at = end + 1;
        }
        if (!single) {
            address = out.position();
            root.bytes(pointers.array(), 0, pointers.size()).checksum(0).zeros(node - root.size());
            out.write(root);
        }
        scratch.clear().ascii("BTHD").u8(0).u8(5).u32(node).u16(RECORD).u16(single ? 0 : 1).u8(100).u8(40);
        scratch.u64(address).u16(single ? order.length : leaves - 1).u64(order.length).checksum(0);
        long header = out.align(8);
        out.write(scratch);
        return header;
    }

    /** The smallest node that holds all records, or 64 KiB: then one root above the leaves indexes up to 18 million links. */
    private static int node(int records) throws IOException {
        int node = 512;
        while (node < LARGE_BLOCK && records > (node - NODE_OVERHEAD) / RECORD) {
            node *= 2;
        }
        int leaf = (node - NODE_OVERHEAD) / RECORD;
        int fanout = (node - NODE_OVERHEAD - POINTER) / (RECORD + POINTER);
        if (records > (fanout + 1L) * leaf) {
            throw new IOException("A group of " + records + " links is more than the " + (fanout + 1L) * leaf
                    + " that this writer indexes. Use several groups.");
        }
        return node;
    }

    private long writeLeaf(int[] order, int from, int to, int node) throws IOException {
        scratch.clear().ascii("BTLF").u8(0).u8(5);
        for (int i = from; i < to; i++) {
            record(order[i], scratch);
        }
        scratch.checksum(0).zeros(node - scratch.size());
        long address = out.position();
        out.write(scratch);
        return address;
    }

    private void record(int link, Bytes to) {
        to.u32(links.hash(link)).u8(0).u32((int) offsets[link]).u16(links.end(link) - links.start(link));
    }

    private int[] sortedByHash() {
        long[] keys = new long[links.count()];
        for (int link = 0; link < keys.length; link++) {
            keys[link] = (links.hash(link) & 0xffffffffL) << 31 | link;
        }
        Arrays.sort(keys);
        int[] order = new int[keys.length];
        for (int i = 0; i < order.length; i++) {
            order[i] = (int) (keys[i] & Integer.MAX_VALUE);
            for (int j = i; j > 0 && keys[j - 1] >> 31 == keys[i] >> 31 && links.compareNames(order[j - 1], order[j]) > 0; j--) {
                int swap = order[j];
                order[j] = order[j - 1];
                order[j - 1] = swap;
            }
        }
        return order;
    }
}
