package org.trialmap.store.run;

import java.util.Arrays;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.array.Shape;

/** Small arrays of every type with values that every type holds exactly. */
public final class Samples {
    private static final String[] TEXTS = {"", "a", "ünï", "€ and 😀", "with space", "x".repeat(50)};

    private Samples() {}

    public static NdArray array(DType dtype, int... shape) {
        NdArray array = NdArray.zeros(dtype, shape);
        int entries = Shape.size(shape) * dtype.width();
        for (int i = 0; i < entries; i++) {
            int value = i % 100 - 50;
            switch (dtype) {
                case BOOL -> ((boolean[]) array.data())[i] = i % 3 == 0;
                case INT8 -> ((byte[]) array.data())[i] = (byte) value;
                case INT16 -> ((short[]) array.data())[i] = (short) value;
                case INT32 -> ((int[]) array.data())[i] = value;
                case INT64 -> ((long[]) array.data())[i] = value;
                case FLOAT32, COMPLEX64 -> ((float[]) array.data())[i] = value;
                case FLOAT64, COMPLEX128 -> ((double[]) array.data())[i] = value;
                case STRING -> ((String[]) array.data())[i] = TEXTS[i % TEXTS.length];
            }
        }
        return array;
    }

    /** All entries in brackets. */
    public static String text(NdArray array) {
        return array.data() instanceof Object[] texts ? Arrays.toString(texts)
                : array.data() instanceof boolean[] b ? Arrays.toString(b)
                        : array.data() instanceof byte[] b ? Arrays.toString(b)
                                : array.data() instanceof short[] s ? Arrays.toString(s)
                                        : array.data() instanceof int[] i ? Arrays.toString(i)
                                                : array.data() instanceof long[] l ? Arrays.toString(l)
                                                        : array.data() instanceof float[] f ? Arrays.toString(f)
                                                                : Arrays.toString((double[]) array.data());
    }
}
