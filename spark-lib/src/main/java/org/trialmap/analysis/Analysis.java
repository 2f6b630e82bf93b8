package org.trialmap.analysis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.trialmap.parallel.MapPlan;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.parallel.TaskResult;
import org.trialmap.setting.Setting;
import org.trialmap.support.Reason;
import org.trialmap.trial.TrialChunks;

/**
 * A method, the trials that it works on, and where its result goes. The result is one container; with trials kept, its {@code data} is one contiguous
 * dataset that all processes write at once. Whatever the backend and the chunks of channels, the result has the same bytes.
 */
public final class Analysis {
    private final Container container;
    private final Work work;

    /** What there is to run. */
    private interface Work {
        Stage<?> on(ParallelMap pmap, Container container) throws IOException;
    }

    private Analysis(Container container, Work work) {
        this.container = container;
        this.work = work;
    }

    /**
     * @throws IllegalArgumentException if the method's options do not fit these trials, or the result would replace the recording
     */
    public static Analysis of(AnalysisMethod method, TrialChunks trials, ResultFile file) {
        return of(method, trials, file, NanPolicy.PROPAGATE);
    }

    /** As {@link #of(AnalysisMethod, TrialChunks, ResultFile)}, with a choice of what is done about samples that are NaN or infinite. */
    public static Analysis of(AnalysisMethod asked, TrialChunks chosen, ResultFile file, NanPolicy nan) {
        AnalysisMethod method = asked instanceof SummedMethod sums && sums.ofEachTrial().isPresent() ? sums.ofEachTrial().get() : asked;
        chosen.recording().files().forEach(input -> refuseOwnInput(input, file));
        method.moreInputs().forEach(input -> refuseOwnInput(input, file));
        TrialChunks given = Margins.of(method, chosen);
        if (given.areSpectra() && !method.takesSpectra()) {
            throw new IllegalArgumentException(method.command() + " was asked for of " + given.recording().path() + ", a spectrum. It works on recordings, samples over time. Name the recording"
                    + " that the spectrum was made of.");
        }
        TrialChunks trials = method.recut(given);
        requireReadable(trials);
        if (method instanceof TrialMethod each) {
            TrialStage stage = new TrialStage(each, trials, nan);
            ResultForm form = Provenance.of(method, nan, given, stage.form());
            return new Analysis(new Container(form, file, form.core(), each.keeptrials() ? trials.trialTexts() : Map.of()), stage::on);
        }
        SummedMethod summed = (SummedMethod) method;
        SumStage stage = new SumStage(summed, trials, nan);
        return new Analysis(new Container(Provenance.of(method, nan, given, stage.form()), file, stage.core(), summed.keeptrials() ? trials.trialTexts() : Map.of()),
                (pmap, container) -> stage.on(pmap));
    }

    /**
     * What is not made of the trials of one recording.
     *
     * @hidden
     * @param inputs the files that it is made of, which it must not replace
     * @param form of the result, with its history
     * @param work what is run, by where
     */
    public static Analysis of(List<Path> inputs, ResultForm form, ResultFile file, Function<ParallelMap, Stage<?>> work) {
        inputs.forEach(input -> refuseOwnInput(input, file));
        return new Analysis(new Container(form, file), (pmap, container) -> work.apply(pmap));
    }

    /** Throws {@link IllegalArgumentException} if the longest trial has more samples than an array in memory holds. */
    private static void requireReadable(TrialChunks trials) {
        int longest = IntStream.range(0, trials.count()).reduce((a, b) -> trials.samplesRead(b) > trials.samplesRead(a) ? b : a).orElseThrow();
        trials.block(longest, longest + 1, 0);
    }

    private static void refuseOwnInput(Path input, ResultFile file) {
        Path out = file.path();
        try {
            if (Files.exists(out) && input.toRealPath().startsWith(out.toRealPath())) {
                throw new IllegalArgumentException("The result would replace the recording that it is made of: " + out + " is the input, too. Choose another"
                        + " file with " + Setting.OUT_FILE + ".");
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
        return new AnalysisRun(work.on(pmap, container).submit(container), container);
    }

    /** What would be done, without doing it. */
    public MapPlan plan(ParallelMap pmap) throws IOException {
        return work.on(pmap, container).plan(container);
    }

    /**
     * What one task computes, by itself; nothing is written. Of methods that sum over trials or reduce, what the task hands on.
     *
     * @hidden
     * @throws IllegalArgumentException if there is no such task
     */
    public TaskResult one(ParallelMap pmap, int task) throws IOException {
        return work.on(pmap, container).one(container, task);
    }

    /** For example {@code analysis for results/power.spy}. */
    @Override
    public String toString() {
        return "analysis for " + container.file().path();
    }
}
