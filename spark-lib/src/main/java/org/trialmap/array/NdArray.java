package org.trialmap.array;

import java.io.Serializable;
import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * A rectangular array: a flat row-major Java array and a shape. Complex values are interleaved (real, imaginary).
 *
 * <p>The backing array is shared, not copied, both ways: {@link #of} keeps the array it is given and {@link #data()} hands it out. Safe for
 * use by several threads as long as nobody writes into it.
 */
public final class NdArray implements Serializable {
    private static final long serialVersionUID = 1;
    private static final int LARGEST = Integer.MAX_VALUE - 8;

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

    /**
     * An array over flat row-major data: {@code boolean[], byte[], short[], int[], long[], float[], double[]} or {@code String[]}.
     *
     * @param shape extents, none of them negative; none at all for a scalar
     * @throws IllegalArgumentException if {@code flat} is something else, or has more or fewer elements than the shape. Strings are not looked at:
     *         one that is null is refused when it is written
     */
    public static NdArray of(Object flat, int... shape) {
        Objects.requireNonNull(flat, "flat");
        if (!flat.getClass().isArray()) {
            throw new IllegalArgumentException("NdArray.of takes a flat primitive or String array, not " + flat.getClass().getName()
                    + ". For single values use NdArray.from.");
        }
        return new NdArray(DType.ofComponent(flat.getClass().getComponentType()), flat, shape);
    }

    /** A complex128 array over interleaved real and imaginary parts; {@code shape} counts complex elements. */
    public static NdArray complex(double[] interleaved, int... shape) {
        return new NdArray(DType.COMPLEX128, Objects.requireNonNull(interleaved, "interleaved"), shape);
    }

    /** A complex64 array over interleaved real and imaginary parts; {@code shape} counts complex elements. */
    public static NdArray complex(float[] interleaved, int... shape) {
        return new NdArray(DType.COMPLEX64, Objects.requireNonNull(interleaved, "interleaved"), shape);
    }

    /** An array of zeros (false, empty strings). Throws {@link IllegalArgumentException} if it exceeds what one Java array holds. */
    public static NdArray zeros(DType dtype, int... shape) {
        int[] entries = Arrays.copyOf(shape, shape.length + 1);
        entries[shape.length] = dtype.width();
        Object data = Array.newInstance(dtype.component(), Shape.size(entries));
        if (data instanceof String[] strings) {
            Arrays.fill(strings, "");
        }
        return new NdArray(dtype, data, shape);
    }

    /**
     * An array from a single value (number, boolean, string: a scalar), a nested Java array of any rank, or an NdArray (itself). A Java array
     * of rank 1 is shared, deeper ones are copied. Java does not know the inner lengths of an empty array: {@code new double[0][5]} has shape (0, 0).
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

    /** The type of the elements. */
    public DType dtype() {
        return dtype;
    }

    /** A copy of the shape; empty for a scalar. */
    public int[] shape() {
        return shape.clone();
    }

    /** Number of axes; 0 for a scalar. */
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

    /**
     * The elements as doubles, one for each, row-major: integers up to 32 bits and float32 widen exactly. Shares the backing array of float64, else a copy.
     *
     * @throws ArithmeticException for an int64 beyond 2^53, which may have no double: nothing is rounded; {@link #data()} has the longs
     * @throws IllegalArgumentException if the elements are not real numbers: booleans, strings, complex numbers
     */
    public double[] toDoubles() {
        if (dtype == DType.FLOAT64) {
            return (double[]) data;
        }
        double[] wide = new double[size()];
        if (dtype == DType.FLOAT32) {
            float[] numbers = (float[]) data;
            for (int i = 0; i < wide.length; i++) {
                wide[i] = numbers[i];
            }
        } else if (data instanceof int[] numbers) {
            for (int i = 0; i < wide.length; i++) {
                wide[i] = numbers[i];
            }
        } else if (data instanceof short[] numbers) {
            for (int i = 0; i < wide.length; i++) {
                wide[i] = numbers[i];
            }
        } else if (data instanceof byte[] numbers) {
            for (int i = 0; i < wide.length; i++) {
                wide[i] = numbers[i];
            }
        } else if (data instanceof long[] numbers) {
            for (int i = 0; i < wide.length; i++) {
                wide[i] = exact(numbers[i], i);
            }
        } else {
            throw new IllegalArgumentException("The array is " + this + ", which has no real numbers. Use data().");
        }
        return wide;
    }

    private double exact(long number, int at) {
        if (!Decimals.isExactDouble(number)) {
            throw new ArithmeticException("The int64 value " + number + ", element " + at + " of " + this + ", is beyond 2^53 and may have no double. Nothing is rounded.");
        }
        return number;
    }

    private <A> A backing(Class<A> wanted) {
        if (!wanted.isInstance(data)) {
            throw new IllegalArgumentException("The array is " + dtype + ", not " + wanted.getComponentType() + ". Nothing is cast; use data().");
        }
        return wanted.cast(data);
    }

    /** The same elements under another shape of the same size; shares the data. Throws {@link IllegalArgumentException} if the size differs. */
    public NdArray reshape(int... newShape) {
        return new NdArray(dtype, data, newShape);
    }

    /**
     * The only element of a one-element array as Boolean, Byte, ..., Double or String; for complex an NdArray of shape (). Throws
     * {@link IllegalArgumentException} if there are fewer or more elements.
     */
    public Object item() {
        if (size() != 1) {
            throw new IllegalArgumentException("An array of shape " + Shape.format(shape) + " is not a single value.");
        }
        return dtype.isComplex() ? reshape() : Array.get(data, 0);
    }

    /**
     * The elements as a Java array with a level for each axis, for example {@code double[][].class} of a float64 array of two axes, or the only element of an array of one as a number, boolean
     * or String. A copy.
     *
     * @throws IllegalArgumentException if the array has another dtype or number of axes; nothing is cast. Complex numbers have no Java type: use {@link #doubles} and {@link #floats}
     */
    @SuppressWarnings("unchecked") // a primitive type's own class is that of its box
    public <A> A as(Class<A> type) {
        int axes = 0;
        Class<?> element = type;
        for (; element.isArray(); element = element.getComponentType()) {
            axes++;
        }
        boolean single = axes == 0 && size() == 1;
        Class<?> component = MethodType.methodType(element).unwrap().returnType();
        if (dtype.isComplex() || component != dtype.component() || !single && (axes != shape.length || element != component)) {
            throw new IllegalArgumentException("The array is " + this + ", not " + type.getTypeName() + ". Nothing is cast; ask for what it is, or use data().");
        }
        return (A) (single ? item() : NestedArrays.nest(this, type));
    }

    /**
     * All elements as little-endian bytes, row-major; booleans as 0 and 1. A copy.
     *
     * @throws IllegalArgumentException for strings, which have no fixed size, and for arrays of 2 GiB and more
     */
    public ByteBuffer toBytes() {
        if (dtype == DType.STRING) {
            throw new IllegalArgumentException("Strings have no fixed size.");
        }
        if (bytes() > LARGEST) {
            throw new IllegalArgumentException("The array " + this + " has " + bytes() + " bytes; at most " + LARGEST
                    + " can be handled as one block of bytes. Split the work into smaller tasks.");
        }
        ByteBuffer bytes = ByteBuffer.allocate((int) bytes()).order(ByteOrder.LITTLE_ENDIAN);
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

    /** Same dtype, same shape, same bits: NaN equals a NaN with the same bits, and -0.0 differs from 0.0. */
    @Override
    public boolean equals(Object other) {
        return other instanceof NdArray array && dtype == array.dtype && Arrays.equals(shape, array.shape) && sameBits(data, array.data);
    }

    private static boolean sameBits(Object mine, Object other) {
        if (!Objects.deepEquals(mine, other)) { // compares floating-point numbers by their bits, except that all NaN are the same to it
            return false;
        }
        if (mine instanceof double[] a) {
            double[] b = (double[]) other;
            return IntStream.range(0, a.length).allMatch(i -> Double.doubleToRawLongBits(a[i]) == Double.doubleToRawLongBits(b[i]));
        }
        if (mine instanceof float[] a) {
            float[] b = (float[]) other;
            return IntStream.range(0, a.length).allMatch(i -> Float.floatToRawIntBits(a[i]) == Float.floatToRawIntBits(b[i]));
        }
        return true;
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
