package org.trialmap.signal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Vector code and plain loops, float and double sources: what must not differ. */
class FftTwinsTest {
    private static final Path SOURCES = Path.of("src/main/java/org/trialmap/signal");
    private static final int[] CHANNELS = {1, 2, 3, 8, 9, 31, 32, 33, 300};

    @Test
    void testsRunWithTheVectorModule() {
        assertTrue(ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent(), "else the twins are compared with themselves");
        assertTrue(FftKernels.FLOAT instanceof FftFloatVector);
        assertTrue(FftKernels.DOUBLE instanceof FftDoubleVector);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 7, 37, 60, 210, 341, 1000, 1024})
    void vectorCodeAndPlainLoopsGiveTheSameBits(int length) {
        for (int channels : CHANNELS) {
            for (boolean line : new boolean[] {false, true}) {
                String what = length + " samples, " + channels + " channels";
                float[] x = FftReference.floats(FftReference.noise(length * channels, length + channels));
                assertArrayEquals(bits(floats(new FftFloatScalar(), x, channels, line)), bits(floats(new FftFloatVector(), x, channels, line)), what);
                double[] y = FftReference.noise(length * channels, length + channels);
                assertArrayEquals(bits(doubles(new FftDoubleScalar(), y, channels, line)), bits(doubles(new FftDoubleVector(), y, channels, line)), what);
            }
        }
    }

    private static double[] slope(int channels, boolean line) {
        return IntStream.range(0, channels).mapToDouble(c -> line ? 0.01 * c - 0.3 : 0).toArray();
    }

    /** Means, transforms and powers, one after the other. */
    private static float[] floats(FftFloatKernel kernel, float[] x, int channels, boolean line) {
        int length = x.length / channels;
        double[] mean = new double[channels];
        kernel.means(x, mean);
        RealFftFloat fft = new RealFftFloat(new FftFloat(FftPlan.of(length + 3), kernel));
        double[] weights = FftReference.noise(length, 3);
        RealFftFloat.Weighting weighting = new RealFftFloat.Weighting(channels, FftValues.of(weights), FftInput.Trend.of(mean, slope(channels, line)),
                FftValues.of(mean));
        int[] bins = IntStream.rangeClosed(0, (length + 3) / 2).toArray();
        int size = bins.length * channels;
        float[] re = new float[size];
        float[] im = new float[size];
        float[] all = new float[3 * size];
        fft.transform(x, weighting, (lanes, columns) -> {
            kernel.split(lanes, new FftBins(bins, length + 3, columns), re, im);
            kernel.power(lanes, new FftBins(bins, length + 3, columns), all, 2 * size);
        });
        System.arraycopy(re, 0, all, 0, size);
        System.arraycopy(im, 0, all, size, size);
        return all;
    }

    private static double[] doubles(FftDoubleKernel kernel, double[] x, int channels, boolean line) {
        int length = x.length / channels;
        double[] mean = new double[channels];
        kernel.means(x, mean);
        RealFftDouble fft = new RealFftDouble(new FftDouble(FftPlan.of(length + 3), kernel));
        double[] weights = FftReference.noise(length, 3);
        RealFftDouble.Weighting weighting = new RealFftDouble.Weighting(channels, FftValues.of(weights), FftInput.Trend.of(mean, slope(channels, line)),
                FftValues.of(mean));
        int[] bins = IntStream.rangeClosed(0, (length + 3) / 2).toArray();
        int size = bins.length * channels;
        double[] re = new double[size];
        double[] im = new double[size];
        double[] all = new double[3 * size];
        fft.transform(x, weighting, (lanes, columns) -> {
            kernel.split(lanes, new FftBins(bins, length + 3, columns), re, im);
            kernel.power(lanes, new FftBins(bins, length + 3, columns), all, 2 * size);
        });
        System.arraycopy(re, 0, all, 0, size);
        System.arraycopy(im, 0, all, size, size);
        return all;
    }

    private static int[] bits(float[] values) {
        return IntStream.range(0, values.length).map(i -> Float.floatToRawIntBits(values[i])).toArray();
    }

    private static long[] bits(double[] values) {
        return IntStream.range(0, values.length).mapToLong(i -> Double.doubleToRawLongBits(values[i])).toArray();
    }

    /** The JIT needs each type spelled out; a change to one of them must reach the other one. */
    @ParameterizedTest
    @ValueSource(strings = {"FftFloatLanes", "FftFloatKernel", "FftFloatScalar", "FftFloatVector", "FftFloat", "FftFloatArrays",
        "RealFftFloat", "MtmFftFloat"})
    void doubleSourcesAreTheFloatOnesWithTheTypeExchanged(String name) throws IOException {
        String floats = Files.readString(SOURCES.resolve(name + ".java"));
        String doubles = Files.readString(SOURCES.resolve(name.replace("Float", "Double") + ".java"));
        assertEquals(plain(floats), plain(doubles));
    }

    /** Without what differs between the types: names, casts, the suffix of a literal. */
    private static List<String> plain(String source) {
        return source.lines().map(line -> line.replaceAll("\\((float|double)\\) ", "").replaceAll("float|double", "real").replaceAll("Float|Double", "Real")
                .replaceAll("(\\d)f\\b", "$1").replaceAll("= \\((value[^;]*)\\);", "= $1;").replace("MtmFftReal.Setup", "MtmFft.Setup")).toList();
    }
}
