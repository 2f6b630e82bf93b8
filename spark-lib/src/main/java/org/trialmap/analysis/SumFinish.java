package org.trialmap.analysis;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.trialmap.analysis.support.NanValues;
import org.trialmap.analysis.support.Samples;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.array.Shape;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.parallel.Reduction;
import org.trialmap.setting.Setting;
import org.trialmap.store.run.AnnotatedValue;
import org.trialmap.store.run.PartialResults;
import org.trialmap.store.run.PayloadAttempt;
import org.trialmap.task.Stacking;
import org.trialmap.trial.TrialChunk;

/** Adds what tasks have summed, in the order of the trials, and has the method make its result of it: part by part, or of all parts at once. */
record SumFinish(SummedMethod method, ResultForm form, SumTasks tasks, Map<String, NdArray> attributes, ParallelMap pmap) implements Reduction {
    /** Extents of the axes but that of the slices. */
    static long[] core(SummedMethod method, ResultForm form) {
        long[] shape = form.shape();
        return Shape.concat(Arrays.copyOf(shape, method.axis()), Arrays.copyOfRange(shape, method.axis() + 1, shape.length));
    }

    @Override
    public Stacking stacking() {
        if (method.keeptrials()) {
            return Stacking.pieces(form.starts(), 0);
        }
        if (method.needsAllSlices()) {
            return Stacking.pieces(new long[] {0, form.shape()[method.axis()]}, method.axis());
        }
        return Stacking.pieces(IntStream.rangeClosed(0, tasks.parts()).mapToLong(part -> part == tasks.parts() ? tasks.slices() : tasks.from(part)).toArray(), method.axis());
    }

    @Override
    public Map<String, NdArray> write(PartialResults partial, PayloadAttempt container) throws IOException {
        Map<String, NdArray> datasets = new LinkedHashMap<>();
        if (method.needsAllSlices()) {
            finish(all(partial), 0, container, datasets);
        } else {
            for (int part = 0; part < tasks.parts(); part++) {
                finish(sums(partial, part), part, container, datasets);
            }
        }
        return datasets;
    }

    private SummedMethod.Sums sums(PartialResults partial, int part) throws IOException {
        SummedMethod.Sums sums = sums(partial, part, 0);
        for (int range = 1; range < tasks.ranges(); range++) {
            sums = method.merge(tasks.trials(), sums, sums(partial, part, range));
        }
        return sums;
    }

    private SummedMethod.Sums sums(PartialResults partial, int part, int range) throws IOException {
        int task = tasks.task(part, range);
        return new SummedMethod.Sums(tasks.from(part), tasks.to(part), values(partial, task), trials(partial, task));
    }

    private static double[] values(PartialResults partial, int task) throws IOException {
        return (double[]) partial.value(task, 0).data();
    }

    private static int trials(PartialResults partial, int task) throws IOException {
        return ((int[]) partial.value(task, 1).data())[0];
    }

    private SummedMethod.Sums all(PartialResults partial) throws IOException {
        SummedMethod.Sums first = sums(partial, 0);
        if (tasks.parts() == 1) {
            return first;
        }
        double[] all = Arrays.copyOf(first.values(), Math.multiplyExact(first.values().length / first.slices(), tasks.slices()));
        for (int part = 1; part < tasks.parts(); part++) {
            double[] values = sums(partial, part).values();
            System.arraycopy(values, 0, all, all.length / tasks.slices() * tasks.from(part), values.length);
        }
        return new SummedMethod.Sums(0, tasks.slices(), all, first.trials());
    }

    private void finish(SummedMethod.Sums sums, int piece, PayloadAttempt container, Map<String, NdArray> datasets) throws IOException {
        int count = tasks.trials().count();
        if (sums.trials() == 0) {
            throw new IllegalArgumentException((count == 1 ? "The trial has" : "All " + count + " trials have") + " samples that are NaN or infinite in a selected channel, and such trials are"
                    + " left out of sums: nothing is left. Leave the channels out with " + Setting.CHANNELS + ", or take a window without such samples with " + Setting.LATENCY + ".");
        }
        SummedMethod.Finished finished = method.finish(tasks.trials(), sums, pmap);
        Map<String, int[]> notes = sums.trials() == count ? Map.of() : Map.of(TrialMean.NAN_LEFT_OUT, new int[] {count - sums.trials()});
        if (method.keeptrials()) {
            datasets.putAll(finished.datasets());
            copyTrials(container, notes);
            return;
        }
        NdArray data = finished.data();
        long[] expected = form.shape();
        expected[method.axis()] = method.needsAllSlices() ? expected[method.axis()] : sums.slices();
        if (data.dtype() != form.dtype() || !Arrays.equals(Shape.toLong(data.shape()), expected)) {
            throw new IllegalArgumentException(method.command() + " made " + data + " of its sums, its form says " + form.dtype() + " " + Shape.format(expected)
                    + ". Correct the method's finish or the form that it declares.");
        }
        finished.datasets().forEach((name, array) -> datasets.merge(name, array, (before, more) -> more.rank() == data.rank() ? joined(before, more) : more));
        container.add(piece, noted(data, notes));
    }

    private static Object noted(NdArray data, Map<String, int[]> notes) {
        return notes.isEmpty() ? data : new AnnotatedValue(data, notes);
    }

    private void copyTrials(PayloadAttempt container, Map<String, int[]> notes) throws IOException {
        for (int k = 0; k < form.rows().length; k++) {
            TrialChunk trial = tasks.trials().get(k);
            Object samples = form.dtype() == DType.FLOAT64 ? trial.doubles() : Samples.floats(trial);
            NanValues.unify(samples, 0, trial.array().size());
            container.add(k, noted(NdArray.of(samples, trial.array().shape()), k == 0 ? notes : Map.of()));
        }
    }

    /** Side by side along the slices' axis. */
    private NdArray joined(NdArray before, NdArray more) {
        int axis = method.axis();
        int[] shape = before.shape();
        int outer = Shape.size(Shape.toInt(Arrays.copyOf(Shape.toLong(shape), axis)));
        shape[axis] += more.shape()[axis];
        NdArray joined = NdArray.zeros(before.dtype(), shape);
        int first = before.size() * before.dtype().width() / outer;
        int second = more.size() * more.dtype().width() / outer;
        for (int o = 0; o < outer; o++) {
            System.arraycopy(before.data(), o * first, joined.data(), o * (first + second), first);
            System.arraycopy(more.data(), o * second, joined.data(), o * (first + second) + first, second);
        }
        return joined;
    }
}
