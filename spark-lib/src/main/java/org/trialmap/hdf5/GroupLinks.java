package org.trialmap.hdf5;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.trialmap.hdf5.format.HeaderMessages;

/**
 * The links of a group, in either form (HDF5 File Format Specification, IV.A.2.g "Link" and III.C "Symbol Table"). The objects behind them are not
 * looked at.
 */
final class GroupLinks {
    private static final int SYMBOL_TABLE = 0x11;
    private static final int DEEPEST = 64;

    private final OpenFile file;
    private final List<byte[]> names = new ArrayList<>();
    private final List<Link> links = new ArrayList<>();

    private GroupLinks(OpenFile file) {
        this.file = file;
    }

    static boolean isGroup(ObjectHeader header) {
        return header.has(SYMBOL_TABLE) || header.has(HeaderMessages.LINK_INFO) || header.has(HeaderMessages.LINK);
    }

    /** @param where names the group in the log */
    static Map<String, Link> read(OpenFile file, ObjectHeader header, String where) throws IOException {
        GroupLinks found = new GroupLinks(file);
        for (ObjectHeader.Message message : header.messages()) {
            switch (message.type()) {
                case HeaderMessages.LINK -> found.add(Named.read(file, message.body()));
                case HeaderMessages.LINK_INFO -> found.dense(message.body());
                case SYMBOL_TABLE -> found.symbols(message.body());
                default -> {
                }
            }
        }
        String[] decoded = VariableStrings.decode(found.names, text -> file.note("The names in " + where + " are not UTF-8 and are read as Latin-1."));
        Map<String, Link> all = new LinkedHashMap<>();
        for (int i = 0; i < decoded.length; i++) {
            all.put(decoded[i], found.links.get(i));
        }
        return all;
    }

    private void add(Named one) {
        names.add(one.name);
        links.add(one.link);
    }

    /** A link and its name as stored. */
    record Named(byte[] name, Link link) {
        /** From a link message. */
        static Named read(OpenFile file, ByteBuffer from) throws IOException {
            int version = from.get();
            int flags = from.get();
            if (version != 1) {
                throw new IOException("a link has the unknown version " + version);
            }
            int type = (flags & 8) == 0 ? 0 : from.get() & 0xff;
            FieldReader.skip(from, ((flags & 4) == 0 ? 0 : 8) + ((flags & 16) == 0 ? 0 : 1));
            byte[] name = FieldReader.bytes(from, FieldReader.uint(from, 1 << (flags & 3)));
            return new Named(name, switch (type) {
                case 0 -> Link.hard(file.offset(from));
                case 1 -> new Link(HeaderMessages.UNDEFINED, null, VariableStrings.decode(FieldReader.bytes(from, from.getShort() & 0xffff)));
                case 64 -> {
                    FieldReader.skip(from, 3); // length, version and flags
                    String target = VariableStrings.decode(FieldReader.untilNul(from));
                    yield new Link(HeaderMessages.UNDEFINED, target, VariableStrings.decode(FieldReader.untilNul(from)));
                }
                default -> Link.FOREIGN;
            });
        }
    }

    private void dense(ByteBuffer info) throws IOException {
        LinkIndex index = LinkIndex.of(file, info, false);
        if (index != null) {
            index.forEach(this::add);
        }
    }

    private void symbols(ByteBuffer table) throws IOException {
        long tree = file.offset(table);
        long heap = file.offset(table);
        ByteBuffer head = file.read(heap, 8L + 2 * file.lengthBytes() + file.offsetBytes());
        FieldReader.requireSigned(head, "HEAP", heap);
        FieldReader.skip(head, 4);
        long size = file.length(head);
        FieldReader.skip(head, file.lengthBytes());
        tree(tree, file.read(file.offset(head), size), DEEPEST);
    }

    private void tree(long address, ByteBuffer texts, int deepest) throws IOException {
        int head = 8 + 2 * file.offsetBytes();
        ByteBuffer start = file.read(address, head);
        FieldReader.requireSigned(start, "TREE", address);
        int level = start.get(5) & 0xff;
        int entries = start.getShort(6) & 0xffff;
        if (start.get(4) != 0 || deepest == 0) {
            throw new IOException("the group's index at byte " + address + " is malformed");
        }
        ByteBuffer keys = file.read(address + head, (long) entries * (file.lengthBytes() + file.offsetBytes()));
        for (int i = 0; i < entries; i++) {
            FieldReader.skip(keys, file.lengthBytes());
            long child = file.offset(keys);
            if (level > 0) {
                tree(child, texts, deepest - 1);
            } else {
                node(child, texts);
            }
        }
    }

    private void node(long address, ByteBuffer texts) throws IOException {
        ByteBuffer head = file.read(address, 8);
        FieldReader.requireSigned(head, "SNOD", address);
        int count = head.getShort(6) & 0xffff;
        int entry = 2 * file.offsetBytes() + 24;
        ByteBuffer entries = file.read(address + 8, (long) count * entry);
        for (int i = 0; i < count; i++) {
            ByteBuffer one = FieldReader.part(entries, entry);
            names.add(text(texts, file.offset(one)));
            long object = file.offset(one);
            boolean soft = one.getInt() == 2;
            FieldReader.skip(one, 4);
            links.add(soft ? new Link(HeaderMessages.UNDEFINED, null, VariableStrings.decode(text(texts, one.getInt() & 0xffffffffL))) : Link.hard(object));
        }
    }

    private static byte[] text(ByteBuffer texts, long at) {
        return FieldReader.untilNul(texts.duplicate().order(ByteOrder.LITTLE_ENDIAN).position(Math.toIntExact(at)));
    }
}
