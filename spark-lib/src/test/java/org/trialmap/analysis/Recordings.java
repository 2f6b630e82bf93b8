package org.trialmap.analysis;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.hdf5.Hdf5Writer;

/** Recordings for tests: noise on top of oscillations, at 1000 Hz. */
public final class Recordings {
    public static final double HZ = 1000;

    private Recordings() {}

    /** One trial of 300 samples, of which one is NaN. */
    public static Path nanAt250(Path file) throws IOException {
        double[] samples = IntStream.range(0, 300).mapToDouble(s -> s == 250 ? Double.NaN : Math.sin(s)).toArray();
        try (Hdf5Writer writer = Hdf5Writer.create(file)) {
            writer.root().attribute("samplerate", NdArray.from(HZ));
            writer.root().dataset("data", NdArray.of(samples, 300, 1));
        }
        return file;
    }

    /** As {@link #equal}, with NaN or an infinite value in some channels of every seventh trial. */
    public static Path spoilt(Path file, DType dtype, int trials, int samples, int channels) throws IOException {
        NdArray values = samples(dtype, trials * samples, channels);
        double[][] table = new double[trials][];
        for (int k = 0; k < trials; k++) {
            table[k] = new double[] {(double) k * samples, (double) (k + 1) * samples, -10, k};
            for (int c = k % 3; k % 7 == 3 && c < channels; c += 4) {
                int at = (k * samples + 13 * c % samples) * channels + c;
                double value = c % 2 == 0 ? Double.NaN : k % 2 == 0 ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
                java.lang.reflect.Array.set(values.data(), at, dtype == DType.FLOAT32 ? (Object) (float) value : (Object) value);
            }
        }
        try (Hdf5Writer writer = Hdf5Writer.create(file)) {
            writer.root().attribute("samplerate", NdArray.from(HZ));
            writer.root().dataset("data", values);
            writer.root().dataset("trialdefinition", NdArray.from(table));
        }
        return file;
    }

    /** One trial after the other, each of {@code samples}. */
    public static Path equal(Path file, DType dtype, int trials, int samples, int channels) throws IOException {
        double[][] table = new double[trials][];
        for (int k = 0; k < trials; k++) {
            table[k] = new double[] {(double) k * samples, (double) (k + 1) * samples, -10, k};
        }
        return write(file, dtype, table, trials * samples, channels);
    }

    /** Trials that overlap, differ in length, come in no order, begin before or after t = 0 and carry a free column. */
    public static Path uneven(Path file, DType dtype, int channels) throws IOException {
        double[][] table = {{100, 357, -50, 7}, {0, 211, 0, 8}, {300, 1300, -100, 9}, {1200, 1457, 20, 7}, {1000, 1211, 0, 3}, {1499, 1700, -7, 1}};
        return write(file, dtype, table, 1700, channels);
    }

    public static Path write(Path file, DType dtype, double[][] table, int samples, int channels) throws IOException {
        try (Hdf5Writer writer = Hdf5Writer.create(file)) {
            writer.root().attribute("samplerate", NdArray.from(HZ));
            writer.root().dataset("data", samples(dtype, samples, channels));
            writer.root().dataset("trialdefinition", NdArray.from(table));
        }
        return file;
    }

    /** One trial of one channel, bytes that are all 0 and take no room on the disk. */
    static Path reserved(Path file, long samples) throws IOException {
        try (Hdf5Writer writer = Hdf5Writer.create(file)) {
            writer.root().attribute("samplerate", NdArray.from(HZ));
            writer.root().reserve("data", DType.INT8, new long[] {samples, 1});
        }
        return file;
    }

    static NdArray samples(DType dtype, int samples, int channels) {
        Random random = new Random(samples * 31L + channels);
        double[] values = new double[samples * channels];
        for (int s = 0, at = 0; s < samples; s++) {
            for (int c = 0; c < channels; c++, at++) {
                values[at] = random.nextGaussian() + 3 * Math.sin(2 * Math.PI * (10 + c) * s / HZ) + c + s / 500.0;
            }
        }
        int[] shape = {samples, channels};
        return switch (dtype) {
            case FLOAT64 -> NdArray.of(values, shape);
            case INT16 -> NdArray.of(shorts(values), shape);
            case INT32 -> NdArray.of(Arrays.stream(values).mapToInt(value -> (int) Math.round(1000 * value) + 1_000_000_000).toArray(), shape);
            default -> NdArray.of(floats(values), shape);
        };
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    private static short[] shorts(double[] values) {
        short[] shorts = new short[values.length];
        for (int i = 0; i < shorts.length; i++) {
            shorts[i] = (short) Math.rint(1000 * values[i]);
        }
        return shorts;
    }
}
