package org.trialmap.analysis.spike;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.trialmap.analysis.Analysis;
import org.trialmap.analysis.ResultFile;
import org.trialmap.analysis.ResultForm;
import org.trialmap.array.DType;
import org.trialmap.array.Decimals;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.setting.Setting;
import org.trialmap.spike.TimeWindow;
import org.trialmap.task.Fingerprint;
import org.trialmap.trial.History;
import org.trialmap.trial.SyncopyContainer;
import org.trialmap.trial.TrialDefinition;
import org.trialmap.trial.discrete.SpikeData;

/**
 * Numbers of the spikes of each unit in each channel, with Elephant's names. The result is AnalogData, float64, with a row for each trial: spikes per second in that part of the window that
 * the trial covers; NaN, if it covers none. Its datasets are of all trials together, one number for each channel of the result: {@code spikes}, how many; {@code mean_firing_rate},
 * spikes per second; {@code isi_mean}, the mean interval between spikes of the same trial in seconds, and {@code cv}, its coefficient of variation, both NaN without intervals; and, where
 * the trials cover equally much of the window, {@code fanofactor}, variance by mean (both of n trials) of the number of spikes, NaN without spikes.
 *
 * @param latency the window; its end is excluded
 */
public record SpikeStats(TimeWindow latency) {
    private static final String COMMAND = "spikestats";

    /** Of whole trials. */
    public static SpikeStats whole() {
        return new SpikeStats(TimeWindow.of(TimeWindow.Period.MAXPERIOD));
    }

    /** Keywords and values, as the history has them. */
    public Map<String, Object> options() {
        return Map.of("latency", latency.toString());
    }

    /** Runs on {@code spikes} and returns the result's path; errors as for {@link #analysis} and {@link org.trialmap.analysis.AnalysisRun#join}. */
    public Path run(ParallelMap pmap, SpikeData spikes, Path out) throws IOException {
        return analysis(spikes, ResultFile.at(out)).run(pmap);
    }

    /**
     * What is to be run.
     *
     * @throws IllegalArgumentException if no trial is in the window
     */
    public Analysis analysis(SpikeData spikes, ResultFile file) {
        double[] window = window(spikes);
        SpikeTasks tasks = SpikeTasks.of(spikes, StatsKernel.ROWS);
        StatsKernel kernel = new StatsKernel(window[0], window[1], spikes.samplerateHz());
        SpikeFunction function = new SpikeFunction(COMMAND, new Fingerprint().add(options()).add(window).hex(), spikes, kernel);
        Map<String, Object> step = new LinkedHashMap<>(options());
        step.put("window", List.of(window[0], window[1]));
        return new SpikeAnalysis(tasks, function, new StatsFinish(tasks, seconds(spikes), withoutFanofactor(spikes).isEmpty()), form(spikes), step).into(file);
    }

    /** Why there is no Fano factor of these spikes; empty: there is one. */
    public Optional<String> withoutFanofactor(SpikeData spikes) {
        double[] covered = Arrays.stream(seconds(spikes)).filter(seconds -> seconds > 0).toArray();
        double shortest = Arrays.stream(covered).min().orElseThrow();
        double longest = Arrays.stream(covered).max().orElseThrow();
        return Decimals.isAtMost(longest, shortest) ? Optional.empty()
                : Optional.of("There is no fanofactor: it compares numbers of spikes in equal times, and the trials cover " + shown(shortest) + " to " + shown(longest)
                        + " s of the window. Take a window that all of them cover, as with " + Setting.LATENCY_MINPERIOD + ".");
    }

    /** Without what rounding adds. */
    private static double shown(double seconds) {
        return Math.rint(seconds * 1e9) / 1e9;
    }

    private double[] window(SpikeData spikes) {
        TrialTimes times = TrialTimes.of(spikes);
        return latency.among(times.begins(), times.ends());
    }

    private double[] seconds(SpikeData spikes) {
        TrialTimes times = TrialTimes.of(spikes);
        double[] window = window(spikes);
        return IntStream.range(0, spikes.trials().count()).mapToDouble(k -> Math.max(0, Math.min(window[1], times.ends()[k]) - Math.max(window[0], times.begins()[k]))).toArray();
    }

    private static ResultForm form(SpikeData spikes) {
        TrialDefinition trials = spikes.trials();
        long[] rows = new long[trials.count()];
        Arrays.fill(rows, 1);
        double[] offsets = IntStream.range(0, rows.length).mapToDouble(trials::offset).toArray();
        List<String> names = spikes.trains().stream().map(SpikeData.Train::name).toList();
        return new ResultForm(SyncopyContainer.Header.analog(spikes.samplerateHz(), names), History.NONE, DType.FLOAT64, new long[0], rows, offsets, ResultForm.Axis.TRIAL, trials.info(),
                new double[0]);
    }
}
