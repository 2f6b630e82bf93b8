package org.trialmap.analysis;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.trialmap.analysis.TrialBlocks.Block;
import org.trialmap.array.ChunkGrid;
import org.trialmap.array.NdArray;
import org.trialmap.parallel.Reduction;
import org.trialmap.store.run.AnnotatedValue;
import org.trialmap.store.run.PartialResults;
import org.trialmap.store.run.PayloadAttempt;
import org.trialmap.task.ContextFunction;
import org.trialmap.task.Fingerprint;
import org.trialmap.task.Identifiable;
import org.trialmap.task.NamedFunction;
import org.trialmap.task.Stacking;
import org.trialmap.task.TaskContext;

/**
 * Puts the trials' results into their places, one task's after the other, and makes further datasets of what was found besides. Each task has three values: its data; how many numbers were found of
 * each of its trials and channels; these numbers.
 *
 * @param grid of the channels
 * @param trials how many there are
 * @param attributes of the data
 */
record FoundFinish(TrialBlocks blocks, ChunkGrid grid, int trials, Map<String, NdArray> attributes, Function<double[][][], Map<String, NdArray>> datasets) implements Reduction {
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
