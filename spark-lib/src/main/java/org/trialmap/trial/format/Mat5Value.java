package org.trialmap.trial.format;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import us.hebi.matlab.mat.types.Array;
import us.hebi.matlab.mat.types.Cell;
import us.hebi.matlab.mat.types.Char;
import us.hebi.matlab.mat.types.MatlabType;
import us.hebi.matlab.mat.types.Matrix;
import us.hebi.matlab.mat.types.Sparse;
import us.hebi.matlab.mat.types.Struct;

/** A value in a file of version 5, in memory. */
record Mat5Value(Array array) implements MatValue {
    @Override
    public Kind kind() {
        if (array instanceof Matrix matrix && !(array instanceof Sparse)) {
            return matrix.isComplex() ? Kind.OTHER : Kind.NUMBERS;
        }
        return array instanceof Char && (array.getNumElements() == 0 || array.getNumRows() == 1) ? Kind.TEXT
                : array instanceof Cell ? Kind.CELL
                        : array.getType() == MatlabType.Structure ? Kind.STRUCT : Kind.OTHER;
    }

    @Override
    public String type() {
        return (array instanceof Matrix matrix && matrix.isComplex() ? "complex " : "") + array.getType();
    }

    @Override
    public long[] dims() {
        return IntStream.of(array.getDimensions()).asLongStream().toArray();
    }

    @Override
    public List<String> fields() {
        return ((Struct) array).getFieldNames();
    }

    @Override
    public Optional<MatValue> field(String name, int element) {
        Struct struct = (Struct) array;
        return struct.getFieldNames().contains(name) ? Optional.of(new Mat5Value(struct.get(name, element))) : Optional.empty();
    }

    @Override
    public MatValue element(int position) {
        return new Mat5Value(((Cell) array).get(position));
    }

    @Override
    public String text() {
        return array.getNumElements() == 0 ? "" : ((Char) array).getRow(0);
    }

    @Override
    public double[] numbers() {
        Matrix matrix = (Matrix) array;
        IntStream places = IntStream.range(0, array.getNumElements());
        if (array.getType() == MatlabType.Int64 || array.getType() == MatlabType.UInt64) {
            return NdArray.of(places.mapToLong(matrix::getLong).toArray(), array.getNumElements()).toDoubles();
        }
        return places.mapToDouble(matrix::getDouble).toArray();
    }

    @Override
    public Optional<DType> dtype() {
        return Optional.ofNullable(switch (array.getType()) {
            case Double -> DType.FLOAT64;
            case Single -> DType.FLOAT32;
            case Int8 -> DType.INT8;
            case Int16, UInt8 -> DType.INT16;
            case Int32, UInt16 -> DType.INT32;
            case Int64, UInt32 -> DType.INT64;
            default -> null;
        });
    }

    @Override
    public void read(long first, int count, int[] channels, NdArray to, int at) {
        Matrix matrix = (Matrix) array;
        int rows = array.getNumRows();
        int place = at * channels.length;
        for (long sample = first; sample < first + count; sample++) {
            int column = Math.toIntExact(sample * rows);
            for (int channel : channels) {
                put(matrix, column + channel, to.data(), place++);
            }
        }
    }

    private static void put(Matrix from, int index, Object to, int at) {
        if (to instanceof float[] floats) {
            floats[at] = (float) from.getDouble(index);
        } else if (to instanceof double[] doubles) {
            doubles[at] = from.getDouble(index);
        } else if (to instanceof short[] shorts) {
            shorts[at] = (short) from.getLong(index);
        } else if (to instanceof int[] ints) {
            ints[at] = (int) from.getLong(index);
        } else if (to instanceof byte[] bytes) {
            bytes[at] = (byte) from.getLong(index);
        } else {
            ((long[]) to)[at] = from.getLong(index);
        }
    }
}
