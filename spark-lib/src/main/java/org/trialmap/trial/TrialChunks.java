package org.trialmap.trial;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.trialmap.array.ChunkGrid;
import org.trialmap.array.NdArray;
import org.trialmap.task.Fingerprint;
import org.trialmap.task.Inputs;
import org.trialmap.task.Stacking;

/**
 * The selected trials of a recording as tasks: one task per trial, or per trial and chunk of channels. All chunks of the first trial come
 * first, then those of the second. Results stack to (trial, channel, ...) in the order of the selection. Immutable.
 */
public final class TrialChunks implements Inputs<TrialChunk> {
    private final Recording recording;
    private final Selection selection;
    private final int[] trials;
    private final int[] channels;
    private final ChunkGrid grid;

    TrialChunks(Recording recording, Selection selection) {
        this(recording, selection, Integer.MAX_VALUE);
    }

    private TrialChunks(Recording recording, Selection selection, int channelsPerTask) {
        this.recording = recording;
        this.selection = selection;
        this.trials = selection.resolveTrials(recording.trials().count());
        this.channels = selection.resolveChannels(recording.channelNames());
        this.grid = new ChunkGrid(channels.length, Math.min(channelsPerTask, channels.length));
    }

    /**
     * The same trials and channels with at most {@code channels} channels per task; the last task of a trial has fewer if they do not divide.
     *
     * @throws IllegalArgumentException if {@code channels} is less than 1
     */
    public TrialChunks channelsPerTask(int channels) {
        if (channels < 1) {
            throw new IllegalArgumentException("A task cannot have " + channels + " channels. Every task works on at least one channel."
                    + " Correct --chan-per-worker N (channelsPerTask(...)), or leave it out to have all channels in one task.");
        }
        return new TrialChunks(recording, selection, channels);
    }

    /** The recording that the tasks read. */
    public Recording recording() {
        return recording;
    }

    @Override
    public int size() {
        return Math.multiplyExact(trials.length, grid.count());
    }

    /** Describes what task {@code index} works on; nothing is read. */
    @Override
    public TrialChunk get(int index) {
        int chunk = index % grid.count();
        int from = Math.toIntExact(grid.start(chunk));
        int[] own = Arrays.copyOfRange(channels, from, from + Math.toIntExact(grid.size(chunk)));
        return recording.chunk(trials[index / grid.count()], own);
    }

    /** For example {@code trial 18, channels 8..15}: positions in the file, from 0. */
    @Override
    public String label(int index) {
        return get(index).toString();
    }

    /** Dataset (trial, channel, ...), where a result's first axis is the task's channels. */
    @Override
    public Stacking stacking() {
        return Stacking.trialsByChannels(trials.length, grid);
    }

    /** Adds the recording's own identity (see {@link Recording#fingerprint}), the selected trials and channels, and how they are cut into tasks. */
    @Override
    public void fingerprint(Fingerprint fingerprint) {
        recording.fingerprint(fingerprint);
        fingerprint.add(trials).add(channels).add(grid.chunk());
    }

    /** {@code channel}: names, {@code samplerate}: Hz, {@code trial}: positions in the file, int32; all in the order of the stacked dataset. */
    @Override
    public Map<String, NdArray> attributes() {
        Map<String, NdArray> attributes = new LinkedHashMap<>();
        String[] names = Arrays.stream(channels).mapToObj(recording.channelNames()::get).toArray(String[]::new);
        attributes.put("channel", NdArray.of(names, names.length));
        attributes.put("samplerate", NdArray.from(recording.samplerateHz()));
        attributes.put("trial", NdArray.of(trials.clone(), trials.length));
        return attributes;
    }

    @Override
    public String toString() {
        return recording + ": " + selection + ", " + size() + " tasks of up to " + grid.chunk() + " channels";
    }
}
