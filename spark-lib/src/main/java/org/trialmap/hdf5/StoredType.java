package org.trialmap.hdf5;

import io.jhdf.object.datatype.CompoundDataType;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.EnumDataType;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import io.jhdf.object.datatype.OrderedDataType;
import io.jhdf.object.datatype.StringData;
import io.jhdf.object.datatype.VariableLength;
import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import org.trialmap.array.DType;
import org.trialmap.hdf5.format.HeaderMessages;
import org.trialmap.hdf5.format.PrimitiveBytes;

/**
 * How elements lie in a file and what they become in memory. Only lossless steps are taken: unsigned integers of 8, 16 and 32 bits become the
 * next wider signed type, half precision becomes float32; what has no lossless place (uint64, other enumerations and compounds, ...) is refused.
 *
 * @param dtype the type in memory
 * @param bytes stored bytes of one element
 */
record StoredType(DType dtype, Kind kind, ByteOrder order, int bytes) {
    enum Kind {
        PLAIN,
        UNSIGNED,
        HALF,
        TERMINATED_TEXT,
        ZEROS_TEXT,
        BLANKS_TEXT,
        VARIABLE_TEXT
    }

    boolean isText() {
        return dtype == DType.STRING;
    }

    /** @param where names the dataset or attribute in the error */
    static StoredType of(DataType type, String where) throws Hdf5Exception {
        StoredType stored = find(type);
        if (stored == null) {
            throw unreadable(where, name(type));
        }
        return stored;
    }

    private static Hdf5Exception unreadable(String where, String type) {
        return new Hdf5Exception("Cannot read " + where + ": its type is " + type
                + ", which has no lossless counterpart here. Readable are integers (unsigned up to 32 bits), floating point numbers, h5py's booleans and complex"
                + " numbers, and strings."
                + " Convert it, for example with h5py.");
    }

    /** The type that a datatype message describes, by itself or by naming a datatype that has a place of its own in the file. */
    static StoredType of(OpenFile file, ObjectHeader.Message message, String where) throws IOException {
        ByteBuffer body = message.isShared() ? named(file, message.body()) : message.body();
        int kind = body.get(0) & 15;
        DataType type;
        try {
            type = DataType.readDataType(body.duplicate().order(body.order()));
        } catch (RuntimeException e) {
            throw unreadable(where, "HDF5 class " + kind + (kind < CLASSES.size() ? " (" + CLASSES.get(kind) + ")" : ""));
        }
        return of(type, where);
    }

    /** Of references to objects, as addresses; all else is refused. */
    static StoredType reference(OpenFile file, ObjectHeader.Message message, String where) throws IOException {
        ByteBuffer body = message.isShared() ? named(file, message.body()) : message.body();
        if ((body.get(0) & 15) != REFERENCE || (body.get(1) & 15) != 0 || file.offsetBytes() != Long.BYTES) {
            throw new Hdf5Exception("Cannot read " + where + " as references: it holds no references to objects of 8 bytes. Name a dataset of such.");
        }
        return new StoredType(DType.INT64, Kind.PLAIN, ByteOrder.LITTLE_ENDIAN, Long.BYTES);
    }

    private static ByteBuffer named(OpenFile file, ByteBuffer place) throws IOException {
        int version = place.get();
        int where = place.get();
        if (version == 3 && where != COMMITTED) {
            throw new IOException("its type is kept in a table that objects share, which is not supported");
        }
        FieldReader.skip(place, version == 1 ? 6 : 0);
        return file.object(file.offset(place)).header().find(HeaderMessages.DATATYPE)
                .orElseThrow(() -> new IOException("its type refers to a named datatype, but there is none at that place")).body();
    }

    private static final int REFERENCE = 7;
    private static final int COMMITTED = 2;
    private static final List<String> CLASSES = List.of("integer", "floating point", "time", "text", "bit field", "opaque", "compound", "reference",
            "enumeration", "variable length", "array");

