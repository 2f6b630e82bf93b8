package org.trialmap.analysis.spike;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.trialmap.analysis.Analysis;
import org.trialmap.analysis.ResultFile;
import org.trialmap.analysis.ResultForm;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.setting.Setting;
import org.trialmap.spike.Binning;
import org.trialmap.spike.Bins;
import org.trialmap.spike.TimeWindow;
import org.trialmap.task.Fingerprint;
import org.trialmap.trial.History;
import org.trialmap.trial.Selection;
import org.trialmap.trial.SyncopyClass;
import org.trialmap.trial.SyncopyContainer;
import org.trialmap.trial.discrete.SpikeData;

/**
 * Peristimulus time histogram, Syncopy's {@code spike_psth}: how many spikes each unit of each channel has in bins of time around t = 0. The result is TimeLockData, float64: a row for
 * each bin of each trial, at the bin's middle, and the datasets {@code avg} and {@code var} (divided by n) over the trials, bin x channel; a channel of it is a unit in a channel. Bins
 * that a trial does not cover as a whole are NaN in it, and {@code avg} and {@code var} leave them out.
 *
 * @param binsize how the window is cut into bins
 * @param output what is said of a bin
 * @param latency the window
 * @param vartriallen true: all trials are used as far as they go; false: only those that cover the window
 * @param keeptrials false: the result has one trial, the average
 */
public record SpikePsth(Binning binsize, Output output, TimeWindow latency, boolean vartriallen, boolean keeptrials) {
    private static final String COMMAND = "spike_psth";

    /** What a bin has of a trial. */
    public enum Output {
        /** Spikes per second. */
        RATE,
        /** Spikes. */
        SPIKECOUNT,
        /** The share that the bin has of the trial's spikes in all bins that it covers: they add up to 1, or are all 0 if there are none. */
        PROPORTION
    }

    /** Syncopy's defaults: Rice's rule, rates, the longest period, all trials, each kept. */
    public static SpikePsth rates() {
        return new SpikePsth(Binning.rice(), Output.RATE, TimeWindow.of(TimeWindow.Period.MAXPERIOD), true, true);
    }

    public SpikePsth binsize(Binning value) {
        return new SpikePsth(value, output, latency, vartriallen, keeptrials);
    }

    public SpikePsth output(Output value) {
        return new SpikePsth(binsize, value, latency, vartriallen, keeptrials);
    }

    public SpikePsth latency(TimeWindow value) {
        return new SpikePsth(binsize, output, value, vartriallen, keeptrials);
    }

    public SpikePsth vartriallen(boolean value) {
        return new SpikePsth(binsize, output, latency, value, keeptrials);
    }

    public SpikePsth keeptrials(boolean value) {
        return new SpikePsth(binsize, output, latency, vartriallen, value);
    }

    /** Keywords and values, as the history has them. */
    public Map<String, Object> options() {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("binsize", binsize.toString());
        options.put("output", output.name().toLowerCase(Locale.ROOT));
        options.put("latency", latency.toString());
        options.put("vartriallen", vartriallen);
        options.put("keeptrials", keeptrials);
        return options;
    }

    /** Positions, among the trials of {@code spikes}, of those that are left out since they do not cover the window; none with {@link #vartriallen}. */
    public int[] leftOut(SpikeData spikes) {
        int[] used = used(spikes);
        return IntStream.range(0, spikes.trials().count()).filter(k -> Arrays.binarySearch(used, k) < 0).toArray();
    }

    private int[] used(SpikeData spikes) {
        TrialTimes times = TrialTimes.of(spikes);
        double[] window = latency.among(times.begins(), times.ends());
        return vartriallen ? IntStream.range(0, times.begins().length).toArray() : TimeWindow.covering(window, times.begins(), times.ends());
    }

    /** Runs on {@code spikes} and returns the result's path; errors as for {@link #analysis} and {@link org.trialmap.analysis.AnalysisRun#join}. */
    public Path run(ParallelMap pmap, SpikeData spikes, Path out) throws IOException {
        return analysis(spikes, ResultFile.at(out)).run(pmap);
    }

    /**
     * What is to be run.
     *
     * @throws IllegalArgumentException if the options do not fit these spikes: no trial in the window, or none that covers it, or a bin longer than the window
     */
    public Analysis analysis(SpikeData spikes, ResultFile file) {
        TrialTimes times = TrialTimes.of(spikes);
        double[] window = latency.among(times.begins(), times.ends());
        int[] used = used(spikes);
        if (used.length == 0) {
            throw new IllegalArgumentException(
                    "No trial covers the window from " + window[0] + " to " + window[1] + " s, and only those that do were asked for (vartriallen false). There would be nothing"
                            + " to count. Use all trials (" + Setting.VARTRIALLEN + "), or a shorter " + Setting.SPIKE_LATENCY + ", such as minperiod.");
        }
        SpikeData chosen = spikes.select(Selection.all().trials(used));
        double samples = IntStream.range(0, used.length).mapToLong(chosen.trials()::length).average().orElseThrow();
        Bins bins = binsize.bins(samples, window[0], window[1]);
        PsthKernel kernel = new PsthKernel(bins, output, TrialTimes.of(chosen), chosen.samplerateHz());
        SpikeTasks tasks = SpikeTasks.of(chosen, bins.count());
        SpikeFunction function = new SpikeFunction(COMMAND, new Fingerprint().add(options()).add(bins.edges()).hex(), chosen, kernel);
        Map<String, Object> step = new LinkedHashMap<>(options());
        step.put("bins", List.of(bins.start(), bins.width(), bins.count()));
        step.put("numDiscard", spikes.trials().count() - used.length);
        return new SpikeAnalysis(tasks, function, new PsthFinish(tasks, bins.count(), keeptrials), form(chosen, bins), step).into(file);
    }

    private ResultForm form(SpikeData spikes, Bins bins) {
        List<String> names = spikes.trains().stream().map(SpikeData.Train::name).toList();
        SyncopyContainer.Header header = new SyncopyContainer.Header(SyncopyClass.TIME_LOCK, SyncopyClass.TIME_LOCK.dimord(), OptionalDouble.of(1 / bins.width()), Map.of("channel", names), List.of(),
                "",
                "", Map.of(), Map.of());
        int trials = keeptrials ? spikes.trials().count() : 1;
        long[] rows = new long[trials];
        Arrays.fill(rows, bins.count());
        double[] offsets = new double[trials];
        Arrays.fill(offsets, bins.start() / bins.width() + 0.5); // rows are at the middle of bins
        NdArray info = keeptrials ? spikes.trials().info() : NdArray.of(new double[0], 1, 0);
        return new ResultForm(header, History.NONE, DType.FLOAT64, new long[0], rows, offsets, ResultForm.Axis.TIME, info, new double[0]);
    }
}
