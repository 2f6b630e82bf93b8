package org.trialmap.analysis;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trialmap.analysis.TrialBlocks.Block;
import org.trialmap.analysis.support.Units;
import org.trialmap.array.ChunkGrid;
import org.trialmap.array.NdArray;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.parallel.Reduction;
import org.trialmap.setting.Setting;
import org.trialmap.store.run.AnnotatedValue;
import org.trialmap.store.run.PartialResults;
import org.trialmap.store.run.PayloadAttempt;
import org.trialmap.task.ContextFunction;
import org.trialmap.task.Fingerprint;
import org.trialmap.task.Identifiable;
import org.trialmap.task.NamedFunction;
import org.trialmap.task.OnError;
import org.trialmap.task.Stacking;
import org.trialmap.task.TaskContext;
import org.trialmap.trial.SelectedWindows;
import org.trialmap.trial.TrialChunks;

/** Runs a {@link TrialMethod}. */
final class TrialStage {
    private static final Logger LOG = LoggerFactory.getLogger(Analysis.class);

    private final TrialMethod method;
    private final TrialChunks trials;
    private final ResultForm form;
    private final TaskSizing sizing;
    private final BlockFunction function;
    private final Map<String, NdArray> attributes;

    TrialStage(TrialMethod method, TrialChunks trials, NanPolicy nan) {
        this.method = method;
        this.trials = trials;
        this.form = method.form(trials);
        form.requireFits(trials);
        if (method.keeptrials()) {
            form.requireExact(trials);
        }
        this.sizing = TaskSizing.of(trials, form, method.isLight());
        TrialFunction computes = method.function(trials);
        this.function = new BlockFunction(method.command(), MethodIdentity.of(method, computes), computes, form.dtype(), form.core(), nan,
                form.channels() == trials.channelNames().size() ? 0 : form.channels());
        this.attributes = Units.attribute(method.unit(trials));
    }

    /** Of the container, without history. */
    ResultForm form() {
        if (trials.windows().filter(SelectedWindows::areJoined).isPresent()) {
            return Margins.joined(form, trials);
        }
        return method.keeptrials() ? form : form.mean(trials);
    }

    Stage<TrialBlocks.Block> on(ParallelMap pmap, Container container) throws IOException {
        return method.keeptrials() ? kept(pmap, container) : mean(pmap);
    }

    private Stage<TrialBlocks.Block> mean(ParallelMap pmap) {
        TrialBlocks blocks = new TrialBlocks(trials, form, sizing.perSum(form.rows().length), attributes);
        TrialMean mean = new TrialMean(blocks, form.mean(trials), form.rows().length, form.grid(trials), attributes, sum -> method.ofMean(trials, sum, pmap));
        String words = String.format(Locale.ROOT, "%.1f MB per task, kept until the end: up to %d %s", sizing.sumBytes() / 1e6, blocks.perBlock(), blocks.perBlock() == 1 ? "trial" : "trials");
        return new Stage<>(sized(pmap, blocks), blocks, new TrialSum(function, sizing.perLeaf()), Optional.of(mean), Map.of("sums", words));
    }

    private Stage<TrialBlocks.Block> kept(ParallelMap pmap, Container container) throws IOException {
        TrialBlocks blocks = blocks(pmap, container);
        if (method.ofFound().isEmpty() || isMarked(pmap)) {
            return Stage.saved(sized(pmap, blocks), blocks, function);
        }
        FoundFinish finish = new FoundFinish(blocks, form.grid(trials), trials.count(), attributes, method.ofFound().get());
        return new Stage<>(sized(pmap, blocks), blocks, new FoundFinish.Tasks(function), Optional.of(finish), Map.of());
    }

    /** Tasks that take alike long are put together without timing any. */
    private ParallelMap sized(ParallelMap pmap, TrialBlocks blocks) {
        boolean alike = method.isLight() && pmap.options().batching().isAuto();
        return alike ? pmap.batch(sizing.perPartition(blocks.perBlock(), blocks.size(), pmap.slots())) : pmap;
    }