    /** Null if there is no lossless counterpart. */
    private static StoredType find(DataType type) {
        int bytes = type.getSize();
        if (type instanceof StringData text && bytes > 0) {
            return new StoredType(DType.STRING, switch (text.getPaddingType()) {
                case NULL_TERMINATED -> Kind.TERMINATED_TEXT;
                case NULL_PADDED -> Kind.ZEROS_TEXT;
                case SPACE_PADDED -> Kind.BLANKS_TEXT;
            }, ByteOrder.LITTLE_ENDIAN, bytes);
        }
        if (type instanceof VariableLength text && text.isVariableLengthString()) {
            return new StoredType(DType.STRING, Kind.VARIABLE_TEXT, ByteOrder.LITTLE_ENDIAN, bytes);
        }
        if (type instanceof FixedPoint whole && whole.getBitOffset() == 0 && whole.getBitPrecision() == 8 * bytes && Integer.bitCount(bytes) == 1
                && (whole.isSigned() ? bytes <= 8 : bytes <= 4)) {
            int power = Integer.numberOfTrailingZeros(whole.isSigned() ? bytes : bytes * 2);
            DType signed = List.of(DType.INT8, DType.INT16, DType.INT32, DType.INT64).get(power);
            return new StoredType(signed, whole.isSigned() ? Kind.PLAIN : Kind.UNSIGNED, whole.getByteOrder(), bytes);
        }
        if (type instanceof FloatingPoint real) {
            int mantissa = bytes == 2 ? 10 : bytes == 4 ? 23 : 52;
            boolean ieee = bytes >= 2 && Integer.bitCount(bytes) == 1 && bytes <= 8 && real.getBitPrecision() == 8 * bytes
                    && real.getMantissaSize() == mantissa && real.getExponentSize() == 8 * bytes - 1 - mantissa && real.getBitOffset() == 0;
            Kind kind = bytes == 2 ? Kind.HALF : Kind.PLAIN;
            return !ieee ? null : new StoredType(bytes == 8 ? DType.FLOAT64 : DType.FLOAT32, kind, real.getByteOrder(), bytes);
        }
        if (type instanceof EnumDataType choice && bytes == 1 && choice.getEnumMapping().equals(Map.of(0, "FALSE", 1, "TRUE"))) {
            return new StoredType(DType.BOOL, Kind.PLAIN, ByteOrder.LITTLE_ENDIAN, bytes);
        }
        return type instanceof CompoundDataType compound ? complex(compound) : null;
    }

    private static StoredType complex(CompoundDataType type) {
        var members = type.getMembers();
        if (members.size() != 2 || !members.get(0).getName().equals("r") || !members.get(1).getName().equals("i")) {
            return null;
        }
        StoredType real = find(members.get(0).getDataType());
        int half = type.getSize() / 2;
        boolean fits = real != null && real.equals(find(members.get(1).getDataType())) && real.kind == Kind.PLAIN && real.dtype.isFloating()
                && real.bytes == half && members.get(0).getOffset() == 0 && members.get(1).getOffset() == half;
        return fits ? new StoredType(half == 8 ? DType.COMPLEX128 : DType.COMPLEX64, Kind.PLAIN, real.order, 2 * half) : null;
    }

    private static String name(DataType type) {
        String order = type instanceof OrderedDataType ordered ? ordered.getByteOrder() == ByteOrder.BIG_ENDIAN ? ", big-endian" : "" : "";
        if (type instanceof FixedPoint whole) {
            return (whole.isSigned() ? "a signed" : "an unsigned") + " integer of " + whole.getBitPrecision() + " bits" + order;
        }
        if (type instanceof EnumDataType choice) {
            return "an enumeration " + choice.getEnumMapping();
        }
        if (type instanceof CompoundDataType compound) {
            return "a compound of " + compound.getMembers().stream().map(CompoundDataType.CompoundDataMember::getName).toList();
        }
        return "HDF5 class " + type.getDataClass() + " (" + type.getClass().getSimpleName() + ") of " + type.getSize() + " bytes" + order;
    }

    /** Decodes {@code count} elements from the buffer's position on into a flat array of the dtype, beginning at element {@code at}. */
    void decode(ByteBuffer from, Object flat, int at, int count) {
        from.order(order);
        switch (kind) {
            case PLAIN -> PrimitiveBytes.decode(from, flat, at * dtype.width(), count * dtype.width());
            case HALF -> {
                for (int i = at; i < at + count; i++) {
                    ((float[]) flat)[i] = FloatingPoint.toFloat(from.getShort());
                }
            }
            case UNSIGNED -> {
                for (int i = at; i < at + count; i++) {
                    switch (bytes) {
                        case 1 -> ((short[]) flat)[i] = (short) (from.get() & 0xff);
                        case 2 -> ((int[]) flat)[i] = from.getShort() & 0xffff;
                        default -> ((long[]) flat)[i] = from.getInt() & 0xffffffffL;
                    }
                }
            }
            default -> throw new IllegalStateException("texts are decoded all at once, by Texts");
        }
    }

    Object newArray(int elements) {
        return Array.newInstance(dtype.component(), Math.multiplyExact(elements, dtype.width()));
    }
}
