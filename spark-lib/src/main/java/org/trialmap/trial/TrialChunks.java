package org.trialmap.trial;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.trialmap.array.ChunkGrid;
import org.trialmap.array.NdArray;
import org.trialmap.setting.Setting;
import org.trialmap.task.Fingerprint;
import org.trialmap.task.InputColumns;
import org.trialmap.task.Inputs;
import org.trialmap.task.Stacking;

/**
 * The selected trials of a recording, or the selected window of them, as tasks: one task per trial, or per trial and chunk of channels. All
 * chunks of the first trial come first, then those of the second. Results stack to (trial, channel, ...) in the order of the selection. Immutable.
 */
public final class TrialChunks implements Inputs<TrialChunk> {
    private final Recording recording;
    private final Selection selection;
    private final TrialView view;
    private final SampleSource source;
    private final String part;
    private final ChunkGrid grid;
    private final ChannelSet[] sets;
    private final long margin;

    /**
     * A selected trial that is left out.
     *
     * @param trial position in the recording, from 0
     * @param reason for example {@code it goes from 0.0 to 0.499 s}
     */
    public record Dropped(int trial, String reason) implements java.io.Serializable {}

    TrialChunks(Recording recording, Selection selection) {
        this(recording, selection, Integer.MAX_VALUE, 0);
    }

    private TrialChunks(Recording recording, Selection selection, int channelsPerTask, long margin) {
        this.margin = margin;
        this.recording = recording;
        this.selection = selection;
        this.view = recording.view(selection);
        this.source = view.source();
        this.part = selection.latency().map(window -> ", " + window).orElse("");
        int channels = view.channels().length;
        this.grid = new ChunkGrid(channels, Math.min(channelsPerTask, channels));
        this.sets = IntStream.range(0, grid.count()).mapToObj(this::set).toArray(ChannelSet[]::new);
    }

    private ChannelSet set(int chunk) {
        int from = Math.toIntExact(grid.start(chunk));
        return ChannelSet.of(Arrays.copyOfRange(view.channels(), from, from + Math.toIntExact(grid.size(chunk))), recording.channelNames());
    }

    /**
     * The same trials and channels with at most {@code channels} channels per task; the last task of a trial has fewer if they do not divide.
     *
     * @throws IllegalArgumentException if {@code channels} is less than 1
     */
    public TrialChunks channelsPerTask(int channels) {
        if (channels < 1) {
            throw new IllegalArgumentException("A task cannot have " + channels + " channels. Every task works on at least one channel."
                    + " Correct " + Setting.CHAN_PER_WORKER + ", or leave it out to have all channels in one task.");
        }
        return new TrialChunks(recording, selection, channels, margin);
    }

    /**
     * The same windows with so many samples to be read on both sides, where there are.
     *
     * @hidden
     */
    public TrialChunks margin(long samples) {
        return new TrialChunks(recording, selection, Math.toIntExact(grid.chunk()), samples);
    }

    /**
     * What they are, if the trials are windows of a long recording.
     *
     * @hidden
     */
    public Optional<SelectedWindows> windows() {
        return recording.windows().map(windows -> new SelectedWindows(windows, view, margin));
    }

    /**
     * Number of samples that a task reads for the {@code k}-th selected trial: its own, and the margins of a window.
     *
     * @hidden
     */
    public long samplesRead(int k) {
        return samples(k) + before(k) + after(k);
    }

    private long before(int k) {
        return margin == 0 ? 0 : recording.windows().orElseThrow().before(view.positions()[k], view.trials().start(k), margin);
    }

    private long after(int k) {
        return margin == 0 ? 0 : recording.windows().orElseThrow().after(view.positions()[k], view.trials().stop(k), margin);
    }

    /**
     * The same channels of the same recording cut into other trials, which count from 0.
     *
     * @param trials in samples of the recording
     * @param leftOut what has no trial there; see {@link Recording#withoutTrial}
     * @hidden
     */
    public TrialChunks cut(TrialDefinition trials, List<Dropped> leftOut) {
        return new TrialChunks(recording.cut(trials, leftOut), Selection.all().channels(view.channels()), Math.toIntExact(grid.chunk()), 0);
    }

