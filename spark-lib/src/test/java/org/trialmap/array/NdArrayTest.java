package org.trialmap.array;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.trialmap.Refusals.assertRefused;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.trialmap.References;

class NdArrayTest {
    @Test
    void sharesTheArrayThatItIsGiven() {
        double[] flat = {1, 2, 3, 4, 5, 6};
        NdArray array = NdArray.of(flat, 2, 3);
        assertSame(flat, array.data());
        assertSame(flat, array.doubles());
        assertSame(flat, array.reshape(3, 2).data());
        assertEquals("float64 (2, 3)", array.toString());
        assertEquals(2, array.rank());
        assertEquals(6, array.size());
        assertEquals(48, array.bytes());
    }

    @Test
    void shapeIsACopyBothWays() {
        int[] shape = {2, 3};
        NdArray array = NdArray.of(new int[6], shape);
        shape[0] = 9;
        array.shape()[0] = 9;
        assertArrayEquals(new int[] {2, 3}, array.shape());
    }

    @Test
    void complexCountsPairs() {
        NdArray array = NdArray.complex(new double[] {1, 2, 3, 4}, 2);
        assertEquals(2, array.size());
        assertEquals(32, array.bytes());
        assertEquals("complex64 (1, 2)", NdArray.complex(new float[4], 1, 2).toString());
        assertEquals(NdArray.complex(new double[] {7, 8}), NdArray.complex(new double[] {7, 8}, 1).item());
    }

    static Stream<Object> singles() {
        return Stream.of(true, (byte) 1, (short) 2, 3, 4L, 5f, 6d, "seven");
    }

    @ParameterizedTest
    @MethodSource("singles")
    void aSingleValueIsAScalarAndComesBack(Object value) {
        NdArray array = NdArray.from(value);
        assertEquals(0, array.rank());
        assertEquals(value, array.item());
        assertSame(array, NdArray.from(array));
    }

    @ParameterizedTest
    @EnumSource
    void zerosHaveTheirTypeAndShape(DType type) {
        NdArray zeros = NdArray.zeros(type, 2, 3);
        assertEquals(type + " (2, 3)", zeros.toString());
        assertEquals(6, zeros.size());
        assertEquals(0, NdArray.zeros(type, 3, 0).size());
    }

    @Test
    void zerosOfStringsAreEmptyAndStorable() {
        assertEquals(NdArray.of(new String[] {"", ""}, 2), NdArray.zeros(DType.STRING, 2));
    }

