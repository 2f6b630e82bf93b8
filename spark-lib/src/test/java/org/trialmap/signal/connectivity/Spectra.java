package org.trialmap.signal.connectivity;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.trialmap.References;

/** Fourier coefficients of made-up trials, and what NumPy makes of them. */
final class Spectra {
    private Spectra() {}

    /** Trials x (tapers x frequencies x channels, complex), with a phase that all channels share in part. */
    static double[][] noise(int trials, int tapers, int frequencies, int channels) {
        Random random = new Random(trials * 31L + channels);
        double[][] fourier = new double[trials][2 * tapers * frequencies * channels];
        for (double[] trial : fourier) {
            double re = random.nextGaussian();
            double im = random.nextGaussian();
            for (int v = 0; v < trial.length; v += 2) {
                double shift = v / 2 % channels * 0.3;
                trial[v] = random.nextGaussian() + re * Math.cos(shift) - im * Math.sin(shift);
                trial[v + 1] = random.nextGaussian() + re * Math.sin(shift) + im * Math.cos(shift);
            }
        }
        return fourier;
    }

    static double[] sums(PairSums what, double[][] fourier, int[] shape, int perBlock, PairKernel kernel) {
        Snapshots block = new Snapshots(shape[1], 1, shape[2], shape[0], perBlock, kernel);
        double[] sums = new double[shape[1] * what.values(shape[2])];
        for (int k = 0; k < fourier.length; k++) {
            block.put(fourier[k], 0, shape[1]);
            if (block.isFull() || k == fourier.length - 1) {
                what.add(block, 0, shape[1], sums, 0, kernel);
                block.clear();
            }
        }
        return sums;
    }

    /** Runs a script that finds a complex array of that shape in {@code x} and leaves a real array {@code y}. */
    static double[] numpy(Path folder, String script, double[][] x, int... shape) throws IOException {
        Path in = folder.resolve("x.bin");
        Path out = folder.resolve("y.bin");
        ByteBuffer bytes = ByteBuffer.allocate(x.length * x[0].length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (double[] row : x) {
            bytes.asDoubleBuffer().put(row);
            bytes.position(bytes.position() + row.length * Double.BYTES);
        }
        Files.write(in, bytes.array());
        StringBuilder sizes = new StringBuilder();
        for (int size : shape) {
            sizes.append(size).append(',');
        }
        References.scipy("import sys, numpy as np\nx = np.fromfile(sys.argv[1]).view(complex).reshape(" + sizes + ")\n" + script
                + "\nnp.ascontiguousarray(y, dtype=float).tofile(sys.argv[2])\n", in.toString(), out.toString());
        ByteBuffer read = ByteBuffer.wrap(Files.readAllBytes(out)).order(ByteOrder.LITTLE_ENDIAN);
        double[] y = new double[read.remaining() / Double.BYTES];
        read.asDoubleBuffer().get(y);
        return y;
    }
}