    /**
     * The selected trials, within the window of time if there is one, in samples of the recording.
     *
     * @hidden
     */
    public TrialDefinition definition() {
        return view.trials();
    }

    /** The selected trials that are left out because they do not cover the latency window, in the selection's order; empty without a window. */
    public List<Dropped> dropped() {
        return view.dropped();
    }

    /** Number of the selected trials. */
    public int count() {
        return view.positions().length;
    }

    /** Positions of the trials in the recording, in the selection's order; a copy. */
    public int[] trials() {
        return view.positions().clone();
    }

    /** Names of the selected tapers of a spectrum; empty for a recording. */
    public List<String> taper() {
        return view.taper();
    }

    /** The selected frequencies of a spectrum in Hz, a copy; empty for a recording. */
    public double[] freq() {
        return view.freq();
    }

    /** Whether these are trials of a spectrum: (time, taper, freq, channel); else of a recording: samples x channels. */
    public boolean areSpectra() {
        return recording.isSpectrum();
    }

    /** Numbers of one channel in one sample: tapers x frequencies of a spectrum, else 1. */
    public long perSample() {
        return view.perRow();
    }

    /** Number of samples of the {@code k}-th selected trial. */
    public long samples(int k) {
        return view.trials().length(k);
    }

    /** Position of the first sample of the {@code k}-th selected trial relative to t = 0, in samples. */
    public long offset(int k) {
        return view.trials().offset(k);
    }

    /** By which part of a sample the first one of the {@code k}-th selected trial lies after {@link #offset}: see {@link TrialDefinition#offsetFraction}. */
    public double offsetFraction(int k) {
        return view.trials().offsetFraction(k);
    }

    /** Seconds of the samples of each trial relative to t = 0, where a spectrum says them since they were chosen; else empty. */
    public double[] toi() {
        return view.stack().toi().length == 0 ? new double[0] : view.time(0);
    }

    /** The free columns of the selected trials: shape (trial, column), in the file's dtype. */
    public NdArray trialInfo() {
        return view.trials().info();
    }

    /**
     * What names the free columns of the selected trials in a result: {@code trialinfo_column}, their names, and {@code trialinfo}, their texts: (trial, column). Empty
     * if the columns have no names.
     *
     * @hidden
     */
    public Map<String, NdArray> trialTexts() {
        TrialDefinition results = recording.windows().filter(WindowTrials.Windows::joined).map(WindowTrials.Windows::parts).orElse(view.trials());
        return results.namedColumns().map(TrialColumns::datasets).orElse(Map.of());
    }

    /** Names of the selected channels, in the selection's order. */
    public List<String> channelNames() {
        return view.channel();
    }

    /** How the selected channels are cut into tasks. */
    public ChunkGrid channelGrid() {
        return grid;
    }

    /**
     * Several trials as one input.
     *
     * @param from position of the first trial in the selection
     * @param to   of the one after the last
     * @param chunk number of the chunk of channels
     */
    public TrialBlock block(int from, int to, int chunk) {
        return new TrialBlock(from, source, IntStream.range(from, to).mapToObj(k -> cut(k, chunk)).toArray(TrialChunk.Cut[]::new));
    }

    private TrialChunk.Cut cut(int k, int chunk) {
        TrialChunk.Cut cut = view.cut(k, sets[chunk], part, before(k), after(k));
        return recording.windows().filter(WindowTrials.Windows::joined).map(windows -> cut.named(windows.part()[view.positions()[k]], ", " + extent(k))).orElse(cut);
    }

    private String extent(int k) {
        return view.trials().offset(k) / recording.samplerateHz() + " to " + (view.trials().offset(k) + samples(k) - 1) / recording.samplerateHz() + " s";
    }

    /** The window of time in seconds, from and to; empty for whole trials. */
    public Optional<List<Double>> latencySeconds() {
        return selection.latency().map(window -> List.of(window.from(), window.to()));
    }

    /** What was selected. */
    public Selection selection() {
        return selection;
    }

    /** The recording that the tasks read. */
    public Recording recording() {
        return recording;
    }

    @Override
    public int size() {
        return Math.multiplyExact(count(), grid.count());
    }

    /** Describes what task {@code index} works on; nothing is read. */
    @Override
    public TrialChunk get(int index) {
        return new TrialChunk(source, cut(index / sets.length, index % sets.length));
    }

