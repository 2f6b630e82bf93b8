package org.trialmap.signal.fft;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.trialmap.References;

/** NumPy and SciPy compute what a kernel is compared with. */
public final class FftReference {
    private FftReference() {}

    /**
     * Runs a script that finds its input as the vector {@code x} (float64), its arguments as {@code arg}, and numpy as {@code np}, and leaves
     * real numbers in
     * {@code y}.
     */
    public static double[] compute(String script, double[] x, Object... arguments) {
        try {
            Path in = Files.createTempFile("reference", ".in");
            Path out = Files.createTempFile("reference", ".out");
            try {
                Files.write(in, bytes(x));
                String[] args = new String[arguments.length + 2];
                args[0] = in.toString();
                args[1] = out.toString();
                for (int i = 0; i < arguments.length; i++) {
                    args[i + 2] = arguments[i].toString();
                }
                References.python("import sys, warnings\nimport numpy as np, scipy.signal\nwarnings.simplefilter('ignore')\nx = np.fromfile(sys.argv[1])\n"
                        + "arg = [eval(a) if a[0] in '0123456789[.-' else a for a in sys.argv[3:]]\n" + script
                        + "\nnp.asarray(y, dtype='f8').tofile(sys.argv[2])\n", args);
                return doubles(Files.readAllBytes(out));
            } finally {
                Files.deleteIfExists(in);
                Files.deleteIfExists(out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(double[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asDoubleBuffer().put(values);
        return bytes.array();
    }

    private static double[] doubles(byte[] bytes) {
        double[] values = new double[bytes.length / 8];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().get(values);
        return values;
    }

    /** White noise that float32 holds exactly. */
    public static double[] noise(int values, long seed) {
        Random random = new Random(seed);
        double[] noise = new double[values];
        for (int i = 0; i < values; i++) {
            noise[i] = (float) random.nextGaussian();
        }
        return noise;
    }

    public static float[] floats(double[] values) {
        return FftValues.of(values).floats();
    }

    public static double[] doubles(float[] values) {
        double[] wide = new double[values.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = values[i];
        }
        return wide;
    }

    /** All within {@code tolerance} times the largest expected value. */
    public static void assertClose(double[] expected, double[] actual, double tolerance, String what) {
        assertEquals(expected.length, actual.length, what);
        double largest = 0;
        double worst = 0;
        for (int i = 0; i < expected.length; i++) {
            largest = Math.max(largest, Math.abs(expected[i]));
            double error = Math.abs(expected[i] - actual[i]);
            worst = error <= worst ? worst : error; // NaN counts
        }
        double limit = tolerance * largest;
        double found = worst;
        assertTrue(worst <= limit, () -> what + ": off by " + found + ", allowed " + limit);
    }
}
