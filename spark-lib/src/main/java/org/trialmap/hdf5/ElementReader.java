package org.trialmap.hdf5;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.NoSuchFileException;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.array.Region;
import org.trialmap.array.Shape;
import org.trialmap.support.Reason;

/** Turns stored elements into arrays. */
final class ElementReader {
    private ElementReader() {}

    /**
     * @param region inside the dataset
     * @param spare an array whose memory may be used, or null
     */
    static NdArray dataset(StoredDataset dataset, Region region, String where, NdArray spare) throws IOException {
        StoredType type = dataset.type();
        if (dataset.space().isNull()) {
            throw nothing(where);
        }
        boolean inOneStep = dataset.storage() instanceof Storage.Contiguous && !type.isText() || dataset.storage() instanceof Storage.Virtual;
        if (region.size() > (Integer.MAX_VALUE - 8) / (inOneStep ? type.dtype().width() : Math.max(type.dtype().width(), type.bytes()))) {
            throw new IllegalArgumentException(region + " of " + where + " has "
                    + region.size() + " elements, more than one array in memory holds. Read smaller regions.");
        }
        int[] extent = Shape.toInt(region.extent());
        if (region.size() == 0) {
            return NdArray.zeros(type.dtype(), extent);
        }
        if (dataset.storage() instanceof Storage.Virtual virtual) {
            return wrap(type, virtual.parts().read(region), extent);
        }
        if (dataset.storage() instanceof Storage.Contiguous contiguous && contiguous.address() >= 0 && !type.isText()) {
            ContiguousReader.Part part = new ContiguousReader.Part(region, dataset.shape());
            long address = contiguous.address() + dataset.file().base;
            return wrap(type, ContiguousReader.read(dataset.file().channel, address, type, part, room(type, extent, spare)), extent);
        }
        return decode(dataset.file(), type, elements(dataset, region, where), extent, where);
    }

    /** The region's elements as they are stored. */
    private static ByteBuffer elements(StoredDataset dataset, Region region, String where) throws IOException {
        if (dataset.storage() instanceof Storage.Chunked chunked) {
            return new ChunkedReader(dataset, chunked, region, where).read();
        }
        int width = dataset.type().bytes();
        byte[] all = new byte[Math.toIntExact(region.size() * width)];
        if (dataset.storage() instanceof Storage.Compact compact) {
            region.forEachRun(dataset.shape(), (from, at, count) -> compact.bytes().get(Math.toIntExact(from * width), all, (int) at * width, (int) count * width));
        } else if (dataset.storage() instanceof Storage.Contiguous contiguous && contiguous.address() >= 0) {
            region.forEachRun(dataset.shape(), (from, at, count) -> dataset.file().read(contiguous.address() + from * width, count * width)
                    .get(all, (int) at * width, (int) count * width));
        } else {
            for (int at = 0; dataset.fill() != null && at < all.length; at += width) {
                dataset.fill().get(0, all, at, width);
            }
        }
        return ByteBuffer.wrap(all);
    }

    /** An array from elements as they are stored. */
    static NdArray decode(OpenFile file, StoredType type, ByteBuffer elements, int[] shape, String where) throws IOException {
        if (Shape.size(shape) == 0) {
            return NdArray.zeros(type.dtype(), shape);
        }
        if (type.isText()) {
            return NdArray.of(VariableStrings.of(file, type, elements.order(ByteOrder.LITTLE_ENDIAN), where), shape);
        }
        int size = Shape.size(shape);
        Object flat = type.newArray(size);
        type.decode(elements, flat, 0, size);
        return wrap(type, flat, shape);
    }

    /** A flat array for so many elements: that of {@code spare} if it fits. */
    private static Object room(StoredType type, int[] extent, NdArray spare) {
        return spare != null && spare.dtype() == type.dtype() && spare.size() == Shape.size(extent) ? spare.data() : type.newArray(Shape.size(extent));
    }

    static Hdf5Exception nothing(String where) {
        return new Hdf5Exception("Cannot read " + where + ": it is empty (a null dataspace) and has no value."
                + " Store a value, or an array of shape (0,).");
    }

    private static NdArray wrap(StoredType type, Object flat, int[] shape) {
        return switch (type.dtype()) {
            case COMPLEX64 -> NdArray.complex((float[]) flat, shape);
            case COMPLEX128 -> NdArray.complex((double[]) flat, shape);
            default -> NdArray.of(flat, shape);
        };
    }

    /** What to throw when the file or the disk failed: an interrupt stays one, everything else says which object of which file. */
    static IOException unreadable(String what, OpenFile file, Exception e) {
        Throwable cause = e;
        for (Throwable t = e; t != null; t = t.getCause()) {
            if (t instanceof ClosedByInterruptException interrupt) {
                return interrupt;
            }
            if (t instanceof Hdf5Exception known) {
                return known;
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
        return new Hdf5Exception("Cannot " + what + ": " + (cause instanceof IOException ? message : "it ends too early, or contains impossible values ("
                + cause.getClass().getSimpleName() + (cause.getMessage() == null ? "" : ": " + message) + ")")
                + ". The file is damaged, or holds what trialmap does not support. See whether h5dump reads it; then copy it with h5py (new[name] ="
                + " old[name][()]).", e);
    }
}
