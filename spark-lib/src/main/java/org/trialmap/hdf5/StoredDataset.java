package org.trialmap.hdf5;

import io.jhdf.object.message.FilterPipelineMessage;
import io.jhdf.object.message.FilterPipelineMessage.FilterInfo;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.trialmap.hdf5.format.HeaderMessages;

/**
 * What a dataset's header says. What cannot be read rightly is refused here, before anything is computed from it.
 *
 * @param fill one element as it is stored where nothing was written; null for zeros
 * @param filters in the order in which they were applied
 */
record StoredDataset(OpenFile file, StoredType type, StoredSpace space, Storage storage, ByteBuffer fill, List<FilterInfo> filters) {
    private static final int OLD_FILL = 0x04;
    private static final int EXTERNAL_FILES = 0x07;
    private static final int FILTERS = 0x0b;

    /** How the type that a header says is read. */
    @FunctionalInterface
    interface Typing {
        StoredType of(OpenFile file, ObjectHeader.Message message, String where) throws IOException;
    }

    /** @param where names the dataset in errors */
    static StoredDataset read(OpenFile file, ObjectHeader header, Typing typing, String where) throws IOException {
        if (header.has(EXTERNAL_FILES)) {
            throw new Hdf5Exception("Cannot read " + where + ": its values lie in other files that are not HDF5 (external storage), which is not supported."
                    + " Copy it with h5py (new[name] = old[name][()]).");
        }
        StoredType type = typing.of(file, header.find(HeaderMessages.DATATYPE).orElseThrow(() -> new IOException("it has no type")), where);
        StoredSpace space = StoredSpace.read(file, header.find(HeaderMessages.DATASPACE).orElseThrow());
        List<FilterInfo> filters = filters(header);
        Filters.requireSupported(filters, where);
        ByteBuffer fill = fill(header, type.bytes());
        Storage storage = Storage.read(new Storage.Described(file, type, space, fill, where), header.find(HeaderMessages.LAYOUT).orElseThrow().body());
        return new StoredDataset(file, type, storage.space(space), storage, fill, filters);
    }

    long[] shape() {
        return space.shape().clone();
    }

    private static List<FilterInfo> filters(ObjectHeader header) throws IOException {
        Optional<ObjectHeader.Message> message = header.find(FILTERS);
        if (message.isEmpty()) {
            return List.of();
        }
        if (message.get().isShared()) {
            throw new IOException("its filters are kept in a table that objects share, which is not supported");
        }
        return new FilterPipelineMessage(message.get().body(), new BitSet()).getFilters();
    }

    private static ByteBuffer fill(ObjectHeader header, int bytes) throws IOException {
        Optional<ObjectHeader.Message> message = header.find(HeaderMessages.FILL_VALUE);
        boolean old = message.isEmpty();
        message = old ? header.find(OLD_FILL) : message;
        if (message.isEmpty()) {
            return null;
        }
        if (message.get().isShared()) {
            throw new IOException("its fill value is kept in a table that objects share, which is not supported");
        }
        ByteBuffer from = message.get().body();
        if (!old && !isDefined(from)) {
            return null;
        }
        int size = from.getInt();
        ByteBuffer fill = size == bytes ? FieldReader.part(from, size) : null;
        boolean zero = true;
        for (int i = 0; fill != null && i < size; i++) {
            zero &= fill.get(i) == 0;
        }
        return zero ? null : fill;
    }

    /** Leaves the position at the value's size. */
    private static boolean isDefined(ByteBuffer from) {
        int version = from.get();
        if (version == 3) {
            return (from.get() & 0x20) != 0;
        }
        FieldReader.skip(from, 2);
        return from.get() != 0 && from.remaining() >= 4;
    }
}
