package org.trialmap.app.examples;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import org.apache.commons.rng.UniformRandomProvider;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.array.Region;
import org.trialmap.hdf5.Hdf5Writer;
import org.trialmap.support.AtomicFile;
import org.trialmap.task.RandomAlgorithm;

/**
 * A recording for demos and tests: in every channel a rhythm of 10 Hz with a random phase, stronger from channel to channel, and noise that is
 * uniform in -0.5 to 0.5. The samples of a trial depend on (seed, trial) and the sizes alone, bit for bit, on any machine.
 *
 * @param trials number of trials, at least 1
 * @param samples samples per trial, at least 1
 * @param channels number of channels, at least 1
 * @param samplerateHz samples per second, positive
 * @param seed of the random numbers
 */
public record SyntheticRecording(int trials, int samples, int channels, double samplerateHz, long seed) {
    /** 20 trials of 1000 samples in 8 channels at 1000 Hz, seed 42. */
    public static final SyntheticRecording DEMO = new SyntheticRecording(20, 1000, 8, 1000, 42);

    private static final double RHYTHM_HZ = 10;

    /** Throws {@link IllegalArgumentException} for sizes and samplerates that are not positive. */
    public SyntheticRecording {
        if (trials < 1 || samples < 1 || channels < 1 || !(samplerateHz > 0 && samplerateHz < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("A synthetic recording of " + trials + " trials x " + samples + " samples x "
                    + channels + " channels at " + samplerateHz + " Hz is not possible. All four must be positive. Correct them.");
        }
    }

    /** The samples of one trial, which counts from 0: row-major samples x channels. */
    public double[] trial(int trial) {
        UniformRandomProvider random = RandomAlgorithm.XOSHIRO256PP.stream(seed, trial);
        double[] phase = new double[channels];
        for (int c = 0; c < channels; c++) {
            phase[c] = 2 * Math.PI * random.nextDouble();
        }
        double[] values = new double[Math.multiplyExact(samples, channels)];
        for (int s = 0, at = 0; s < samples; s++) {
            double angle = 2 * Math.PI * RHYTHM_HZ * s / samplerateHz;
            for (int c = 0; c < channels; c++, at++) {
                values[at] = (1 + c) * StrictMath.sin(angle + phase[c]) + random.nextDouble() - 0.5; // StrictMath: the same bits everywhere
            }
        }
        return values;
    }

    /**
     * Writes {@code /data}, float64 (trial, sample, channel), contiguous, and the attribute {@code samplerate}; trial by trial, so memory holds one.
     * The file appears under its name when it is complete.
     *
     * @throws FileAlreadyExistsException if the file exists; it is not touched
     */
    public void write(Path file) throws IOException {
        AtomicFile.create(file, temporary -> {
            try (Hdf5Writer writer = Hdf5Writer.create(temporary)) {
                writer.root().attribute("samplerate", NdArray.from(samplerateHz));
                Hdf5Writer.Dataset data = writer.root().reserve("data", DType.FLOAT64, trials, samples, channels);
                for (int k = 0; k < trials; k++) {
                    Region place = new Region(new long[] {k, 0, 0}, new long[] {1, samples, channels});
                    data.write(place, NdArray.of(trial(k), samples, channels).toBytes());
                }
            }
        });
    }
}
