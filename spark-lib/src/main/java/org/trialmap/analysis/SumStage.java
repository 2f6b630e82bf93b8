package org.trialmap.analysis;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.trialmap.analysis.support.Units;
import org.trialmap.array.NdArray;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.setting.Setting;
import org.trialmap.trial.TrialChunks;

/** Runs a {@link SummedMethod}. */
final class SumStage {
    private final ResultForm form;
    private final SumFunction function;
    private final SumTasks tasks;
    private final TrialRangeSum sum;
    private final SummedMethod method;
    private final Map<String, NdArray> attributes;

    SumStage(SummedMethod method, TrialChunks trials, NanPolicy nan) {
        if (trials.channelGrid().count() > 1) {
            throw new IllegalArgumentException(method.command() + " sums over trials with all " + trials.channelGrid().length() + " channels in each task, but " + trials.channelGrid().chunk()
                    + " channels per task were asked for. Leave out " + Setting.CHAN_PER_WORKER + "; memory is bounded by ranges of what is summed.");
        }
        this.method = method;
        this.form = method.form(trials);
        this.function = method.function(trials);
        requireFits();
        this.tasks = SumTasks.of(trials, function);
        this.sum = new TrialRangeSum(method.command(), MethodIdentity.of(method, function), function, nan);
        this.attributes = Units.attribute(method.unit(trials));
    }

    private void requireFits() {
        long extent = form.shape()[method.axis()];
        if (function.slices() < 1 || function.perSlice() < 1 || !method.needsAllSlices() && function.slices() != extent) {
            throw new IllegalArgumentException(method.command() + " sums " + function.slices() + " slices of " + function.perSlice() + " numbers, but axis " + method.axis()
                    + " of its result has " + extent + " entries. There must be a slice for each. Correct the method's function or the form that it declares.");
        }
    }

    ResultForm form() {
        return form;
    }

    /** What the pieces of the data have in common. */
    long[] core() {
        return SumFinish.core(method, form);
    }

    Stage<SumTasks.Piece> on(ParallelMap pmap) {
        return new Stage<>(pmap, tasks, sum, Optional.of(new SumFinish(method, form, tasks, attributes, pmap)), words());
    }

    private Map<String, String> words() {
        int trials = tasks.trials().count();
        long bytes = 8L * function.perSlice() * Math.min(tasks.perPart(), tasks.slices());
        Map<String, String> words = new LinkedHashMap<>();
        words.put("sums", String.format(Locale.ROOT, "%.1f MB per task: %d of %d slices of %d numbers", bytes / 1e6, Math.min(tasks.perPart(), tasks.slices()), tasks.slices(),
                function.perSlice()));
        words.put("parts", tasks.parts() + (tasks.parts() == 1 ? " part" : " parts") + " of the slices x " + tasks.ranges() + (tasks.ranges() == 1 ? " range" : " ranges") + " of up to "
                + Math.min(trials, tasks.perRange()) + " trials");
        return words;
    }
}
