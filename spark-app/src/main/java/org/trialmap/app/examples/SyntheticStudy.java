package org.trialmap.app.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.trialmap.array.NdArray;
import org.trialmap.hdf5.Hdf5Writer;
import org.trialmap.spike.PoissonProcess;
import org.trialmap.task.RandomAlgorithm;
import org.trialmap.task.RandomStream;
import org.trialmap.trial.SyncopyClass;
import org.trialmap.trial.SyncopyContainer;

/**
 * Data to try statistics on, the same bits on any machine: recordings of eight subjects who see two kinds of stimuli, in BIDS's layout, and spikes of two cells. Started as a program with the
 * name of a folder, which is made.
 */
public final class SyntheticStudy {
    private static final int SUBJECTS = 8;
    private static final int TRIALS = 20;
    private static final int SAMPLES = 300;
    private static final double HZ = 200;
    private static final String[] CHANNELS = {"Fz", "Cz", "Pz"};
    private static final double[] STRENGTH = {0, 1, 0.7};
    private static final double RHYTHM_HZ = 12;

    private SyntheticStudy() {}

    /** @param folder its name alone */
    public static void main(String[] folder) throws IOException {
        Path study = Files.createDirectory(Path.of(folder[0]));
        for (int subject = 1; subject <= SUBJECTS; subject++) {
            Path eeg = Files.createDirectories(study.resolve(String.format(Locale.ROOT, "sub-%02d/eeg", subject)));
            recording(eeg.resolve(String.format(Locale.ROOT, "sub-%02d_task-go_eeg.h5", subject)), 2 * subject, 1);
            recording(eeg.resolve(String.format(Locale.ROOT, "sub-%02d_task-nogo_eeg.h5", subject)), 2 * subject + 1, 0);
        }
        spikes(Files.createDirectory(study.resolve("cells.spy")).resolve("cells.spike"));
    }

    /** Trials from -0.5 to 1 s of noise; where there is a rhythm, it is strongest 0.45 s after the stimulus, and gone 0.25 s before and after that. */
    private static void recording(Path file, int seed, double rhythm) throws IOException {
        double[] values = new double[TRIALS * SAMPLES * CHANNELS.length];
        long[][] trials = new long[TRIALS][];
        for (int k = 0, at = 0; k < TRIALS; k++) {
            RandomStream random = RandomAlgorithm.XOSHIRO256PP.stream(seed, k);
            double phase = 2 * Math.PI * random.nextDouble();
            trials[k] = new long[] {(long) k * SAMPLES, (k + 1L) * SAMPLES, Math.round(-0.5 * HZ)};
            for (int s = 0; s < SAMPLES; s++) {
                double t = s / HZ - 0.5;
                double burst = Math.abs(t - 0.45) < 0.25 ? StrictMath.pow(StrictMath.cos(2 * Math.PI * (t - 0.45)), 2) : 0;
                for (int c = 0; c < CHANNELS.length; c++, at++) {
                    values[at] = random.nextGaussian() + rhythm * STRENGTH[c] * burst * StrictMath.cos(2 * Math.PI * RHYTHM_HZ * t + phase);
                }
            }
        }
        try (Hdf5Writer writer = Hdf5Writer.create(file)) {
            writer.root().attribute("samplerate", NdArray.from(HZ));
            writer.root().dataset("channel", NdArray.from(CHANNELS));
            writer.root().dataset("data", NdArray.of(values, TRIALS * SAMPLES, CHANNELS.length));
            writer.root().dataset("trialdefinition", NdArray.of(Arrays.stream(trials).flatMapToLong(Arrays::stream).toArray(), TRIALS, 3));
        }
    }

    /** One cell fires more from 0.1 to 0.4 s, the other one does not care. 30 trials from -0.5 to 1 s, at 1000 Hz. */
    private static void spikes(Path file) throws IOException {
        List<long[]> rows = new ArrayList<>();
        long[] trials = new long[90];
        for (int k = 0; k < 30; k++) {
            long begin = 1500L * k;
            System.arraycopy(new long[] {begin, begin + 1500, -500}, 0, trials, 3 * k, 3);
            RandomStream random = RandomAlgorithm.XOSHIRO256PP.stream(99, k);
            add(rows, begin, 0, PoissonProcess.homogeneous(8).spiketrain(-0.5, 1, random));
            add(rows, begin, 0, PoissonProcess.homogeneous(30).spiketrain(0.1, 0.4, random));
            add(rows, begin, 1, PoissonProcess.homogeneous(12).spiketrain(-0.5, 1, random));
        }
        rows.sort(Comparator.comparingLong(row -> row[0]));
        write(file, rows.stream().flatMapToLong(Arrays::stream).toArray(), trials);
    }

    private static void add(List<long[]> rows, long begin, int unit, double[] seconds) {
        Arrays.stream(seconds).forEach(t -> rows.add(new long[] {begin + (long) Math.floor((t + 0.5) * 1000), 0, unit}));
    }

    // tag::spikes[]
    /** Spikes as rows of sample, channel and unit in the order of their samples; trials as rows of begin, end and offset, in samples. */
    private static void write(Path file, long[] rows, long[] trials) throws IOException {
        try (Hdf5Writer writer = Hdf5Writer.create(file)) {
            writer.root().dataset("data", NdArray.of(rows, rows.length / 3, 3));
            writer.root().dataset("trialdefinition", NdArray.of(trials, trials.length / 3, 3));
        }
        Map<String, List<String>> names = Map.of("channel", List.of("channel1"), "unit", List.of("unit1", "unit2"));
        SyncopyContainer.seal(file, new SyncopyContainer.Header(SyncopyClass.SPIKE, SyncopyClass.SPIKE.dimord(), OptionalDouble.of(1000), names, List.of(), "", "", Map.of(), Map.of()));
    }
    // end::spikes[]
}
