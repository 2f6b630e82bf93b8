package org.trialmap.array;

/**
 * The element types that results and recordings may have. Names follow NumPy; sizes are in bytes as stored in a file.
 *
 * <p>{@link #COMPLEX64} and {@link #COMPLEX128} are kept in memory as interleaved real and imaginary parts; {@link #STRING} has no fixed
 * stored size.
 */
public enum DType {
    BOOL("bool", 1, boolean.class),
    INT8("int8", 1, byte.class),
    INT16("int16", 2, short.class),
    INT32("int32", 4, int.class),
    INT64("int64", 8, long.class),
    FLOAT32("float32", 4, float.class),
    FLOAT64("float64", 8, double.class),
    COMPLEX64("complex64", 8, float.class),
    COMPLEX128("complex128", 16, double.class),
    STRING("str", 0, String.class);

    private final String label;
    private final int bytes;
    private final Class<?> component;

    DType(String label, int bytes, Class<?> component) {
        this.label = label;
        this.bytes = bytes;
        this.component = component;
    }

    /** Stored bytes of one element; 0 for {@link #STRING}. */
    public int bytes() {
        return bytes;
    }

    /** The Java component type of the backing array: {@code double.class} for {@link #FLOAT64} and {@link #COMPLEX128}. */
    public Class<?> component() {
        return component;
    }

    /** Entries of the backing array per element: 2 for the complex types, else 1. */
    public int width() {
        return isComplex() ? 2 : 1;
    }

    /** Whether an element has a real and an imaginary part: {@link #COMPLEX64} and {@link #COMPLEX128}. */
    public boolean isComplex() {
        return this == COMPLEX64 || this == COMPLEX128;
    }

    /** Whether an element is one floating-point number: {@link #FLOAT32} and {@link #FLOAT64}, not the complex types. */
    public boolean isFloating() {
        return this == FLOAT32 || this == FLOAT64;
    }

    /** The type of a real (never complex) array with this component type. Throws if values of that class cannot be stored. */
    static DType ofComponent(Class<?> component) {
        for (DType type : values()) {
            if (type.component == component && !type.isComplex()) {
                return type;
            }
        }
        throw new IllegalArgumentException("Arrays of " + component.getName() + " cannot be stored. Storable are arrays of boolean, byte, short,"
                + " int, long, float, double and String, and complex arrays made with NdArray.complex.");
    }

    /** The type whose {@link #toString()} is {@code label}. Throws {@link IllegalArgumentException} that lists the valid ones. */
    public static DType parse(String label) {
        for (DType type : values()) {
            if (type.label.equals(label)) {
                return type;
            }
        }
        throw new IllegalArgumentException("Unknown dtype '" + label + "'. Valid: " + java.util.Arrays.toString(values()) + ".");
    }

    /** NumPy's name, for example {@code float64}. */
    @Override
    public String toString() {
        return label;
    }
}
