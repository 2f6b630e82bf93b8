package org.trialmap.analysis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trialmap.array.NdArray;
import org.trialmap.parallel.MapCall;
import org.trialmap.parallel.MapPlan;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.support.Reason;
import org.trialmap.task.ContextFunction;
import org.trialmap.task.OnError;
import org.trialmap.trial.TrialChunks;

/**
 * A method, the trials that it works on, and where its result goes. The result is one container; with trials kept, its {@code data} is one contiguous
 * dataset that all processes write at once. Whatever the backend and the chunks of channels, the result has the same bytes.
 */
public final class Analysis {
    private static final Logger LOG = LoggerFactory.getLogger(Analysis.class);

    private final TrialMethod method;
    private final TrialChunks trials;
    private final Container container;
    private final BlockFunction function;
    private final ResultForm form;
    private final TaskSizing granularity;
    private final Map<String, NdArray> attributes;

    private Analysis(TrialMethod method, TrialChunks trials, ResultFile file, NanPolicy nan) {
        this.method = method;
        this.trials = trials;
        requireReadable(trials);
        this.form = method.form(trials);
        form.requireFits(trials);
        if (method.keeptrials()) {
            form.requireExact(trials);
        }
        this.container = new Container(Provenance.of(method, nan, trials, method.keeptrials() ? form : form.mean(trials)), file, method.keeptrials()
                ? trials.trialTexts() : Map.of());
        this.granularity = TaskSizing.of(trials, form, method.isLight());
        TrialFunction computes = method.function(trials);
        this.function = new BlockFunction(method.command(), MethodIdentity.of(method, computes), computes, form.dtype(), form.core(), nan);
        this.attributes = Units.attribute(method.unit(trials));
    }

    /**
     * @throws IllegalArgumentException if the method's options do not fit these trials, or the result would replace the recording
     */
    public static Analysis of(TrialMethod method, TrialChunks trials, ResultFile file) {
        return of(method, trials, file, NanPolicy.PROPAGATE);
    }

    /** As {@link #of(Method, TrialChunks, ResultFile)}, with a choice of what is done about samples that are NaN or infinite. */
    public static Analysis of(TrialMethod method, TrialChunks trials, ResultFile file, NanPolicy nan) {
        refuseOwnInput(trials.recording().path(), file);
        return new Analysis(method, trials, file, nan);
    }

    /** Throws {@link IllegalArgumentException} if the longest trial has more samples than an array in memory holds. */
    private static void requireReadable(TrialChunks trials) {
        int longest = IntStream.range(0, trials.trials().length).boxed().max(Comparator.comparing(trials::samples)).orElseThrow();
        trials.block(longest, longest + 1, 0);
    }

    private static void refuseOwnInput(Path input, ResultFile file) {
        Path out = file.path();
        try {
            if (Files.exists(out) && input.toRealPath().startsWith(out.toRealPath())) {
                throw new IllegalArgumentException("The result would replace the recording that it is made of: " + out + " is the input, too. Choose another"
                        + " file with --out.");
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("The recording " + input + " cannot be found any more: " + Reason.of(e) + ". Restore it.", e);
        }
    }

    /** Runs to the end and returns the result's path. Errors as for {@link AnalysisRun#join}. */
    public Path run(ParallelMap pmap) throws IOException {
        return submit(pmap).join();
    }

    /** Starts and returns at once. */
    public AnalysisRun submit(ParallelMap pmap) throws IOException {
        TrialBlocks blocks = blocks(pmap);
        MapCall<TrialBlocks.Block> call = call(pmap, blocks);
        Path folder = container.file().folder();
        if (method.keeptrials()) {
            return new AnalysisRun(call.submitSave(folder, function), container);
        }
        TrialMean mean = new TrialMean(blocks, container.form(), form.rows().length, trials.channelGrid(), attributes);
        return new AnalysisRun(call.submitReduced(folder, sum(), mean), container);
    }

    private TrialSum sum() {
        return new TrialSum(function, granularity.perLeaf());
    }

    /** What would be done, without doing it. */
    public MapPlan plan(ParallelMap pmap) throws IOException {
        ContextFunction<TrialBlocks.Block, ?> what = method.keeptrials() ? function : sum();
        return call(pmap, blocks(pmap)).plan(container.file().folder(), what);
    }

    /** Where what is missing is marked, every trial is a task of its own: none is to be lost with another. A run that goes on keeps the tasks that it has. */
    private TrialBlocks blocks(ParallelMap pmap) throws IOException {
        if (!method.keeptrials()) {
            return new TrialBlocks(trials, form, granularity.perSum(), attributes);
        }
        TrialBlocks single = new TrialBlocks(trials, form, 1, attributes);
        TrialBlocks several = new TrialBlocks(trials, form, granularity.perTask(), attributes);
        boolean marked = pmap.options().onError() == OnError.CONTINUE;
        int earlier = container.earlierTasks();
        if (earlier == (marked ? several : single).size() && single.size() != several.size()) {
            if (marked) {
                LOG.warn("{} was begun without --on-error continue, with up to {} trials in a task: a trial that fails takes those of its task with it. With"
                        + " --overwrite each trial is computed by itself.", container.file().path(), granularity.perTask());
            }
            return marked ? several : single;
        }
        return marked ? single : several;
    }

    private MapCall<TrialBlocks.Block> call(ParallelMap pmap, TrialBlocks blocks) {
        ParallelMap named = pmap.name(container.file().name());
        boolean alike = method.isLight() && method.keeptrials() && pmap.options().batching().isAuto();
        ParallelMap sized = alike ? named.batch(granularity.perPartition(blocks.perBlock(), blocks.size(), pmap.slots())) : named;
        return sized.over(blocks).saving(container.saving(pmap));
    }
}
