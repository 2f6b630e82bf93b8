package org.trialmap.analysis;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.trialmap.analysis.support.OutputBuffer;
import org.trialmap.array.ChunkGrid;
import org.trialmap.array.DType;
import org.trialmap.array.Decimals;
import org.trialmap.array.NdArray;
import org.trialmap.parallel.MapCall;
import org.trialmap.parallel.MapPlan;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.parallel.TaskResult;
import org.trialmap.setting.Setting;
import org.trialmap.signal.synth.SyntheticSignal;
import org.trialmap.task.ContextFunction;
import org.trialmap.task.Fingerprint;
import org.trialmap.task.Identifiable;
import org.trialmap.task.Inputs;
import org.trialmap.task.NamedFunction;
import org.trialmap.task.RandomAlgorithm;
import org.trialmap.task.Stacking;
import org.trialmap.task.TaskContext;
import org.trialmap.trial.History;
import org.trialmap.trial.SyncopyContainer;

/**
 * Synthetic data, Syncopy's {@code synthdata}: AnalogData, float32, trials of equal length that begin one second before t = 0, as Syncopy's do. A trial
 * depends on the signal, the sizes, the seed and its own number only: not on how many others there are, nor on where it is computed.
 *
 * @param signal what is generated
 * @param trials number of trials, at least 1
 * @param samples per trial, at least 1
 * @param channels at least 1
 * @param samplerateHz samples per second
 * @param seed of the trials' random streams
 */
public record SynthData(SyntheticSignal signal, int trials, int samples, int channels, double samplerateHz, long seed) {
    private static final long BYTES_PER_TASK = 1 << 22;
    private static final int MOST_TRIALS = (Integer.MAX_VALUE - 8) / 3;

    /** @throws IllegalArgumentException if a number is out of its range, or does not fit the signal */
    public SynthData {
        Objects.requireNonNull(signal, "signal");
        if (trials < 1) {
            throw new IllegalArgumentException("Synthetic data of " + trials + " trials cannot be made. There is at least one. Correct " + Setting.SYNTH_TRIALS + ".");
        }
        if (trials > MOST_TRIALS) {
            throw new IllegalArgumentException("Synthetic data of " + trials + " trials cannot be made: the trial definition is one array in memory, which holds at most "
                    + MOST_TRIALS + " of them. Use fewer, longer trials. Correct " + Setting.SYNTH_TRIALS + ".");
        }
        if ((long) samples * channels > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("Trials of " + samples + " samples x " + channels + " channels are too large: one array in memory holds at most "
                    + (Integer.MAX_VALUE - 8) + " values. Use shorter trials (" + Setting.SYNTH_SAMPLES + ") or fewer channels (" + Setting.SYNTH_CHANNELS + ").");
        }
        signal.trial(Math.min(samples, 2), channels, samplerateHz, RandomAlgorithm.XOSHIRO256PP.stream(seed, 0)); // says what does not fit together
    }

    /** Generates on {@code pmap} and returns the result's path. Errors as for {@link AnalysisRun#join}. */
    public Path run(ParallelMap pmap, Path out) throws IOException {
        return submit(pmap, ResultFile.at(out)).join();
    }

    /** Starts and returns at once. */
    public AnalysisRun submit(ParallelMap pmap, ResultFile file) throws IOException {
        Container container = new Container(form(), file);
        return new AnalysisRun(call(pmap, container).submitSaveWithContext(file.folder(), function()), container);
    }

    /** What would be done, without doing it. */
    public MapPlan plan(ParallelMap pmap, ResultFile file) {
        return call(pmap, new Container(form(), file)).planWithContext(file.folder(), function());
    }

    /**
     * What one task generates, by itself; nothing is written.
     *
     * @hidden
     */
    public TaskResult one(ParallelMap pmap, ResultFile file, int task) {
        return call(pmap, new Container(form(), file)).oneStored(task, function());
    }

