package org.trialmap.hdf5.format;

import org.trialmap.support.Utf8;

/**
 * The attributes of dimension scales (HDF5 Dimension Scale Specification), whose types no other attribute of ours has: strings of fixed length, references to objects, and
 * sequences and compounds of these.
 */
public final class ScaleMessages {
    /** Bytes of a reference to an object: the address of its header. */
    public static final int REFERENCE = 8;
    private static final int ENTRY = 16;
    private static final String CLASS = "DIMENSION_SCALE";
    private static final byte[] OBJECT = {0x17, 0, 0, 0, REFERENCE, 0, 0, 0};

    private ScaleMessages() {}

    /** What makes a dataset a scale: CLASS, and NAME, in UTF-8. The HDF5 library looks for strings of fixed length. */
    public static void scale(byte[] name, Bytes to) {
        text("CLASS", Utf8.encode(CLASS, "CLASS"), to);
        text("NAME", name, to);
    }

    private static void text(String attribute, byte[] text, Bytes to) {
        Bytes type = new Bytes(8).u8(0x13).u8(Utf8.isAscii(text) ? 0 : 0x10).u16(0).u32(text.length + 1);
        head(attribute, type, new long[0], text.length + 1, to);
        to.bytes(text).u8(0);
    }

    /**
     * DIMENSION_LIST of a dataset: for each axis, a sequence of references to its scales.
     *
     * @param sequences length, collection and index of each sequence in the heap, 16 bytes each
     */
    public static void dimensionList(int axes, Bytes sequences, Bytes to) {
        Bytes type = new Bytes(16).u8(0x19).zeros(3).u32(StringHeap.REFERENCE).bytes(OBJECT);
        head("DIMENSION_LIST", type, new long[] {axes}, sequences.size(), to);
        to.bytes(sequences.array(), 0, sequences.size());
    }

    /** REFERENCE_LIST of a scale: the header of each dataset that it is attached to, and the axis. */
    public static void referenceList(long[] headers, int[] axes, Bytes to) {
        Bytes type = new Bytes(128).u8(0x16).u16(2).u8(0).u32(ENTRY);
        member("dataset", 0, type).bytes(OBJECT);
        member("dimension", REFERENCE, type).u8(0x10).u8(0).u16(0).u32(4).u16(0).u16(32);
        head("REFERENCE_LIST", type, new long[] {headers.length}, ENTRY * headers.length, to);
        for (int i = 0; i < headers.length; i++) {
            to.u64(headers[i]).u32(axes[i]).u32(0);
        }
    }

    private static Bytes member(String name, int offset, Bytes to) {
        to.ascii(name).zeros(8 - name.length() % 8).u32(offset);
        return to.zeros(28); // version 1 members carry an unused array description
    }

    private static void head(String name, Bytes type, long[] shape, int data, Bytes to) {
        int space = HeaderMessages.dataspaceSize(shape);
        HeaderMessages.prefix(HeaderMessages.ATTRIBUTE, 9 + name.length() + 1 + type.size() + space + data, 0, to);
        to.u8(3).u8(0).u16(name.length() + 1).u16(type.size()).u16(space).u8(0).ascii(name).u8(0).bytes(type.array(), 0, type.size());
        HeaderMessages.dataspace(shape, to);
    }
}
