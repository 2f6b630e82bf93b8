package org.trialmap.hdf5.format;

import java.util.Arrays;
import org.trialmap.array.DType;
import org.trialmap.array.Shape;
import org.trialmap.support.Utf8;

/**
 * The header messages that the writer emits (HDF5 File Format Specification, IV.A.2 "Disk Format: Level 2A2 - Data Object Header
 * Messages"), each as its body without the four-byte prefix.
 */
public final class HeaderMessages {
    public static final int DATASPACE = 0x01;
    public static final int LINK_INFO = 0x02;
    public static final int DATATYPE = 0x03;
    public static final int FILL_VALUE = 0x05;
    public static final int LINK = 0x06;
    public static final int LAYOUT = 0x08;
    static final int GROUP_INFO = 0x0a;
    public static final int ATTRIBUTE = 0x0c;
    public static final long UNDEFINED = -1;
    public static final int MAX_BODY = 0xffff;
    public static final int MAX_COMPACT_LINKS = 32;
    private static final int PREFIX = 4;
    private static final int ATTRIBUTE_NAME = 9; // where the name begins in an attribute message

    private static final byte[][] DATATYPES = new byte[DType.values().length][];
    private static final byte[] FILL = {2, 2, 2, 1, 0, 0, 0, 0}; // space late, written if set, the default of zeros: what h5py asks for

    static {
        for (DType dtype : DType.values()) {
            Bytes to = new Bytes(160);
            datatype(dtype, to);
            DATATYPES[dtype.ordinal()] = to.toArray();
        }
    }

    private HeaderMessages() {}

    static byte[] datatype(DType dtype) {
        return DATATYPES[dtype.ordinal()];
    }

    static int dataspaceSize(long[] shape) {
        return 8 + 8 * shape.length;
    }

    static void dataspace(long[] shape, Bytes to) {
        to.u8(1).u8(shape.length).zeros(6);
        for (long extent : shape) {
            to.u64(extent);
        }
    }

    /** The header messages of a contiguous dataset, prefixes included. */
    public static void dataset(DType dtype, long[] shape, long address, Bytes to) {
        prefix(DATASPACE, dataspaceSize(shape), 0, to);
        dataspace(shape, to);
        byte[] type = datatype(dtype);
        prefix(DATATYPE, type.length, 1, to);
        to.bytes(type);
        prefix(FILL_VALUE, FILL.length, 1, to);
        to.bytes(FILL);
        long bytes = Shape.size(shape) * (dtype == DType.STRING ? StringHeap.REFERENCE : dtype.bytes());
        prefix(LAYOUT, 18, 0, to);
        to.u8(3).u8(1).u64(bytes == 0 ? UNDEFINED : address).u64(bytes);
    }

    /** The header messages of a group, prefixes included: all links if they are few, else where their index is. */
    public static void group(LinkTable links, DenseLinks.Place dense, Bytes to) {
        prefix(LINK_INFO, 18, 0, to);
        to.u8(0).u8(0).u64(dense == null ? UNDEFINED : dense.heap()).u64(dense == null ? UNDEFINED : dense.index());
        prefix(GROUP_INFO, 6, 1, to);
        to.u8(0).u8(1).u16(MAX_COMPACT_LINKS).u16(MAX_COMPACT_LINKS * 3 / 4);
        for (int link = 0; dense == null && link < links.count(); link++) {
            int length = links.end(link) - links.start(link);
            prefix(LINK, length, 0, to);
            to.bytes(links.messages(), links.start(link), length);
        }
    }

    /** Bytes of an attribute message's body without the data. */
    public static int attributeHead(byte[] name, DType dtype, long[] shape) {
        return ATTRIBUTE_NAME + name.length + 1 + datatype(dtype).length + dataspaceSize(shape);
    }

    /** An attribute message, prefix included, up to where the data must follow. */
    public static void attribute(byte[] name, DType dtype, long[] shape, Bytes to) {
        long data = Shape.size(shape) * (dtype == DType.STRING ? StringHeap.REFERENCE : dtype.bytes());
        prefix(ATTRIBUTE, (int) (attributeHead(name, dtype, shape) + data), 0, to);
        byte[] type = datatype(dtype);
        to.u8(3).u8(0).u16(name.length + 1).u16(type.length).u16(dataspaceSize(shape)).u8(Utf8.isAscii(name) ? 0 : 1);
        to.bytes(name).u8(0).bytes(type);
        dataspace(shape, to);
    }

    /** Whether attribute messages, one after the other, hold one of that name. */
    public static boolean hasAttribute(Bytes messages, byte[] name) {
        byte[] m = messages.array();
        for (int at = 0; at < messages.size(); at += PREFIX + unsigned(m, at + 1)) {
            int start = at + PREFIX + ATTRIBUTE_NAME;
            if (Arrays.equals(m, start, start + unsigned(m, at + PREFIX + 2) - 1, name, 0, name.length)) {
                return true;
            }
        }
        return false;
    }

    private static int unsigned(byte[] bytes, int at) {
        return bytes[at] & 0xff | (bytes[at + 1] & 0xff) << 8;
    }

    static void prefix(int type, int size, int flags, Bytes to) {
        to.u8(type).u16(size).u8(flags);
    }

    private static void datatype(DType dtype, Bytes to) {
        switch (dtype) {
            case BOOL -> {
                to.u8(0x18).u16(2).u8(0).u32(1);
                integer(1, true, to);
                to.ascii("FALSE").zeros(3).ascii("TRUE").zeros(4).u8(0).u8(1);
            }
            case INT8, INT16, INT32, INT64 -> integer(dtype.bytes(), true, to);
            case FLOAT32, FLOAT64 -> floating(dtype.bytes(), to);
            case COMPLEX64, COMPLEX128 -> {
                int half = dtype.bytes() / 2;
                to.u8(0x16).u16(2).u8(0).u32(dtype.bytes());
                member('r', 0, to);
                floating(half, to);
                member('i', half, to);
                floating(half, to);
            }
            case STRING -> {
                to.u8(0x19).u8(0x01).u8(0x01).u8(0).u32(StringHeap.REFERENCE);
                integer(1, false, to);
            }
        }
    }

    private static void integer(int bytes, boolean signed, Bytes to) {
        to.u8(0x10).u8(signed ? 0x08 : 0).u16(0).u32(bytes).u16(0).u16(8 * bytes);
    }

    private static void floating(int bytes, Bytes to) {
        boolean wide = bytes == 8;
        to.u8(0x11).u8(0x20).u8(8 * bytes - 1).u8(0).u32(bytes);
        to.u16(0).u16(8 * bytes).u8(wide ? 52 : 23).u8(wide ? 11 : 8).u8(0).u8(wide ? 52 : 23).u32(wide ? 1023 : 127);
    }

    private static void member(char name, int offset, Bytes to) {
        to.u8(name).zeros(7).u32(offset).zeros(28); // version 1 members carry an unused array description
    }
}
