package org.trialmap.trial.format;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;
import org.trialmap.array.DType;
import org.trialmap.setting.Setting;
import org.trialmap.support.Suggestions;

/** How a sample is stored. Unsigned numbers and those of 24 bits are given in the next wider type. */
public enum SampleType {
    INT8(1, DType.INT8),
    UINT8(1, DType.INT16),
    INT16(2, DType.INT16),
    UINT16(2, DType.INT32),
    INT24(3, DType.INT32),
    INT32(4, DType.INT32),
    UINT32(4, DType.INT64),
    INT64(8, DType.INT64),
    FLOAT32(4, DType.FLOAT32),
    FLOAT64(8, DType.FLOAT64);

    private final int bytes;
    private final DType dtype;

    SampleType(int bytes, DType dtype) {
        this.bytes = bytes;
        this.dtype = dtype;
    }

    /** By its name, as {@code int16}; a sign of the byte order in front ({@code <}, {@code >}) does not matter. Throws {@link IllegalArgumentException} that lists the names. */
    public static SampleType parse(String text) {
        String name = text.replaceFirst("^[<>]", "");
        return Arrays.stream(values()).filter(type -> type.toString().equals(name)).findFirst().orElseThrow(() -> new IllegalArgumentException("'" + text + "' is no type of samples."
                + Suggestions.of(name, Arrays.stream(values()).map(SampleType::toString).toList()) + " Types are " + Suggestions.list(Arrays.stream(values()).map(SampleType::toString).toList())
                + ", with > in front for big-endian. Correct " + Setting.DTYPE + "."));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Bytes of a sample in the file. */
    public int bytes() {
        return bytes;
    }

    /** Type of the numbers as they are given. */
    public DType dtype() {
        return dtype;
    }

    /**
     * Decodes samples of one channel into an array of {@link #dtype}.
     *
     * @param from in the byte order of the file
     * @param at byte of the first sample
     * @param step bytes from one sample to the next
     * @param to position of the first sample in {@code target}
     * @param stride positions from one sample to the next
     */
    void decode(ByteBuffer from, int at, int step, int count, Object target, int to, int stride) {
        switch (dtype) {
            case INT8 -> {
                byte[] numbers = (byte[]) target;
                for (int s = 0, i = at, o = to; s < count; s++, i += step, o += stride) {
                    numbers[o] = from.get(i);
                }
            }
            case INT16 -> shorts(from, at, step, count, (short[]) target, to, stride);
            case INT32 -> ints(from, at, step, count, (int[]) target, to, stride);
            case INT64 -> {
                long[] numbers = (long[]) target;
                for (int s = 0, i = at, o = to; s < count; s++, i += step, o += stride) {
                    numbers[o] = this == UINT32 ? from.getInt(i) & 0xFFFFFFFFL : from.getLong(i);
                }
            }
            case FLOAT32 -> {
                float[] numbers = (float[]) target;
                for (int s = 0, i = at, o = to; s < count; s++, i += step, o += stride) {
                    numbers[o] = from.getFloat(i);
                }
            }
            default -> {
                double[] numbers = (double[]) target;
                for (int s = 0, i = at, o = to; s < count; s++, i += step, o += stride) {
                    numbers[o] = from.getDouble(i);
                }
            }
        }
    }

    private void shorts(ByteBuffer from, int at, int step, int count, short[] numbers, int to, int stride) {
        for (int s = 0, i = at, o = to; s < count; s++, i += step, o += stride) {
            numbers[o] = this == UINT8 ? (short) (from.get(i) & 0xFF) : from.getShort(i);
        }
    }

    private void ints(ByteBuffer from, int at, int step, int count, int[] numbers, int to, int stride) {
        for (int s = 0, i = at, o = to; s < count; s++, i += step, o += stride) {
            numbers[o] = switch (this) {
                case UINT16 -> from.getShort(i) & 0xFFFF;
                case INT24 -> int24(from, i);
                default -> from.getInt(i);
            };
        }
    }

    /** Two bytes and the third, which has the sign. */
    private static int int24(ByteBuffer from, int i) {
        return from.order() == java.nio.ByteOrder.LITTLE_ENDIAN ? from.getShort(i) & 0xFFFF | from.get(i + 2) << 16
                : from.getShort(i + 1) & 0xFFFF | from.get(i) << 16;
    }
}
