package org.trialmap.trial;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.array.Shape;
import org.trialmap.files.InputPath;

/**
 * Trials of time x channel in a Syncopy container (AnalogData, TimeLockData) or a plain HDF5 file: recordings, and what was computed as such. Opening reads what describes the
 * data, {@link #trial} the values. Unlike a {@link Recording}, which is what tasks work on, the numbers may be complex. Immutable; safe for use by
 * several threads; serialized as a description, without the data.
 */
public final class AnalogData implements Serializable {
    private static final long serialVersionUID = 1;

    private final TrialView view;

    private AnalogData(TrialView view) {
        this.view = view;
    }

    static AnalogData of(TrialStack stack) {
        return new AnalogData(TrialView.all(stack));
    }

    /** Opens data that say their samplerate. Errors as for {@link #open(Path, RecordingOptions)}. */
    public static AnalogData open(Path file) throws IOException {
        return open(file, RecordingOptions.DEFAULT);
    }

    /**
     * Opens a Syncopy container (its folder {@code x.spy}, also without the extension, or the file {@code x.analog} in it) or a plain HDF5 file; what
     * is found where is as for {@link Recording#open(Path, RecordingOptions)}.
     *
     * @throws IOException if a file cannot be read: missing, truncated, of another format
     * @throws IllegalArgumentException if it is not such a file or contradicts the options; the text names the place and the cure
     */
    public static AnalogData open(Path file, RecordingOptions options) throws IOException {
        return new AnalogData(TrialView.all(Recording.open(file, options, DataKind.ANALOG)));
    }

    /** The HDF5 file, absolute. */
    public Path path() {
        return InputPath.of(view.stack().source().path());
    }

    /** Path of the values inside the file. */
    public String dataset() {
        return view.stack().source().dataset();
    }

    /** Type of the values as {@link #trial} gives them: integers, floats or complex numbers. */
    public DType dtype() {
        return view.stack().source().dtype();
    }

    /** Names of the channels, in the order of {@link #trial}'s last axis. */
    public List<String> channel() {
        return view.channel();
    }

    /** Unit of the values, as the file has it, for example {@code V} or {@code V^2}; empty if it says none, or with {@code raw}. */
    public Optional<String> unit() {
        return view.stack().source().scaling().unitName();
    }

    /** Samples per second. */
    public double samplerateHz() {
        return view.stack().source().samplerateHz();
    }

    /** The trials: begin and end in samples of the file, offsets in samples relative to t = 0, free columns. */
    public TrialDefinition trials() {
        return view.trials();
    }

    /** Positions of the trials among all that the file has, from 0, in the order of {@link #trial}; a copy. */
    public int[] trialPositions() {
        return view.positions().clone();
    }

    /** Seconds of the samples of trial {@code k}, from 0, relative to t = 0: (offset + i) / samplerate. */
    public double[] time(int k) {
        return view.time(k);
    }

    /**
     * Reads trial {@code k}, from 0: shape (time, channel).
     *
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if it has more values than one array holds; take parts with {@link #select}
     * @throws IllegalStateException if the file is no longer the one that was opened
     */
    public NdArray trial(int k) throws IOException {
        return view.read(k);
    }

    /**
     * A part of these data; nothing is read. Positions count within these data, and trials that do not cover a latency window are left out, see
     * {@link Selection#latency}.
     *
     * @throws IllegalArgumentException if something is selected that is not there, frequencies and tapers included
     */
    public AnalogData select(Selection selection) {
        return new AnalogData(view.select(selection));
    }

    /** The trials that the last {@link #select} left out because they do not cover its latency window, by position in what it selected from. */
    public List<TrialChunks.Dropped> dropped() {
        return view.dropped();
    }

    /**
     * Names of the datasets that an analysis has put beside the data, such as {@code avg}, {@code var} and {@code cov} of time-locked averages; none in files of other formats than HDF5.
     *
     * @throws IOException if the file cannot be read
     */
    public List<String> further() throws IOException {
        return view.further();
    }

    /**
     * Reads one of them, as it lies in the file: whatever trials and channels are selected.
     *
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if there is none of that name; says which there are
     */
    public NdArray further(String name) throws IOException {
        return view.further(name);
    }

    /** The steps by which the data came about, as the file says; no steps if it says nothing. */
    public History history() {
        return view.stack().history();
    }

    /** What identifies the data as a whole, whatever is selected; see {@link Recording#identity}. */
    public History.Input identity() {
        return view.stack().identity();
    }

    /** For example {@code /data in x.analog: float32 (38400, 15), 1000.0 Hz, 51 trials, 15 channels}: the shape is that of the file. */
    @Override
    public String toString() {
        SampleSource source = view.stack().source();
        int channels = view.channels().length;
        return dataset() + " in " + path().getFileName() + ": " + dtype() + " " + Shape.format(source.shape()) + ", " + samplerateHz() + " Hz, "
                + trials() + ", " + channels + (channels == 1 ? " channel" : " channels");
    }
}
