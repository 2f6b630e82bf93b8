package org.trialmap.hdf5;

import java.io.IOException;
import java.nio.file.Path;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.array.Shape;
import org.trialmap.hdf5.format.Bytes;
import org.trialmap.hdf5.format.HeaderMessages;
import org.trialmap.hdf5.format.StringHeap;
import org.trialmap.support.Utf8;

/** The attributes of an object that is being written, encoded. Nearly all objects of a file of 100,000 groups have none or few, so there is no object for each. */
final class AttributeMessages {
    private AttributeMessages() {}

    /**
     * Adds one to those that the object has.
     *
     * @param all null = none yet
     * @param path of the object
     * @return all of them
     */
    static Bytes with(Bytes all, String name, NdArray value, StringHeap strings, String path, Path file) throws IOException {
        byte[] utf8 = Utf8.encode(name, "The attribute name '" + name + "'");
        Hdf5Writer.requireAxes(value.rank(), "Attribute '" + name + "' of '" + path + "' in '" + file + "'");
        long[] shape = Shape.toLong(value.shape());
        long stored = value.dtype() == DType.STRING ? (long) StringHeap.REFERENCE * value.size() : value.bytes();
        long body = HeaderMessages.attributeHead(utf8, value.dtype(), shape) + stored;
        String why = utf8.length == 0 ? "it has no name. Give it one."
                : body > HeaderMessages.MAX_BODY ? "an HDF5 object header takes at most " + HeaderMessages.MAX_BODY + " bytes for one attribute. Store it as a dataset."
                        : all != null && HeaderMessages.hasAttribute(all, utf8) ? "there is one of that name. Choose another name." : null;
        if (why != null) {
            throw new IllegalArgumentException("Attribute '" + name + "' (" + value + ", " + body + " bytes) cannot be added to '" + path + "' of '" + file + "': " + why);
        }
        Bytes data = new Bytes((int) stored);
        if (value.dtype() == DType.STRING) {
            strings.put((String[]) value.data(), data, "attribute '" + name + "' of '" + path + "'");
        } else {
            data.bytes(value.toBytes().array());
        }
        Bytes to = all == null ? new Bytes((int) body + 4) : all;
        HeaderMessages.attribute(utf8, value.dtype(), shape, to);
        to.bytes(data.array(), 0, data.size());
        return to;
    }
}
