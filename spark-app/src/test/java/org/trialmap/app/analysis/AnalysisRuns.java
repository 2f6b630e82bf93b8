package org.trialmap.app.analysis;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.app.InProcess;
import org.trialmap.app.InProcess.Ended;
import org.trialmap.array.NdArray;
import org.trialmap.hdf5.Hdf5Writer;

/** What tests of the analyses' commands begin with: a folder, recordings in it, and commands on them in this process. */
public abstract class AnalysisRuns {
    private static final int TRIALS = 6;
    private static final int SAMPLES = 100;
    private static final int CHANNELS = 3;

    @TempDir
    protected Path folder;
    protected Path file;

    @BeforeEach
    protected void record() throws Exception {
        InProcess.noOtherSpark();
        file = recording("x.h5", -1);
    }

    /** Trials with odd numbers begin 0.5 s before t = 0; one of them may have a value that is not a number. */
    protected Path recording(String name, int broken) throws Exception {
        SplittableRandom random = new SplittableRandom(1);
        float[] samples = new float[TRIALS * SAMPLES * CHANNELS];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) (random.nextDouble() - 0.5);
        }
        if (broken >= 0) {
            samples[(broken * SAMPLES + 50) * CHANNELS + 1] = Float.NaN;
        }
        long[] trials = new long[TRIALS * 3];
        for (int k = 0; k < TRIALS; k++) {
            System.arraycopy(new long[] {k * SAMPLES, (k + 1) * SAMPLES, k % 2 == 0 ? 0 : -50}, 0, trials, 3 * k, 3);
        }
        Path created = folder.resolve(name);
        try (Hdf5Writer writer = Hdf5Writer.create(created)) {
            writer.root().attribute("samplerate", NdArray.from(100.0));
            writer.root().dataset("data", NdArray.of(samples, TRIALS * SAMPLES, CHANNELS));
            writer.root().dataset("trialdefinition", NdArray.of(trials, TRIALS, 3));
        }
        return created;
    }

    protected Ended run(String command, Path input, String out, String... more) {
        List<String> words = new ArrayList<>(List.of(command, input.toString(), "--out", out(out), "--master", "serial"));
        words.addAll(Arrays.asList(more));
        return InProcess.run(words.toArray(String[]::new));
    }

    protected String out(String name) {
        return folder.resolve(name).toString();
    }

    /** Trials that are so long that there are several tasks. */
    protected Path longTrials() throws Exception {
        int samples = 300_000;
        float[] values = new float[8 * samples];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % 17;
        }
        values[2 * samples + 7] = Float.NaN;
        Path longer = folder.resolve("long.h5");
        try (Hdf5Writer writer = Hdf5Writer.create(longer)) {
            writer.root().attribute("samplerate", NdArray.from(100.0));
            writer.root().dataset("data", NdArray.of(values, 8, samples, 1));
        }
        return longer;
    }
}