    private MapCall<Block> call(ParallelMap pmap, Container container) {
        return pmap.name(container.file().name()).over(blocks()).saving(container.saving(pmap));
    }

    private Blocks blocks() {
        long perTask = Math.max(1, BYTES_PER_TASK / (4L * samples * channels));
        return new Blocks(trials, (int) Math.min(trials, perTask), samples, channels);
    }

    private Generator function() {
        return new Generator(signal, samples, channels, samplerateHz, seed);
    }

    /** Keywords and values, as the history has them. */
    public Map<String, Object> options() {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("function", signal.function());
        options.putAll(signal.keywords());
        options.put("nTrials", trials);
        options.put("nSamples", samples);
        options.put("nChannels", channels);
        options.put("samplerate", samplerateHz);
        options.put("seed", seed);
        return options;
    }

    private ResultForm form() {
        int digits = Integer.toString(channels).length();
        List<String> names = IntStream.rangeClosed(1, channels).mapToObj(c -> String.format(Locale.ROOT, "channel%0" + digits + "d", c)).toList();
        long[] rows = new long[trials];
        Arrays.fill(rows, samples);
        long[] offsets = new long[trials];
        Arrays.fill(offsets, -(long) Decimals.nearest(samplerateHz));
        NdArray none = NdArray.of(new double[0], trials, 0);
        ResultForm form = new ResultForm(SyncopyContainer.Header.analog(samplerateHz, names), History.NONE, DType.FLOAT32, new long[0], rows, offsets, none);
        History.Step step = new History.Step("synthdata", options(), Provenance.version(), Optional.empty(), Optional.of(java.time.Instant.now()));
        return form.with(History.NONE.with(step));
    }

    /** Trials {@code first} to {@code first + count - 1}. */
    private record Block(int first, int count) implements Serializable {
        @Override
        public String toString() {
            return count == 1 ? "trial " + first : "trials " + first + ".." + (first + count - 1);
        }
    }

    /** The numbers of the trials that are generated, some to a task. */
    private record Blocks(int trials, int perTask, int samples, int channels) implements Inputs<Block> {
        @Override
        public int size() {
            return -Math.floorDiv(-trials, perTask);
        }

        @Override
        public Block get(int index) {
            return new Block(index * perTask, Math.min(perTask, trials - index * perTask));
        }

        @Override
        public Stacking stacking() {
            long[] rows = new long[size() + 1];
            for (int b = 0; b <= size(); b++) {
                rows[b] = Math.min(trials, (long) b * perTask) * samples;
            }
            return Stacking.rowsByChannels(rows, new ChunkGrid(channels, channels));
        }

        @Override
        public void fingerprint(Fingerprint fingerprint) {
            fingerprint.add(trials).add(perTask).add(samples).add(channels);
        }
    }

    /** Generates the trials of one task, each from its own random stream, into one array that is valid until the next task. */
    private record Generator(SyntheticSignal signal, int samples, int channels, double samplerateHz, long seed)
            implements ContextFunction<Block, NdArray>, NamedFunction, Identifiable {
        @Override
        public String name() {
            return "synthdata";
        }

        @Override
        public Class<?> code() {
            return signal.getClass();
        }

        @Override
        public String function() {
            return name() + "/" + signal.function();
        }

        @Override
        public void fingerprint(Fingerprint fingerprint) {
            fingerprint.add(signal.keywords()).add(samples).add(channels).add(samplerateHz).add(seed);
        }

        @Override
        public NdArray apply(Block block, TaskContext context) {
            NdArray all = OutputBuffer.of(DType.FLOAT32, new int[] {block.count() * samples, channels});
            for (int k = 0; k < block.count(); k++) {
                float[] trial = signal.trial(samples, channels, samplerateHz, RandomAlgorithm.XOSHIRO256PP.stream(seed, block.first() + k));
                System.arraycopy(trial, 0, all.data(), k * trial.length, trial.length);
            }
            return all;
        }
    }
}
