package org.trialmap.analysis.data;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.trialmap.analysis.NanPolicy;
import org.trialmap.analysis.Preprocessing;
import org.trialmap.analysis.ResultForm;
import org.trialmap.analysis.SummedMethod;
import org.trialmap.analysis.TrialFunction;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.setting.Setting;
import org.trialmap.support.Copies;
import org.trialmap.task.OnError;
import org.trialmap.trial.TrialChunks;

/**
 * Artifacts by z-values: FieldTrip's {@code ft_artifact_zvalue}. Each channel is preprocessed, trial by trial, and scored by its mean and population standard deviation over all samples of all trials;
 * the scores of the n channels are summed at each sample and divided by sqrt(n). Samples above a cutoff are artifacts, and so are those that have NaN, which nobody can judge. In double; the same
 * bits on every backend.
 *
 * @param cutoff above 0
 * @param artpadding seconds before and after that belong to an artifact, too, within its trial
 * @param steps what is done to the channels first, for muscles for example a band-pass and the amplitude of the Hilbert transform; the data that are written stay as they are
 */
public record ZValue(double cutoff, double artpadding, Preprocessing steps) {
    private static final String NAME = "artifact";

    /** @throws IllegalArgumentException for a cutoff that is not above 0 or a padding below 0 */
    public ZValue {
        Objects.requireNonNull(steps, "steps");
        if (!(cutoff > 0 && cutoff < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("The cutoff " + cutoff + " was asked for. It is a number of standard deviations above 0, often 4 to 30. Correct " + Setting.ZVALUE + ".");
        }
        if (!(artpadding >= 0 && artpadding < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("The padding of " + artpadding + " s around artifacts is not possible. It is a number of seconds, 0 or more. Correct " + Setting.ARTPADDING + ".");
        }
    }

    /** Artifacts are samples whose z-value is above this. */
    public static ZValue above(double cutoff) {
        return new ZValue(cutoff, 0, Preprocessing.steps());
    }

    public ZValue artpadding(double seconds) {
        return Copies.with(this, "artpadding", seconds);
    }

    public ZValue steps(Preprocessing value) {
        return Copies.with(this, "steps", value);
    }

    /** As {@link #find(ParallelMap, TrialChunks, NanPolicy)}; trials with NaN are not refused. */
    public Artifacts find(ParallelMap pmap, TrialChunks trials) {
        return find(pmap, trials, NanPolicy.PROPAGATE);
    }

    /**
     * Reads the trials twice: for means and deviations, and for artifacts.
     *
     * @param trials those that are searched, with the channels that are scored
     * @param nan trials that have NaN or infinite samples: left out of means and deviations, or refused
     * @throws IllegalArgumentException if the steps do not fit these trials, or a channel does not vary
     * @throws org.trialmap.parallel.MapFailedException if a task fails
     */
    public Artifacts find(ParallelMap pmap, TrialChunks trials, NanPolicy nan) {
        ParallelMap all = pmap.onError(OnError.FAIL); // a trial that was not searched would count as clean
        List<String> channels = requireReal(trials).header().names().get("channel");
        TrialFunction function = steps.function(trials);
        ChannelMoments moments = new ChannelMoments(function, channels.size());
        SummedMethod.Sums sums = SummedMethod.Sums.collect(all, NAME, moments, trials, nan, moments::merge);
        requireVarying(sums, moments, channels, trials);
        double[] mean = IntStream.range(0, channels.size()).mapToDouble(c -> moments.mean(sums.values(), c)).toArray();
        double[] deviation = IntStream.range(0, channels.size()).mapToDouble(c -> moments.deviation(sums.values(), c)).toArray();
        int padding = (int) Math.min(Integer.MAX_VALUE / 2, Math.round(artpadding * trials.recording().samplerateHz()));
        List<ArtifactSearch.Found> found = all.name(NAME).over(trials).collect(new ArtifactSearch(function, mean, deviation, cutoff, padding, nan));
        return Artifacts.of(this, trials, found);
    }

    private ResultForm requireReal(TrialChunks trials) {
        if (trials.areSpectra() || trials.channelGrid().count() > 1) {
            throw new IllegalArgumentException(trials.areSpectra()
                    ? "Artifacts were asked for of " + trials.recording().path() + ", a spectrum. They are found in recordings, samples over time. Name the"
                            + " recording that the spectrum was made of."
                    : "Artifacts were asked for with " + trials.channelGrid().chunk() + " of " + trials.channelGrid().length() + " channels per task. Scores"
                            + " are summed over all channels. Leave out " + Setting.CHAN_PER_WORKER + ".");
        }
        ResultForm form = steps.form(trials);
        if (form.dtype().isComplex()) {
            throw new IllegalArgumentException("Artifacts were asked for of complex samples (hilbert complex). Scores are of real ones. Take the amplitude: hilbert(HilbertOutput.ABS).");
        }
        return form;
    }

    private static void requireVarying(SummedMethod.Sums sums, ChannelMoments moments, List<String> channels, TrialChunks trials) {
        int count = trials.count();
        if (sums.trials() == 0) {
            throw new IllegalArgumentException(
                    (count == 1 ? "The trial has" : "All " + count + " trials have") + " samples that are NaN or infinite in a channel that is scored, and such trials are left"
                            + " out of its mean and deviation: nothing is left. Leave the channels out, or take a window without such samples with " + Setting.LATENCY + ".");
        }
        for (int c = 0; c < channels.size(); c++) {
            if (!(moments.deviation(sums.values(), c) > 0)) {
                throw new IllegalArgumentException(
                        "The channel '" + channels.get(c) + "' does not vary over the " + sums.trials() + " trials: its standard deviation is 0, so that it has no z-values. Leave"
                                + " it out with " + Setting.ZVALUE_CHANNELS + ".");
            }
        }
    }

    /** As histories keep them. */
    Map<String, Object> options() {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("cutoff", cutoff);
        options.put("artpadding", artpadding);
        if (!steps.equals(Preprocessing.steps())) {
            options.put("steps", steps.options());
        }
        return options;
    }
}
