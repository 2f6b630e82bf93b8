package org.trialmap.hdf5;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.trialmap.hdf5.format.HeaderMessages;

/**
 * The indexes of chunks that are arrays: fixed, for datasets that cannot grow, and extensible, for those with one axis of any length (HDF5 File
 * Format Specification, VII.C and VII.D). A chunk that was never written has no address; others may follow it.
 */
final class ChunkArrays {
    private final OpenFile file;
    private final long chunkBytes;
    private final Visitor visitor;
    private boolean filtered;
    private int entryBytes;
    private long next; // the number of the next chunk

    interface Visitor {
        void chunk(long number, ChunkIndex.Chunk chunk);
    }

    ChunkArrays(OpenFile file, long chunkBytes, Visitor visitor) {
        this.file = file;
        this.chunkBytes = chunkBytes;
        this.visitor = visitor;
    }

    void fixed(long address) throws IOException {
        ByteBuffer header = block(address, 12L + file.offsetBytes() + file.lengthBytes(), "FAHD");
        filtered = header.get() == 1;
        entryBytes = header.get() & 0xff;
        long page = 1L << header.get();
        long entries = file.length(header);
        long data = file.offset(header);
        if (data == HeaderMessages.UNDEFINED) {
            return;
        }
        int head = 6 + file.offsetBytes();
        if (entries <= page) {
            elements(block(data, head + entries * entryBytes + 4, "FADB").position(head), entries);
            return;
        }
        long pages = (entries + page - 1) / page;
        long bitmap = (pages + 7) / 8;
        ByteBuffer start = block(data, head + bitmap + 4, "FADB").position(head);
        pages(data + head + bitmap + 4, Math.toIntExact(page), entries, FieldReader.part(start, bitmap));
    }

    /** @param written a bit for each page, the highest first */
    private void pages(long address, int page, long entries, ByteBuffer written) throws IOException {
        for (long done = 0; done < entries; done += page) {
            int count = (int) Math.min(page, entries - done);
            int number = (int) (done / page);
            if ((written.get(number / 8) & 0x80 >> number % 8) != 0) {
                long size = (long) count * entryBytes + 4;
                ByteBuffer block = file.read(address, size);
                FieldReader.requireChecksum(block, (int) size - 4, "index of its chunks", address);
                elements(block, count);
            } else {
                next += count;
            }
            address += (long) page * entryBytes + 4;
        }
    }

    private void elements(ByteBuffer from, long count) {
        for (long i = 0; i < count; i++, next++) {
            long address = file.offset(from);
            long size = filtered ? FieldReader.uint(from, entryBytes - file.offsetBytes() - 4) : chunkBytes;
            int mask = filtered ? from.getInt() : 0;
            if (address != HeaderMessages.UNDEFINED) {
                visitor.chunk(next, new ChunkIndex.Chunk(address, size, mask));
            }
        }
    }

    /** A block with its checksum at the end; the position is behind signature and version. */
    private ByteBuffer block(long address, long bytes, String signature) throws IOException {
        ByteBuffer block = file.read(address, bytes);
        FieldReader.requireSigned(block, signature, address);
        FieldReader.requireChecksum(block, (int) bytes - 4, "index of its chunks", address);
        FieldReader.skip(block, 1);
        return block;
    }

    /** What the header of an extensible array says. */
    private record Extensible(int indexElements, int blockElements, int pointers, long page, int offsetBytes, int bits) {
        int superBlocks() {
            return 1 + bits - log2(blockElements);
        }

        /** Elements of each data block that super block {@code number} points to. */
        long elements(int number) {
            return (long) blockElements << (number + 1) / 2;
        }

        long dataBlocks(int number) {
            return 1L << number / 2;
        }

        private static int log2(int value) {
            return 31 - Integer.numberOfLeadingZeros(value);
        }
    }

    void extensible(long address) throws IOException {
        ByteBuffer header = block(address, 16L + 6 * file.lengthBytes() + file.offsetBytes(), "EAHD");
        filtered = header.get() == 1;
        entryBytes = header.get() & 0xff;
        int bits = header.get() & 0xff;
        int indexElements = header.get() & 0xff;
        int blockElements = header.get() & 0xff;
        int pointers = header.get() & 0xff;
        Extensible array = new Extensible(indexElements, blockElements, pointers, 1L << header.get(), (bits + 7) / 8, bits);
        FieldReader.skip(header, 6 * file.lengthBytes());
        long index = file.offset(header);
        if (index == HeaderMessages.UNDEFINED) {
            return;
        }
        int skipped = 2 * Extensible.log2(pointers); // super blocks whose data blocks the index points to by itself
        int blocks = 2 * (pointers - 1);
        int superBlocks = Math.max(0, array.superBlocks() - skipped);
        int head = 6 + file.offsetBytes();
        ByteBuffer block = block(index, head + (long) indexElements * entryBytes + (long) (blocks + superBlocks) * file.offsetBytes() + 4, "EAIB").position(head);
        elements(block, indexElements);
        for (int number = 0; number < skipped; number++) {
            for (long i = 0; i < array.dataBlocks(number); i++) {
                data(file.offset(block), array, array.elements(number), null);
            }
        }
        for (int number = skipped; number < skipped + superBlocks; number++) {
            superBlock(file.offset(block), array, number);
        }
    }

    private void superBlock(long address, Extensible array, int number) throws IOException {
        long blocks = array.dataBlocks(number);
        long elements = array.elements(number);
        if (address == HeaderMessages.UNDEFINED) {
            next += blocks * elements;
            return;
        }
        long bitmap = elements > array.page ? (elements / array.page + 7) / 8 : 0;
        int head = 6 + file.offsetBytes() + array.offsetBytes;
        ByteBuffer block = block(address, head + blocks * (bitmap + file.offsetBytes()) + 4, "EASB").position(head);
        ByteBuffer written = FieldReader.part(block, blocks * bitmap);
        for (long i = 0; i < blocks; i++) {
            data(file.offset(block), array, elements, FieldReader.part(written, bitmap));
        }
    }

    private void data(long address, Extensible array, long elements, ByteBuffer written) throws IOException {
        if (address == HeaderMessages.UNDEFINED) {
            next += elements;
            return;
        }
        int head = 6 + file.offsetBytes() + array.offsetBytes;
        if (elements > array.page && written != null) {
            block(address, head + 4, "EADB");
            pages(address + head + 4, Math.toIntExact(array.page), elements, written);
        } else {
            elements(block(address, head + elements * entryBytes + 4, "EADB").position(head), elements);
        }
    }
}
