package org.trialmap.hdf5;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The messages of an object's header (HDF5 File Format Specification, IV.A.1 "Data Object Header Prefix"), each as it is stored: one that nobody
 * can read does not hide the others. Checksums are verified.
 *
 * @param messages all but fillers and continuations
 */
record ObjectHeader(List<Message> messages) {
    private static final int USUAL = 512;
    private static final int MOST_BLOCKS = 10_000;
    private static final int CONTINUATION = 0x10;

    /** @param flags of the message; bit 1 says that it is stored elsewhere */
    record Message(int type, int flags, ByteBuffer bytes) {
        ByteBuffer body() {
            return bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        }

        boolean isShared() {
            return (flags & 2) != 0;
        }
    }

    boolean has(int type) {
        return messages.stream().anyMatch(message -> message.type == type);
    }

    Optional<Message> find(int type) {
        return messages.stream().filter(message -> message.type == type).findFirst();
    }

    static ObjectHeader read(OpenFile file, long address) throws IOException {
        ByteBuffer start = file.upTo(address, USUAL);
        Parser parser = FieldReader.isSigned(start, "OHDR") ? newer(file, address, start) : older(file, address, start);
        for (int blocks = 0; !parser.continued.isEmpty(); blocks++) {
            if (blocks == MOST_BLOCKS) {
                throw new IOException("the object header at byte " + address + " is circular");
            }
            long[] place = parser.continued.pop();
            ByteBuffer block = file.read(place[0], place[1]);
            if (parser.newer) {
                FieldReader.requireChecksum(block, block.capacity() - 4, "object header's continuation", place[0]);
                FieldReader.requireSigned(block, "OCHK", place[0]);
                block.limit(block.limit() - 4);
            }
            parser.parse(block);
        }
        return new ObjectHeader(List.copyOf(parser.messages));
    }

    private static Parser older(OpenFile file, long address, ByteBuffer start) throws IOException {
        if (start.get(0) != 1) {
            throw new IOException("there is no object header at byte " + address);
        }
        long size = start.getInt(8) & 0xffffffffL;
        Parser parser = new Parser(file, false, false);
        parser.parse(file.within(start, address, 16, size));
        return parser;
    }

    private static Parser newer(OpenFile file, long address, ByteBuffer start) throws IOException {
        int flags = start.get(5);
        int sizeAt = 6 + ((flags & 0x20) != 0 ? 16 : 0) + ((flags & 0x10) != 0 ? 4 : 0);
        int sizeBytes = 1 << (flags & 3);
        start.position(sizeAt);
        long size = FieldReader.uint(start, sizeBytes);
        int prefix = sizeAt + sizeBytes;
        ByteBuffer all = file.within(start, address, 0, prefix + size + 4);
        FieldReader.requireChecksum(all, all.capacity() - 4, "object header", address);
        Parser parser = new Parser(file, true, (flags & 4) != 0);
        all.position(prefix).limit(all.capacity() - 4);
        parser.parse(all);
        return parser;
    }

    private static final class Parser {
        private final OpenFile file;
        private final boolean newer;
        private final boolean ordered;
        private final List<Message> messages = new ArrayList<>();
        private final Deque<long[]> continued = new ArrayDeque<>();

        private Parser(OpenFile file, boolean newer, boolean ordered) {
            this.file = file;
            this.newer = newer;
            this.ordered = ordered;
        }

        private void parse(ByteBuffer block) {
            int prefix = !newer ? 8 : ordered ? 6 : 4;
            while (block.remaining() >= prefix) {
                int type = newer ? block.get() & 0xff : block.getShort() & 0xffff;
                int size = block.getShort() & 0xffff;
                int flags = block.get();
                FieldReader.skip(block, prefix - (newer ? 4 : 5));
                ByteBuffer body = FieldReader.part(block, size);
                if (type == CONTINUATION) {
                    continued.add(new long[] {file.offset(body), file.length(body)});
                } else if (type != 0) {
                    messages.add(new Message(type, flags, body));
                }
            }
        }
    }
}
