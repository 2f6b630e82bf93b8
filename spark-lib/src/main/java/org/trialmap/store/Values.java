package org.trialmap.store;

import io.jhdf.api.Attribute;
import io.jhdf.api.dataset.ContiguousDataset;
import io.jhdf.dataset.DatasetBase;
import io.jhdf.dataset.chunked.ChunkedDatasetBase;
import io.jhdf.object.message.FillValueMessage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.array.Region;
import org.trialmap.array.Shape;
import org.trialmap.task.Reason;

/** Turns stored elements into arrays. */
final class Values {
    private static final int NULL_DATASPACE = 2;

    private Values() {}

    static NdArray attribute(Attribute attribute, String where) throws IOException {
        StoredType type = StoredType.of(attribute.getDataType(), where);
        if (attribute.getDataSpace().getType() == NULL_DATASPACE) {
            throw nothing(where);
        }
        int[] shape = attribute.getDimensions();
        if (Shape.size(shape) == 0) {
            return NdArray.zeros(type.dtype(), shape);
        }
        boolean text = type.kind() == StoredType.Kind.TEXT;
        return text ? strings(attribute.getData(), shape) : array(type, attribute.getBuffer().duplicate(), shape);
    }

    /**
     * @param region inside the dataset
     * @param spare an array whose memory may be used, or null
     */
    static NdArray dataset(OpenFile file, DatasetBase dataset, Region region, String where, NdArray spare) throws IOException {
        StoredType type = StoredType.of(dataset.getDataType(), where);
        boolean scalar = region.extent().length == 0;
        if (scalar && dataset.getSize() == 0) {
            throw nothing(where);
        }
        if (region.size() * type.dtype().width() > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(region + " of " + where + " has "
                    + region.size() + " elements, more than one array in memory holds. Read smaller regions.");
        }
        int[] extent = Shape.toInt(region.extent());
        if (region.size() == 0) {
            return NdArray.zeros(type.dtype(), extent);
        }
        if (type.kind() == StoredType.Kind.TEXT) {
            requireFilters(file, dataset, region, where);
            return dataset.isEmpty() ? NdArray.zeros(DType.STRING, extent)
                    : strings(scalar ? dataset.getData() : dataset.getData(region.offset(), extent), extent);
        }
        if (dataset instanceof ContiguousDataset contiguous) {
            if (contiguous.getDataAddress() < 0) {
                return filled(type, fill(dataset), extent);
            }
            long address = contiguous.getDataAddress() + file.hdf.getUserBlockSize();
            ContiguousReader.Part part = new ContiguousReader.Part(region, dataset.getDimensionsAsLong());
            return wrap(type, ContiguousReader.read(file.channel, address, type, part, room(type, extent, spare)), extent);
        }
        if (dataset instanceof ChunkedDatasetBase chunked) {
            Chunks chunks = new Chunks(file, chunked, region);
            if (!isZero(fill(dataset))) {
                chunks.requireWritten(where);
            }
            if (chunks.unfiltered() != null) {
                return array(type, chunks.read(type.bytes()), extent);
            }
        }
        return array(type, scalar ? dataset.getDataBuffer() : dataset.getSliceDataBuffer(region.offset(), extent), extent);
    }

    /** A flat array for so many elements: that of {@code spare} if it fits. */
    private static Object room(StoredType type, int[] extent, NdArray spare) {
        return spare != null && spare.dtype() == type.dtype() && spare.size() == Shape.size(extent) ? spare.data() : type.newArray(Shape.size(extent));
    }

    private static Hdf5Exception nothing(String where) {
        return new Hdf5Exception("Cannot read " + where + ": it is empty (a null dataspace) and has no value."
                + " Store a value, or an array of shape (0,).");
    }

    private static NdArray strings(Object nested, int[] shape) {
        return NdArray.from(nested).reshape(shape);
    }

    private static NdArray array(StoredType type, ByteBuffer bytes, int[] shape) {
        int size = Shape.size(shape);
        Object flat = type.newArray(size);
        type.decode(bytes, flat, 0, size);
        return wrap(type, flat, shape);
    }

    private static NdArray wrap(StoredType type, Object flat, int[] shape) {
        return switch (type.dtype()) {
            case COMPLEX64 -> NdArray.complex((float[]) flat, shape);
            case COMPLEX128 -> NdArray.complex((double[]) flat, shape);
            default -> NdArray.of(flat, shape);
        };
    }

    /** The stored fill value, or null if there is none and unwritten elements are zeros. */
    private static ByteBuffer fill(DatasetBase dataset) {
        if (!dataset.getHeader().hasMessageOfType(FillValueMessage.class)) {
            return null;
        }
        FillValueMessage message = dataset.getHeader().getMessageOfType(FillValueMessage.class);
        ByteBuffer fill = message.isFillValueDefined() ? message.getFillValue() : null;
        return fill != null && fill.remaining() >= dataset.getDataType().getSize() ? fill.slice() : null;
    }

    /** What a contiguous dataset reads as that was never written: its fill value, or zeros. */
    private static NdArray filled(StoredType type, ByteBuffer fill, int[] shape) {
        Object flat = type.newArray(Shape.size(shape));
        for (int i = 0; fill != null && i < Shape.size(shape); i++) {
            type.decode(fill.duplicate().rewind(), flat, i, 1);
        }
        return wrap(type, flat, shape);
    }

    private static boolean isZero(ByteBuffer fill) {
        boolean zero = true;
        for (int i = 0; fill != null && i < fill.capacity(); i++) {
            zero &= fill.get(i) == 0;
        }
        return zero;
    }

    /** jHDF follows references to texts itself, and would decode with filters that a chunk lacks. */
    private static void requireFilters(OpenFile file, DatasetBase dataset, Region region, String where) throws IOException {
        long[] unfiltered = dataset instanceof ChunkedDatasetBase chunked ? new Chunks(file, chunked, region).unfiltered() : null;
        if (unfiltered != null) {
            throw new Hdf5Exception("Cannot read " + where + ": the chunk at " + Arrays.toString(unfiltered)
                    + " was stored without some of the dataset's filters, which jHDF 0.13.0 would not respect for texts."
                    + " Write the dataset anew without filters (h5py: new[name] = old[name][()]).");
        }
    }

    /** What to throw when jHDF or the disk failed: an interrupt stays one, everything else says which object of which file. */
    static IOException unreadable(String what, OpenFile file, Exception e) {
        Throwable cause = e;
        for (Throwable t = e; t != null; t = t.getCause()) {
            if (t instanceof ClosedByInterruptException interrupt) {
                return interrupt;
            }
            cause = t;
        }
        if (!file.channel.isOpen()) {
            return new Hdf5Exception("Cannot " + what + ": the file is closed. Read before closing it.", e);
        }
        if (cause instanceof NoSuchFileException) {
            return new Hdf5Exception("Cannot " + what + ": the file '" + file.path + "' was removed while it was being read. Restore it.", e);
        }
        String message = Reason.of(cause);
        if (message.startsWith("Virtual storage")) {
            return new Hdf5Exception("Cannot " + what
                    + ": a virtual dataset is in that group, and jHDF 0.13.0 reads neither it nor then its siblings."
                    + " Copy the file with its data made real (h5py: new[name] = old[name][()]), or keep virtual datasets in a"
                    + " group of their own.", e);
        }
        return new Hdf5Exception("Cannot " + what + ": " + message + " (" + cause.getClass().getSimpleName()
                + "). The file is damaged, or holds what jHDF 0.13.0 does not support. See whether h5dump reads it; then copy it with h5py (new[name] ="
                + " old[name][()]).", e);
    }
}
