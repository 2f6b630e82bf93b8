package org.trialmap.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.trialmap.References;

/**
 * What scipy.signal (as {@code s}) and numpy (as {@code np}) make of samples x channels {@code x}, for many expressions in one process.
 * The expressions' values are real arrays. {@code wsinc} is the windowed sinc kernel, {@code same} the convolution with zeros at
 * the ends, {@code minphase} the minimum-phase kernel.
 */
public final class SciPy {
    private static final String SCRIPT = """
            import sys, numpy as np, scipy.signal as s
            def wsinc(order, type, freq, fs): # from SciPy's low-pass, after the definition in words
                low = lambda f: s.firwin(order + 1, f, window='hamming', fs=fs)
                delta = np.zeros(order + 1)
                delta[order // 2] = 1
                a, b = low(freq[0]), low(freq[-1])
                return {'lp': a, 'hp': delta - a, 'bp': b - a, 'bs': a + delta - b}[type]
            def same(x, kernel): # channel by channel: for matrices SciPy takes a way that is a hundred times as long
                return np.stack([s.convolve(channel, kernel, mode='same', method='direct') for channel in x.T], axis=1)
            def minphase(h): # J. O. Smith's mps
                n = int(2 ** np.ceil(np.log2(len(h) * 1000)))
                c = np.fft.ifft(np.log(np.maximum(np.abs(np.fft.fft(h, n)), 1e-8))).real
                c[1:n // 2] += c[:n // 2:-1]
                c[n // 2 + 1:] = 0
                return np.fft.ifft(np.exp(np.fft.fft(c))).real[:len(h)]
            values = np.fromfile(sys.argv[1])
            with open(sys.argv[3], 'wb') as out:
                at = 0
                for line in open(sys.argv[2]):
                    rows, columns, expression = line.split(' ', 2)
                    n = int(rows) * int(columns)
                    x = values[at:at + n].reshape(int(rows), int(columns))
                    at += n
                    y = np.asarray(eval(expression), dtype=float)
                    out.write(np.int64(y.size).tobytes())
                    out.write(y.tobytes())
            """;

    private final Path folder;
    private final List<String> lines = new ArrayList<>();
    private final List<double[]> inputs = new ArrayList<>();

    public SciPy(Path folder) {
        this.folder = folder;
    }

    public void add(String expression, double[] x, int channels) {
        lines.add(x.length / channels + " " + channels + " " + expression);
        inputs.add(x);
    }

    /** The values of all expressions, in order; arrays are flattened row-major. */
    public List<double[]> values() throws IOException {
        Path data = folder.resolve("x.bin");
        Path expressions = folder.resolve("expressions.txt");
        Path results = folder.resolve("y.bin");
        ByteBuffer bytes = ByteBuffer.allocate(inputs.stream().mapToInt(x -> x.length * Double.BYTES).sum()).order(ByteOrder.LITTLE_ENDIAN);
        for (double[] x : inputs) {
            for (double value : x) {
                bytes.putDouble(value);
            }
        }
        Files.write(data, bytes.array());
        Files.write(expressions, lines);
        References.scipy(SCRIPT, data.toString(), expressions.toString(), results.toString());
        List<double[]> values = new ArrayList<>();
        ByteBuffer read = ByteBuffer.wrap(Files.readAllBytes(results)).order(ByteOrder.LITTLE_ENDIAN);
        while (read.hasRemaining()) {
            double[] y = new double[Math.toIntExact(read.getLong())];
            for (int i = 0; i < y.length; i++) {
                y[i] = read.getDouble();
            }
            values.add(y);
        }
        assertEquals(lines.size(), values.size());
        return values;
    }

    /** White noise on a line, so that the ends are not 0: samples x channels. */
    public static double[] noise(int samples, int channels) {
        Random random = new Random(samples * 31L + channels);
        double[] x = new double[samples * channels];
        for (int i = 0; i < x.length; i++) {
            x[i] = random.nextGaussian() + 2 - i / (double) x.length;
        }
        return x;
    }

    /** Hamming's window, symmetric. */
    public static double[] hamming(int length) {
        double[] window = new double[length];
        for (int i = 0; i < length; i++) {
            window[i] = 0.54 - 0.46 * Math.cos(2 * Math.PI * i / (length - 1));
        }
        return window;
    }

    public static float[] floats(double[] x) {
        float[] narrow = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            narrow[i] = (float) x[i];
        }
        return narrow;
    }

    public static double[] doubles(float[] x) {
        double[] wide = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            wide[i] = x[i];
        }
        return wide;
    }

    /** Each to 1e-9 of its largest value. */
    public static void assertAllNear(List<double[]> expected, List<double[]> actual) {
        assertEquals(expected.size(), actual.size());
        for (int i = 0; i < actual.size(); i++) {
            assertNear(expected.get(i), actual.get(i), 1e-9, "case " + i);
        }
    }

    /** Equal to within {@code tolerance} times the largest expected magnitude. */
    public static void assertNear(double[] expected, double[] actual, double tolerance, String what) {
        assertEquals(expected.length, actual.length, what);
        double largest = 0;
        double worst = 0;
        for (int i = 0; i < expected.length; i++) {
            largest = Math.max(largest, Math.abs(expected[i]));
            worst = Math.max(worst, Math.abs(expected[i] - actual[i]));
        }
        assertTrue(worst <= tolerance * largest, what + ": differs by " + worst + " of " + largest);
    }
}
