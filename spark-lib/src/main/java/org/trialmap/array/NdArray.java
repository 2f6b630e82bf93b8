package org.trialmap.array;

import java.io.Serializable;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;

/**
 * A rectangular array: a flat row-major Java array and a shape. Complex values are interleaved (real, imaginary).
 *
 * <p>The backing array is shared, not copied, both ways: {@link #of} keeps the array it is given and {@link #data()} hands it out. Safe for
 * use by several threads as long as nobody writes into it.
 */
public final class NdArray implements Serializable {
    private static final long serialVersionUID = 1;

    private final DType dtype;
    private final int[] shape;
    private final Object data;

    private NdArray(DType dtype, Object data, int[] shape) {
        this.dtype = dtype;
        this.shape = shape.clone();
        this.data = data;
        int length = Array.getLength(data);
        if ((long) Shape.size(shape) * dtype.width() != length) {
            throw new IllegalArgumentException("Shape " + Shape.format(shape) + " of " + dtype + " needs " + (long) Shape.size(shape) * dtype.width()
                    + " values, the array has " + length + ".");
        }
    }

    /** An array over flat row-major data: {@code boolean[], byte[], short[], int[], long[], float[], double[]} or {@code String[]}. */
    public static NdArray of(Object flat, int... shape) {
        Objects.requireNonNull(flat, "flat");
        if (!flat.getClass().isArray()) {
            throw new IllegalArgumentException("NdArray.of takes a flat primitive or String array, not " + flat.getClass().getName() + ". For single values use NdArray.from.");
        }
        return new NdArray(DType.ofComponent(flat.getClass().getComponentType()), flat, shape);
    }

    /** A complex128 array over interleaved real and imaginary parts; {@code shape} counts complex elements. */
    public static NdArray complex(double[] interleaved, int... shape) {
        return new NdArray(DType.COMPLEX128, interleaved, shape);
    }

    /** A complex64 array over interleaved real and imaginary parts; {@code shape} counts complex elements. */
    public static NdArray complex(float[] interleaved, int... shape) {
        return new NdArray(DType.COMPLEX64, interleaved, shape);
    }

    /** An array of zeros (false, empty strings). */
    public static NdArray zeros(DType dtype, int... shape) {
        Object data = Array.newInstance(dtype.component(), Math.multiplyExact(Shape.size(shape), dtype.width()));
        if (data instanceof String[] strings) {
            Arrays.fill(strings, "");
        }
        return new NdArray(dtype, data, shape);
    }

    /**
     * An array from a single value (number, boolean, string: a scalar), a nested Java array of any rank, or an NdArray (itself).
     *
     * @throws IllegalArgumentException if the value cannot be stored or a nested array is ragged; the text names the place
     */
    public static NdArray from(Object value) {
        if (value instanceof NdArray array) {
            return array;
        }
        if (value == null) {
            throw new IllegalArgumentException("null cannot be stored.");
        }
        if (value.getClass().isArray()) {
            return NestedArrays.flatten(value);
        }
        Object one;
        if (value instanceof Boolean b) {
            one = new boolean[] {b};
        } else if (value instanceof Byte b) {
            one = new byte[] {b};
        } else if (value instanceof Short s) {
            one = new short[] {s};
        } else if (value instanceof Integer i) {
            one = new int[] {i};
        } else if (value instanceof Long l) {
            one = new long[] {l};
        } else if (value instanceof Float f) {
            one = new float[] {f};
        } else if (value instanceof Double d) {
            one = new double[] {d};
        } else if (value instanceof String s) {
            one = new String[] {s};
        } else {
            throw new IllegalArgumentException("A value of type " + value.getClass().getName() + " cannot be stored. Storable are numbers, booleans,"
                    + " strings, arrays of them of any rank, NdArray, and records or maps of these.");
        }
        return of(one);
    }

    public DType dtype() {
        return dtype;
    }

    /** A copy of the shape; empty for a scalar. */
    public int[] shape() {
        return shape.clone();
    }

    public int rank() {
        return shape.length;
    }

    /** Number of elements (a complex number is one). */
    public int size() {
        return Array.getLength(data) / dtype.width();
    }

    /** Bytes of all elements as stored; 0 for strings. */
    public long bytes() {
        return (long) size() * dtype.bytes();
    }

    /** The backing array itself: row-major, interleaved if complex. */
    public Object data() {
        return data;
    }

    /** The backing array of a float64 or complex128 array. Nothing is cast: throws for every other dtype. */
    public double[] doubles() {
        return backing(double[].class);
    }

    /** The backing array of a float32 or complex64 array. Nothing is cast: throws for every other dtype. */
    public float[] floats() {
        return backing(float[].class);
    }

    private <A> A backing(Class<A> wanted) {
        if (!wanted.isInstance(data)) {
            throw new IllegalArgumentException("The array is " + dtype + ", not " + wanted.getComponentType() + ". Nothing is cast; use data().");
        }
        return wanted.cast(data);
    }

    /** The same elements under another shape of the same size; shares the data. */
    public NdArray reshape(int... newShape) {
        return new NdArray(dtype, data, newShape);
    }

    /** The only element of a one-element array as Boolean, Byte, ..., Double or String; for complex an NdArray of shape (). */
    public Object item() {
        if (size() != 1) {
            throw new IllegalArgumentException("An array of shape " + Shape.format(shape) + " is not a single value.");
        }
        return dtype.isComplex() ? reshape() : Array.get(data, 0);
    }

    /** All elements as little-endian bytes, row-major; booleans as 0 and 1. Throws for strings, which have no fixed size. */
    public ByteBuffer toBytes() {
        if (dtype == DType.STRING) {
            throw new IllegalArgumentException("Strings have no fixed size.");
        }
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(bytes())).order(ByteOrder.LITTLE_ENDIAN);
        if (data instanceof double[] d) {
            bytes.asDoubleBuffer().put(d);
        } else if (data instanceof float[] f) {
            bytes.asFloatBuffer().put(f);
        } else if (data instanceof long[] l) {
            bytes.asLongBuffer().put(l);
        } else if (data instanceof int[] i) {
            bytes.asIntBuffer().put(i);
        } else if (data instanceof short[] s) {
            bytes.asShortBuffer().put(s);
        } else if (data instanceof byte[] b) {
            bytes.duplicate().put(b);
        } else {
            boolean[] flags = (boolean[]) data;
            for (int i = 0; i < flags.length; i++) {
                bytes.put(i, (byte) (flags[i] ? 1 : 0));
            }
        }
        return bytes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NdArray array && dtype == array.dtype && Arrays.equals(shape, array.shape)
                && Objects.deepEquals(data, array.data);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(shape) + Arrays.deepHashCode(new Object[] {data});
    }

    /** For example {@code float64 (20, 8)}; the values are not printed. */
    @Override
    public String toString() {
        return dtype + " " + Shape.format(shape);
    }
}