    @Test
    void travelsByJavaSerialization() throws Exception {
        NdArray array = NdArray.complex(new float[] {1, -0f, Float.NaN, 4}, 2, 1);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(array);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertEquals(array, in.readObject());
        }
    }

    @Test
    void equalsMeansSameTypeShapeAndBits() {
        NdArray array = NdArray.of(new double[] {0, Double.NaN, 1, 2}, 2, 2);
        assertEquals(NdArray.of(new double[] {0, Double.NaN, 1, 2}, 2, 2), array);
        assertEquals(NdArray.of(new double[] {0, Double.NaN, 1, 2}, 2, 2).hashCode(), array.hashCode());
        assertNotEquals(NdArray.of(new double[] {-0.0, Double.NaN, 1, 2}, 2, 2), array);
        assertNotEquals(NdArray.of(new double[] {0, Double.NaN, 1, 2}, 4), array);
        assertNotEquals(NdArray.of(new float[] {0, Float.NaN, 1, 2}, 2, 2), array);
        assertNotEquals(NdArray.complex(new double[] {0, 0}, 1), NdArray.of(new double[] {0, 0}, 1, 2));
        assertNotEquals(NdArray.of(new byte[1], 1), NdArray.of(new boolean[1], 1));
        assertNotEquals(NdArray.of(new double[0], 0, 2), NdArray.of(new double[0], 2, 0));
        assertNotEquals(null, array);
    }

    @Test
    void otherBitsOfNaNAreOtherBytes() {
        double other = Double.longBitsToDouble(0x7ff8000000000001L);
        assertEquals(NdArray.from(new double[] {other}), NdArray.from(new double[] {other}));
        assertNotEquals(NdArray.from(new double[] {other}), NdArray.from(new double[] {Double.NaN}));
        assertNotEquals(NdArray.from(new float[] {Float.intBitsToFloat(0x7fc00001)}), NdArray.from(new float[] {Float.NaN}));
    }

    @Test
    void bytesAreNumPysLittleEndianOnes() {
        List<NdArray> arrays = List.of(NdArray.of(new boolean[] {true, false, true}, 3), NdArray.of(new byte[] {1, -1, 0}, 3), NdArray.of(new short[] {1, -2, 300}, 3),
                NdArray.of(new int[] {1, -2, 70000}, 3), NdArray.of(new long[] {1, -2, 1L << 40}, 3), NdArray.of(new float[] {1, -2.5f, 3}, 3),
                NdArray.of(new double[] {1, -2.5, 3}, 3));
        String script = """
                import numpy as np
                for t, v in [('?', [1, 0, 1]), ('<i1', [1, -1, 0]), ('<i2', [1, -2, 300]), ('<i4', [1, -2, 70000]), ('<i8', [1, -2, 2**40]), ('<f4', [1, -2.5, 3]),
                             ('<f8', [1, -2.5, 3])]:
                    print(np.array(v, t).tobytes().hex())
                """;
        assertEquals(References.python(script).lines().toList(), arrays.stream().map(array -> HexFormat.of().formatHex(array.toBytes().array())).toList());
    }

    @Test
    void bytesAreReadFromTheStart() {
        for (Object data : List.of(new boolean[] {true}, new byte[] {1}, new short[] {1}, new int[] {1}, new long[] {1})) {
            assertEquals(0, NdArray.of(data, 1).toBytes().position());
            assertEquals(ByteOrder.LITTLE_ENDIAN, NdArray.of(data, 1).toBytes().order());
            assertEquals(1, NdArray.of(data, 1).toBytes().get());
        }
        assertEquals(0, NdArray.zeros(DType.INT64, 0, 4).toBytes().remaining());
    }

    @Test
    void refusesShapesThatDoNotFitTheData() {
        assertRefused("Shape (2, 2) of float64 needs 4 values, the array has 3.", () -> NdArray.of(new double[3], 2, 2));
        assertRefused("Shape (2,) of complex128 needs 4 values, the array has 2.", () -> NdArray.complex(new double[2], 2));
        assertRefused("Shape () of int32 needs 1 values, the array has 0.", () -> NdArray.of(new int[0]));
        assertRefused("Shape (4,) of int32 needs 4 values, the array has 6.", () -> NdArray.of(new int[6], 6).reshape(4));
        assertRefused("Negative extent in shape (-2, -3).", () -> NdArray.of(new int[6], -2, -3));
    }

    @Test
    void refusesMoreThanMemoryHolds() {
        assertRefused("Shape (1073741824, 2) has 2147483648 elements; one array in memory holds at most 2147483639. Split the work into smaller tasks.",
                () -> NdArray.zeros(DType.COMPLEX64, 1 << 30));
        assertRefused("Shape (2147483647, 2147483647, 2147483647, 1) has more than 9223372036854775807 elements.",
                () -> NdArray.zeros(DType.INT8, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE));
    }

    @Test
    void refusesWhatIsNoStorableArray() {
        assertRefused("NdArray.of takes a flat primitive or String array, not java.lang.Integer. For single values use NdArray.from.", () -> NdArray.of(3));
        assertRefused("Arrays of java.lang.Double cannot be stored. Storable are arrays of boolean, byte, short, int, long, float, double and String,"
                + " and complex arrays made with NdArray.complex.", () -> NdArray.of(new Double[] {1.0}, 1));
        assertRefused("Arrays of [D cannot be stored. Storable are arrays of boolean, byte, short, int, long, float, double and String,"
                + " and complex arrays made with NdArray.complex.", () -> NdArray.of(new double[1][1], 1));
        assertEquals("interleaved", assertThrows(NullPointerException.class, () -> NdArray.complex((double[]) null, 0)).getMessage());
    }

    @Test
    void refusesWhatIsNoStorableValue() {
        assertRefused("null cannot be stored.", () -> NdArray.from(null));
        assertRefused("A value of type java.math.BigDecimal cannot be stored. Storable are numbers, booleans, strings, arrays of them of any rank, NdArray,"
                + " and records or maps of these.", () -> NdArray.from(java.math.BigDecimal.ONE));
    }

    @Test
    void numbersWidenExactlyOrNotAtAll() {
        for (Object flat : List.of(new byte[] {-3, 7}, new short[] {-3, 7}, new int[] {-3, 7}, new long[] {-3, 7}, new float[] {-3, 7}, new double[] {-3, 7})) {
            assertArrayEquals(new double[] {-3, 7}, NdArray.of(flat, 2).toDoubles());
        }
        double[] own = {1, 2};
        assertSame(own, NdArray.of(own, 2).toDoubles());
        assertArrayEquals(new double[] {0x1p53, -0x1p53}, NdArray.of(new long[] {1L << 53, -(1L << 53)}, 1, 2).toDoubles());
        for (long beyond : new long[] {(1L << 53) + 1, -(1L << 53) - 1, Long.MIN_VALUE, Long.MAX_VALUE}) {
            assertEquals("The int64 value " + beyond + ", element 1 of int64 (2,), is beyond 2^53 and may have no double. Nothing is rounded.",
                    assertThrows(ArithmeticException.class, () -> NdArray.of(new long[] {0, beyond}, 2).toDoubles()).getMessage());
        }
        for (NdArray none : List.of(NdArray.of(new boolean[] {true}, 1), NdArray.of(new String[] {"1"}, 1), NdArray.complex(new double[] {1, 2}, 1))) {
            assertEquals("The array is " + none + ", which has no real numbers. Use data().", assertThrows(IllegalArgumentException.class, none::toDoubles).getMessage());
        }
    }

    @Test
    void refusesToCast() {
        assertRefused("The array is int32, not double. Nothing is cast; use data().", () -> NdArray.of(new int[1], 1).doubles());
        assertRefused("The array is float64, not float. Nothing is cast; use data().", () -> NdArray.of(new double[1], 1).floats());
        assertRefused("An array of shape (2, 1) is not a single value.", () -> NdArray.of(new int[2], 2, 1).item());
        assertRefused("An array of shape (0,) is not a single value.", () -> NdArray.of(new int[0], 0).item());
        assertRefused("Strings have no fixed size.", () -> NdArray.from("a").toBytes());
    }
}