    private static boolean isMarked(ParallelMap pmap) {
        return pmap.options().onError() == OnError.CONTINUE;
    }

    /** Where what is missing is marked, every trial is a task of its own: none is to be lost with another. A run that goes on keeps the tasks that it has. */
    private TrialBlocks blocks(ParallelMap pmap, Container container) throws IOException {
        TrialBlocks single = new TrialBlocks(trials, form, 1, attributes);
        TrialBlocks several = new TrialBlocks(trials, form, sizing.perTask(), attributes);
        boolean marked = isMarked(pmap);
        int earlier = container.earlierTasks();
        if (earlier == (marked ? several : single).size() && single.size() != several.size()) {
            if (marked) {
                LOG.warn("{} was begun without " + Setting.ON_ERROR_CONTINUE + ", with up to {} trials in a task: a trial that fails takes those of its task with it. With "
                        + Setting.OVERWRITE + " each trial is computed by itself.", container.file().path(), sizing.perTask());
            }
            return marked ? several : single;
        }
        return marked ? single : several;
    }

    /**
     * Puts the trials' results into their places, one task's after the other, and makes further datasets of what was found besides. Each task has three values: its data; how many numbers were found
     * of each of its trials and channels; these numbers.
     *
     * @param grid of the channels
     * @param trials how many there are
     * @param attributes of the data
     */
    private record FoundFinish(TrialBlocks blocks, ChunkGrid grid, int trials, Map<String, NdArray> attributes, Function<double[][][], Map<String, NdArray>> datasets) implements Reduction {
        /** Computes the trials of one task, and gives what was found besides: three values. */
        record Tasks(BlockFunction trials) implements ContextFunction<Block, Object>, NamedFunction, Identifiable {
            @Override
            public String name() {
                return trials.name();
            }

            @Override
            public Class<?> code() {
                return trials.code();
            }

            @Override
            public String function() {
                return trials.function();
            }

            @Override
            public void fingerprint(Fingerprint fingerprint) {
                trials.fingerprint(fingerprint);
                fingerprint.add("found");
            }

            @Override
            public Object apply(Block block, TaskContext context) throws Exception {
                TrialFunction function = trials.method().forTask();
                Object result = trials.apply(block, function);
                if (result instanceof AnnotatedValue noted) {
                    return new AnnotatedValue(values((NdArray) noted.value(), function.found()), noted.notes());
                }
                return values((NdArray) result, function.found());
            }

            private static Map<String, NdArray> values(NdArray data, List<double[]> found) {
                int[] counts = found.stream().mapToInt(numbers -> numbers.length).toArray();
                double[] all = found.stream().flatMapToDouble(Arrays::stream).toArray();
                Map<String, NdArray> values = new LinkedHashMap<>();
                values.put("data", data);
                values.put("counts", NdArray.of(counts, counts.length));
                values.put("found", NdArray.of(all, all.length));
                return values;
            }
        }

        @Override
        public Stacking stacking() {
            return blocks.stacking();
        }

        @Override
        public Map<String, NdArray> write(PartialResults partial, PayloadAttempt container) throws IOException {
            double[][][] found = new double[trials][(int) grid.length()][];
            for (int task = 0; task < blocks.size(); task++) {
                container.add(task, partial.value(task, 0));
                int[] counts = (int[]) partial.value(task, 1).data();
                double[] numbers = (double[]) partial.value(task, 2).data();
                int chunk = task % grid.count();
                int channels = (int) grid.size(chunk);
                for (int i = 0, at = 0; i < counts.length; at += counts[i++]) {
                    found[blocks.block(task) * blocks.perBlock() + i / channels][(int) grid.start(chunk) + i % channels] = Arrays.copyOfRange(numbers, at, at + counts[i]);
                }
            }
            return datasets.apply(found);
        }
    }
}
