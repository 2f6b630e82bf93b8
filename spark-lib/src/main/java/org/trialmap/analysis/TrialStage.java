package org.trialmap.analysis;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trialmap.analysis.support.Units;
import org.trialmap.array.NdArray;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.setting.Setting;
import org.trialmap.task.OnError;
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
}
