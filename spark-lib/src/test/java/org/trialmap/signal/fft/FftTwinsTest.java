package org.trialmap.signal.fft;

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
    private static final Path FLOATS = Path.of("src/main/java/org/trialmap/signal/fft");
    private static final Path DOUBLES = Path.of("target/generated-sources/fft/org/trialmap/signal/fft");
    private static final int[] CHANNELS = {1, 2, 3, 4, 5, 8, 9, 20, 31, 32, 33, 300};

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

    /** Means, transforms and powers, one after the other. */
    private static float[] floats(FftFloatKernel kernel, float[] x, int channels, boolean line) {
        int length = x.length / channels + 3;
        RealFftFloat fft = new RealFftFloat(RealFftPlan.of(length), kernel);
        FftFloatWork work = fft.take(channels, line);
        work.sums.means(x, 0, length - 3, work.trend.mean.doubles());
        work.trend.round();
        for (int c = 0; c < channels && line; c++) {
            work.trend.slope[c] = 0.01 * c - 0.3;
        }
        System.arraycopy(work.trend.mean.doubles(), 0, work.shift.doubles(), 0, channels);
        work.shift.round(channels);
        FftInput input = new FftInput(0, fft.plan.inTwos(), FftValues.of(FftReference.noise(length - 3, 3)), work.trend, work.shift);
        FftBins bins = fft.plan.bins(IntStream.rangeClosed(0, length / 2).toArray());
        int size = bins.bins().length * channels;
        float[] re = new float[size];
        float[] im = new float[size];
        float[] all = new float[3 * size];
        for (int c = 0; c < channels; c += work.lanes.width) {
            fft.transform(x, input, work.at(c));
            kernel.power(work.lanes, bins, all, 2 * size, false);
            kernel.power(work.lanes, bins, all, 2 * size, true);
            kernel.split(work.lanes, bins, re, im);
        }
        System.arraycopy(re, 0, all, 0, size);
        System.arraycopy(im, 0, all, size, size);
        return all;
    }

    private static double[] doubles(FftDoubleKernel kernel, double[] x, int channels, boolean line) {
        int length = x.length / channels + 3;
        RealFftDouble fft = new RealFftDouble(RealFftPlan.of(length), kernel);
        FftDoubleWork work = fft.take(channels, line);
        work.sums.means(x, 0, length - 3, work.trend.mean.doubles());
        work.trend.round();
        for (int c = 0; c < channels && line; c++) {
            work.trend.slope[c] = 0.01 * c - 0.3;
        }
        System.arraycopy(work.trend.mean.doubles(), 0, work.shift.doubles(), 0, channels);
        work.shift.round(channels);
        FftInput input = new FftInput(0, fft.plan.inTwos(), FftValues.of(FftReference.noise(length - 3, 3)), work.trend, work.shift);
        FftBins bins = fft.plan.bins(IntStream.rangeClosed(0, length / 2).toArray());
        int size = bins.bins().length * channels;
        double[] re = new double[size];
        double[] im = new double[size];
        double[] all = new double[3 * size];
        for (int c = 0; c < channels; c += work.lanes.width) {
            fft.transform(x, input, work.at(c));
            kernel.power(work.lanes, bins, all, 2 * size, false);
            kernel.power(work.lanes, bins, all, 2 * size, true);
            kernel.split(work.lanes, bins, re, im);
        }
        System.arraycopy(re, 0, all, 0, size);
        System.arraycopy(im, 0, all, size, size);
        return all;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 8, 60, 499})
    void rowsAreMultipliedAndTurnedWithTheSameBits(int rows) {
        for (int width : CHANNELS) {
            String what = rows + " rows, " + width + " lanes";
            assertArrayEquals(bits(turned(new FftFloatScalar(), rows, width)), bits(turned(new FftFloatVector(), rows, width)), what);
            assertArrayEquals(bits(turned(new FftDoubleScalar(), rows, width)), bits(turned(new FftDoubleVector(), rows, width)), what);
        }
    }

    private static float[] turned(FftFloatKernel kernel, int rows, int width) {
        FftFloatLanes lanes = new FftFloatLanes(rows, width);
        float[] noise = FftReference.floats(FftReference.noise(2 * rows * width, rows));
        System.arraycopy(noise, 0, lanes.re, 0, rows * width);
        System.arraycopy(noise, rows * width, lanes.im, 0, rows * width);
        kernel.multiply(lanes, FftReference.floats(FftReference.noise(2 * rows, 4)), rows);
        lanes.advance();
        lanes.repeatFirstRow(rows);
        kernel.quadrature(lanes, FftReference.floats(FftReference.noise(2 * rows, 5)), rows);
        System.arraycopy(lanes.nextRe, 0, noise, 0, rows * width);
        System.arraycopy(lanes.nextIm, 0, noise, rows * width, rows * width);
        return noise;
    }

    private static double[] turned(FftDoubleKernel kernel, int rows, int width) {
        FftDoubleLanes lanes = new FftDoubleLanes(rows, width);
        double[] noise = FftReference.noise(2 * rows * width, rows);
        System.arraycopy(noise, 0, lanes.re, 0, rows * width);
        System.arraycopy(noise, rows * width, lanes.im, 0, rows * width);
        kernel.multiply(lanes, FftReference.noise(2 * rows, 4), rows);
        lanes.advance();
        lanes.repeatFirstRow(rows);
        kernel.quadrature(lanes, FftReference.noise(2 * rows, 5), rows);
        System.arraycopy(lanes.nextRe, 0, noise, 0, rows * width);
        System.arraycopy(lanes.nextIm, 0, noise, rows * width, rows * width);
        return noise;
    }

    private static int[] bits(float[] values) {
        return IntStream.range(0, values.length).map(i -> Float.floatToRawIntBits(values[i])).toArray();
    }

    private static long[] bits(double[] values) {
        return IntStream.range(0, values.length).mapToLong(i -> Double.doubleToRawLongBits(values[i])).toArray();
    }

    /** The JIT needs each type spelled out: the build writes the double sources. */
    @ParameterizedTest
    @ValueSource(strings = {"FftFloatLanes", "FftFloatKernel", "FftFloatScalar", "FftFloatVector", "FftFloatPasses", "FftFloatOutput", "FftFloat", "FftFloatArrays",
        "FftFloatSums", "FftFloatWork", "RealFftFloat", "MtmFftFloat"})
    void doubleSourcesAreTheFloatOnesWithTheTypeExchanged(String name) throws IOException {
        String floats = Files.readString(FLOATS.resolve(name + ".java"));
        String doubles = Files.readString(DOUBLES.resolve(name.replace("Float", "Double") + ".java"));
        assertEquals(plain(floats), plain(doubles));
    }

    /** Without what differs between the types: names, casts, the suffix of a literal, the generator's two lines. */
    private static List<String> plain(String source) {
        return source.lines().filter(line -> !line.startsWith("// Generated") && !line.startsWith("@Suppress"))
                .map(line -> line.replaceAll("\\((float|double)\\) ", "").replaceAll("float|double", "real").replaceAll("Float|Double", "Real")
                        .replaceAll("(\\d)f\\b", "$1").replaceAll("= \\((value[^;]*)\\);", "= $1;").replace("MtmFftReal.Setup", "MtmFft.Setup"))
                .toList();
    }
}
