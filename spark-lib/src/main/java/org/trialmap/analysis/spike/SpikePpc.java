package org.trialmap.analysis.spike;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.trialmap.analysis.Analysis;
import org.trialmap.analysis.Frequencies;
import org.trialmap.analysis.ResultFile;
import org.trialmap.analysis.ResultForm;
import org.trialmap.array.DType;
import org.trialmap.array.Decimals;
import org.trialmap.array.NdArray;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.setting.Setting;
import org.trialmap.task.Fingerprint;
import org.trialmap.trial.History;
import org.trialmap.trial.SyncopyContainer;
import org.trialmap.trial.TrialChunks;
import org.trialmap.trial.TrialDefinition;
import org.trialmap.trial.discrete.SpikeData;

/**
 * Spike-triggered pairwise phase consistency (Vinck et al. 2010, ppc0): how alike the phases of a recording are around the spikes of a unit. Of each spike a window of the recording, de-meaned and
 * tapered by Hann's window, has a phase at each frequency; the result is the mean cosine between the phases of all pairs of spikes, 1 if they are all equal, 0 on average if there is no relation. The
 * result is CrossSpectralData, float64, of shape (1, freq, train, channel of the recording), and a dataset {@code spikes} (train, channel): how many there are whose window lies in their trial and
 * has no NaN. NaN where they are fewer than two. FieldTrip: {@code ft_spiketriggeredspectrum} with {@code method='fft'}, then {@code ft_spiketriggeredspectrum_stat} with {@code 'ppc0'}.
 *
 * @param fromSeconds begin of the window relative to the spike; -0.1 by default ({@code timwin})
 * @param toSeconds its end, included; 0.1 by default
 * @param frequencies which ones, of the window's bins above 0 Hz and below the Nyquist frequency
 */
public record SpikePpc(double fromSeconds, double toSeconds, Frequencies frequencies) {
    private static final String COMMAND = "spikestats";

    public SpikePpc {
        if (!(fromSeconds < toSeconds && Double.isFinite(toSeconds - fromSeconds))) {
            throw new IllegalArgumentException(
                    "The window around spikes goes from " + fromSeconds + " to " + toSeconds + " s, which is no time. Its begin comes first. Correct " + Setting.TIMWIN + ".");
        }
    }

    /** 0.1 s before and after each spike, all frequencies. */
    public static SpikePpc ppc0() {
        return new SpikePpc(-0.1, 0.1, Frequencies.ALL);
    }

    /** The window around each spike. */
    public SpikePpc timwin(double from, double to) {
        return new SpikePpc(from, to, frequencies);
    }

    public SpikePpc frequencies(Frequencies value) {
        return new SpikePpc(fromSeconds, toSeconds, value);
    }

    /** All bins from one frequency to another in Hz, both included. */
    public SpikePpc foilim(double fromHz, double toHz) {
        return frequencies(Frequencies.between(fromHz, toHz));
    }

    /** Keywords and values, as the history has them. */
    public Map<String, Object> options() {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("method", "ppc0");
        options.put("timwin", List.of(fromSeconds, toSeconds));
        options.putAll(frequencies.options());
        return options;
    }

    /** Runs on {@code spikes} and returns the result's path; errors as for {@link #analysis} and {@link org.trialmap.analysis.AnalysisRun#join}. */
    public Path run(ParallelMap pmap, SpikeData spikes, TrialChunks recording, Path out) throws IOException {
        return analysis(spikes, recording, ResultFile.at(out)).run(pmap);
    }

    /**
     * What is to be run.
     *
     * @param recording the same trials as those of the spikes, in the same order
     * @throws IllegalArgumentException if it has other trials or another samplerate, or there is no such frequency
     */
    public Analysis analysis(SpikeData spikes, TrialChunks recording, ResultFile file) {
        return analysis(spikes, recording).into(file);
    }

    SpikeAnalysis analysis(SpikeData spikes, TrialChunks recording) {
        requireSameTrials(spikes, recording);
        double hz = spikes.samplerateHz();
        int first = (int) Decimals.nearest(fromSeconds * hz);
        int length = (int) Decimals.nearest(toSeconds * hz) - first + 1;
        int[] bins = Arrays.stream(frequencies.bins(length, hz)).filter(bin -> bin > 0 && 2 * bin < length).toArray();
        if (bins.length == 0) {
            throw new IllegalArgumentException("A window of " + length + (length == 1 ? " sample" : " samples") + " around spikes has no phase at the frequencies asked for: at 0 Hz and at the"
                    + " Nyquist frequency there is none. Widen " + Setting.TIMWIN + ", or choose others with " + Setting.FOILIM + ".");
        }
        SpikeWindows windows = new SpikeWindows(first, length, bins);
        SpikeTasks tasks = SpikeTasks.of(spikes, 1);
        TrialChunks whole = recording.channelsPerTask(recording.channelNames().size());
        Fingerprint digest = new Fingerprint().add(options());
        whole.fingerprint(digest);
        PpcFunction function = new PpcFunction(COMMAND, digest.hex(), spikes, whole.block(0, whole.count(), 0), windows);
        Map<String, Object> step = new LinkedHashMap<>(options());
        step.put("recording", recording.recording().path().toString());
        double[] freq = Arrays.stream(bins).mapToDouble(bin -> Frequencies.hz(bin, length, hz)).toArray();
        PpcFinish finish = new PpcFinish(tasks, bins.length, recording.channelNames().size());
        return new SpikeAnalysis(tasks, function, finish, form(spikes, recording, freq), step, recording.recording().files());
    }

    private static void requireSameTrials(SpikeData spikes, TrialChunks recording) {
        TrialDefinition trials = spikes.trials();
        int count = recording.count();
        if (recording.recording().samplerateHz() != spikes.samplerateHz()) {
            throw other("is sampled at " + recording.recording().samplerateHz() + " Hz, and the spikes at " + spikes.samplerateHz() + " Hz", "Resample one of them.");
        }
        if (count != trials.count()) {
            throw other("has " + count + (count == 1 ? " trial" : " trials") + ", and the spikes have " + trials.count(), "Select the same ones of both with " + Setting.TRIALS + ".");
        }
        for (int k = 0; k < count; k++) {
            if (recording.samples(k) != trials.length(k) || recording.offset(k) != trials.offset(k) || recording.offsetFraction(k) != 0) {
                throw other(
                        "has " + recording.samples(k) + " samples from sample " + recording.offset(k) + " of t = 0 on in trial " + recording.trials()[k] + ", and the spikes have " + trials.length(k)
                                + " from " + trials.offset(k) + " on",
                        "Give both the same trial definition.");
            }
        }
    }

    private static IllegalArgumentException other(String what, String cure) {
        return new IllegalArgumentException("The recording " + what + ". Spikes are found in the recording by their samples, trial by trial. " + cure);
    }

    private static ResultForm form(SpikeData spikes, TrialChunks recording, double[] freq) {
        List<String> trains = spikes.trains().stream().map(SpikeData.Train::name).toList();
        SyncopyContainer.Header header = SyncopyContainer.Header.crossSpectral(spikes.samplerateHz(), Arrays.stream(freq).boxed().toList(), trains, recording.channelNames());
        return new ResultForm(header, History.NONE, DType.FLOAT64, new long[] {freq.length, trains.size()}, new long[] {1}, new double[] {0}, ResultForm.Axis.TIME, NdArray.of(new double[0], 1, 0),
                new double[0]);
    }
}