    /** For example {@code trial 18, 0.1 to 0.5 s, channels 8..15}: positions in the file, from 0. */
    @Override
    public String label(int index) {
        return get(index).toString();
    }

    /** @hidden */
    @Override
    public long bytesRead(int index) {
        return bytesRead(index / sets.length, index % sets.length);
    }

    /**
     * Of one trial and chunk of channels.
     *
     * @hidden
     */
    public long bytesRead(int k, int chunk) {
        return samplesRead(k) * perSample() * grid.size(chunk) * recording.dtype().bytes();
    }

    /** @hidden */
    @Override
    public Map<String, String> planWords() {
        return planWords(1);
    }

    /**
     * The trials, and how they are cut.
     *
     * @param perTask trials of each task at most
     * @hidden
     */
    public Map<String, String> planWords(int perTask) {
        int count = count();
        String cut = sets.length == 1 ? grid.length() + (grid.length() == 1 ? " channel" : " channels") : grid.length() + " channels in " + sets.length + " chunks of up to " + grid.chunk();
        return Map.of("chunks", count + (count == 1 ? " trial" : " trials") + (perTask > 1 ? ", up to " + perTask + " in a task" : "") + "; " + cut);
    }

    /** Dataset (trial, channel, ...), where a result's first axis is the task's channels. */
    @Override
    public Stacking stacking() {
        return Stacking.trialsByChannels(count(), grid);
    }

    /**
     * Adds the recording's own identity (see {@link Recording#fingerprint}), the trials (without dropped ones) and channels, how they are cut into
     * tasks, and the latency if there is one.
     */
    @Override
    public void fingerprint(Fingerprint fingerprint) {
        recording.fingerprint(fingerprint);
        fingerprint.add(view.positions()).add(view.channels()).add(grid.chunk());
        if (areSpectra()) {
            fingerprint.add(view.tapers()).add(view.freqs());
        }
        selection.latency().ifPresent(window -> fingerprint.add("latency").add(window.from()).add(window.to()));
        recording.windows().ifPresent(windows -> windows.fingerprint(fingerprint.add(margin)));
    }

    /**
     * {@code channel}: names, {@code samplerate}: Hz, {@code trial}: positions in the file, int32; all in the order of the stacked dataset. With a
     * latency also {@code latency}: its ends in seconds.
     */
    @Override
    public Map<String, NdArray> attributes() {
        Map<String, NdArray> attributes = new LinkedHashMap<>();
        String[] names = channelNames().toArray(String[]::new);
        attributes.put("channel", NdArray.of(names, names.length));
        attributes.put("samplerate", NdArray.from(recording.samplerateHz()));
        attributes.put("trial", NdArray.of(trials(), count()));
        selection.latency().ifPresent(window -> attributes.put("latency", NdArray.of(new double[] {window.from(), window.to()}, 2)));
        return attributes;
    }

    /**
     * {@code trial}: its position in the file, {@code channels}: the name of the task's only one, or of its first and last one.
     *
     * @hidden
     */
    @Override
    public InputColumns named() {
        int tasks = size();
        if (tasks > InputColumns.MOST) {
            return InputColumns.NONE;
        }
        List<String> names = channelNames();
        String[] shown = IntStream.range(0, grid.count()).mapToObj(chunk -> shown(names, Math.toIntExact(grid.start(chunk)), Math.toIntExact(grid.size(chunk)))).toArray(String[]::new);
        NdArray trial = NdArray.of(IntStream.range(0, tasks).map(task -> view.positions()[task / shown.length]).toArray(), tasks);
        NdArray channel = NdArray.of(IntStream.range(0, tasks).mapToObj(task -> shown[task % shown.length]).toArray(String[]::new), tasks);
        return new InputColumns(List.of(tasks), List.of(new InputColumns.Column("trial", 0, trial), new InputColumns.Column("channels", 0, channel)));
    }

    private static String shown(List<String> names, int from, int count) {
        return count == 1 ? names.get(from) : names.get(from) + ".." + names.get(from + count - 1);
    }

    @Override
    public String toString() {
        return recording + ": " + selection + ", " + size() + " tasks of up to " + grid.chunk() + " channels";
    }
}
