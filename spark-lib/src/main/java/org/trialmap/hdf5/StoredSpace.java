package org.trialmap.hdf5;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A dataspace (HDF5 File Format Specification, IV.A.2.b).
 *
 * @param isNull whether there is no element, not even one of a scalar
 * @param shape extents of all axes
 * @param most how far each axis may grow, -1 for any length
 */
record StoredSpace(boolean isNull, long[] shape, long[] most) {
    private static final int NULL = 2;

    static StoredSpace read(OpenFile file, ObjectHeader.Message message) throws IOException {
        if (message.isShared()) {
            throw new IOException("its shape is kept in a table that objects share, which is not supported");
        }
        return read(file, message.body());
    }

    static StoredSpace read(OpenFile file, ByteBuffer from) throws IOException {
        int version = from.get();
        int rank = from.get() & 0xff;
        int flags = from.get();
        int type = from.get();
        if (version == 1) {
            FieldReader.skip(from, 4);
        } else if (version != 2) {
            throw new IOException("its shape has the unknown version " + version);
        }
        long[] shape = lengths(file, from, rank);
        return new StoredSpace(version == 2 && type == NULL, shape, (flags & 1) == 0 ? shape : lengths(file, from, rank));
    }

    private static long[] lengths(OpenFile file, ByteBuffer from, int rank) {
        long[] lengths = new long[rank];
        for (int axis = 0; axis < rank; axis++) {
            lengths[axis] = file.length(from);
        }
        return lengths;
    }
}
