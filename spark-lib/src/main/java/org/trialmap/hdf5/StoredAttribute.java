package org.trialmap.hdf5;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.trialmap.array.NdArray;
import org.trialmap.array.Shape;
import org.trialmap.hdf5.format.HeaderMessages;

/** An attribute as it is stored (HDF5 File Format Specification, IV.A.2.m): its parts are looked into when it is read. */
record StoredAttribute(OpenFile file, ObjectHeader.Message type, ByteBuffer space, ByteBuffer data) {
    private static final int INFO = 0x15;

    /** All attributes of an object by name. */
    static Map<String, StoredAttribute> all(OpenFile file, ObjectHeader header, String where) throws IOException {
        List<byte[]> names = new ArrayList<>();
        List<StoredAttribute> attributes = new ArrayList<>();
        for (ObjectHeader.Message message : header.messages()) {
            if (message.type() == HeaderMessages.ATTRIBUTE) {
                if (message.isShared()) {
                    throw new IOException("an attribute is kept in a table that objects share, which is not supported");
                }
                attributes.add(parse(file, message.body(), names));
            } else if (message.type() == INFO) {
                dense(file, message.body(), names, attributes);
            }
        }
        String[] decoded = VariableStrings.decode(names, text -> file.note("Names of attributes of " + where + " are not UTF-8 and are read as Latin-1."));
        Map<String, StoredAttribute> all = new LinkedHashMap<>();
        for (int i = 0; i < decoded.length; i++) {
            all.put(decoded[i], attributes.get(i));
        }
        return all;
    }

    private static void dense(OpenFile file, ByteBuffer info, List<byte[]> names, List<StoredAttribute> attributes) throws IOException {
        FieldReader.skip(info, 1);
        int flags = info.get();
        FieldReader.skip(info, (flags & 1) == 0 ? 0 : 2);
        long heapAddress = file.offset(info);
        long index = file.offset(info);
        if (heapAddress == HeaderMessages.UNDEFINED || index == HeaderMessages.UNDEFINED) {
            return;
        }
        FractalHeap heap = new FractalHeap(file, heapAddress);
        for (ByteBuffer record : BTree2.at(file, index).all()) {
            ByteBuffer id = FieldReader.part(record, 8);
            if ((record.get() & 2) != 0) {
                throw new IOException("an attribute is kept in a table that objects share, which is not supported");
            }
            attributes.add(parse(file, heap.get(id), names));
        }
    }

    private static StoredAttribute parse(OpenFile file, ByteBuffer from, List<byte[]> names) throws IOException {
        int version = from.get();
        int flags = from.get();
        if (version < 1 || version > 3) {
            throw new IOException("an attribute has the unknown version " + version);
        }
        int nameBytes = from.getShort() & 0xffff;
        int typeBytes = from.getShort() & 0xffff;
        int spaceBytes = from.getShort() & 0xffff;
        FieldReader.skip(from, version == 3 ? 1 : 0);
        names.add(FieldReader.untilNul(part(from, nameBytes, version)));
        ObjectHeader.Message type = new ObjectHeader.Message(HeaderMessages.DATATYPE, version > 1 && (flags & 1) != 0 ? 2 : 0, part(from, typeBytes, version));
        return new StoredAttribute(file, type, part(from, spaceBytes, version), from.slice());
    }

    private static ByteBuffer part(ByteBuffer from, int bytes, int version) {
        ByteBuffer part = FieldReader.part(from, bytes);
        FieldReader.skip(from, version == 1 ? -bytes & 7 : 0);
        return part;
    }

    NdArray read(String where) throws IOException {
        StoredType stored = StoredType.of(file, type, where);
        StoredSpace shape = StoredSpace.read(file, space.duplicate().order(space.order()));
        if (shape.isNull()) {
            throw ElementReader.nothing(where);
        }
        int[] extent = Shape.toInt(shape.shape());
        return ElementReader.decode(file, stored, data.slice(0, Math.multiplyExact(Shape.size(extent), stored.bytes())), extent, where);
    }
}
