package org.trialmap.trial;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.trialmap.array.DType;
import org.trialmap.array.Shape;
import org.trialmap.files.InputPath;
import org.trialmap.setting.Setting;
import org.trialmap.task.Fingerprint;
import org.trialmap.trial.format.ForeignRecording;
import org.trialmap.trial.format.Formats;

/**
 * A recording in an HDF5 file, a Syncopy container or a file of another format: samples x channels, cut into trials. Opening reads what describes the data; the samples
 * themselves are read by
 * the tasks. Immutable; safe for use by several threads; travels to other processes as a description. Layouts and errors: docs/recordings.md.
 */
public final class Recording implements Serializable {
    private static final long serialVersionUID = 1;

    private final TrialStack stack;
    private final List<TrialChunks.Dropped> withoutTrial;
    private final Map<String, Object> origin;
    /** Null if the trials are none. */
    private final WindowTrials.Windows windows;

    Recording(TrialStack stack) {
        this(stack, List.of(), Map.of(), null);
    }

    private Recording(TrialStack stack, List<TrialChunks.Dropped> withoutTrial, Map<String, Object> origin, WindowTrials.Windows windows) {
        this.stack = stack;
        this.withoutTrial = withoutTrial;
        this.origin = origin;
        this.windows = windows;
    }

    /** Opens dataset {@code /data} of a file that says its samplerate. Errors as for {@link #open(Path, RecordingOptions)}. */
    public static Recording open(Path file) throws IOException {
        return open(file, RecordingOptions.DEFAULT);
    }

    /**
     * Opens a recording: a dataset (sample, channel), (trial, sample, channel) or (sample,), which is one channel; integers or floats.
     *
     * <p>The samplerate (attribute {@code samplerate}, Hz) is taken from the dataset, else from the nearest group above it. Channel names
     * (dataset {@code channel}, else an attribute of that name) and the trial definition (dataset {@code trialdefinition}: first sample, sample after the
     * last, offset, free columns) are taken from the nearest group that has them. Without names the channels are {@code channel1},
     * {@code channel2}, ...; without a trial definition all samples are one trial, or each row of a (trial, sample, channel) dataset is one.
     *
     * <p>Where the file says how its numbers become values (attributes {@code scale_factor} and {@code add_offset} of the dataset, or NWB's
     * {@code conversion} and {@code offset} and the dataset {@code channel_conversion}), the values are given: float32 for integers of up to 16 bits
     * and float32, else float64. With {@link RecordingOptions#raw} the numbers are.
     *
     * <p>Or a Syncopy container: a folder {@code x.spy} that holds one recording (the extension may be left out), or the file {@code x.analog} in it.
     * Its header {@code x.analog.info} says samplerate and channels and must agree with the data's shape; the checksum is compared by
     * {@link SyncopyContainer#verify} only, as that reads the whole file.
     *
     * <p>Or a file that another program wrote, recognised by its content: EDF, EDF+, BDF, BrainVision (its header {@code .vhdr}), a stream of Open Ephys or SpikeGLX, EEGLAB's {@code .set}, FieldTrip's raw
     * {@code .mat}, or an array of NumPy. Its values are given in the unit that it says, as above; it
     * has one trial, or one for each part between gaps.
     *
     * @throws IOException if the file cannot be read: missing, truncated, no HDF5, a type without lossless counterpart (uint64, compound)
     * @throws IllegalArgumentException if the file is no such recording or contradicts the options; the text names the place and the cure
     */
    public static Recording open(Path file, RecordingOptions options) throws IOException {
        return new Recording(open(file, options, DataKind.RECORDING));
    }

    static TrialStack open(Path file, RecordingOptions options, DataKind wanted) throws IOException {
        Path path = InputPath.of(file).toAbsolutePath().normalize();
        if (SyncopyReader.handles(path)) {
            if (options.flat().isPresent()) {
                throw new IllegalArgumentException(path + " is a Syncopy container, which says itself what its samples are. Leave out " + Setting.FLAT + ".");
            }
            return SyncopyReader.open(path, options, wanted);
        }
        Optional<TrialStack> foreign = ForeignReader.open(path, options, wanted);
        return foreign.isPresent() ? foreign.get() : RecordingReader.open(path, options, wanted);
    }

    /**
     * Whether a file is a recording of another format than HDF5, by its content: EDF, EDF+, BDF, BrainVision, Open Ephys, SpikeGLX, EEGLAB, FieldTrip, NumPy. Not whether it can be opened.
     *
     * @throws IOException if the file cannot be read
     */
    public static boolean isForeign(Path file) throws IOException {
        return Formats.recognise(InputPath.of(file).toAbsolutePath().normalize());
    }

    /**
     * What of the file is not among the channels, for example signals of other rates; empty for HDF5.
     *
     * @throws IOException if the file cannot be read
     */
    public List<String> leftOut() throws IOException {
        return ForeignReader.again(stack.source()).map(ForeignRecording::leftOut).orElse(List.of());
    }

    /** The file, absolute. */
    public Path path() {
        return InputPath.of(stack.source().path());
    }

    /** Absolute path of the samples' dataset inside the file; the name of the format, as {@code EDF+}, if it is not HDF5. */
    public String dataset() {
        return stack.source().dataset();
    }

    /** Type of the samples as they are given: the file's, or, where it says how its numbers are scaled, float32 or float64. */
    public DType dtype() {
        return stack.source().dtype();
    }

    /** Shape of the samples' dataset; a copy. */
    public long[] shape() {
        return stack.source().shape().clone();
    }

    /** Samples per second. */
    public double samplerateHz() {
        return stack.source().samplerateHz();
    }

    /** Unit of the samples as they are given, as the file has it, for example {@code V}; empty if it says none, or with {@code raw}. */
    public Optional<String> unit() {
        return stack.source().scaling().unitName();
    }

    /** Whether the samples as they are given are not the numbers that the file holds, but these times a factor, or plus an offset, that it names. */
    public boolean isScaled() {
        return stack.source().scaling().scales();
    }

    /** One name per channel, in the file's order. */
    public List<String> channelNames() {
        return stack.channel();
    }

    /**
     * The events that the file itself holds: EDF's annotations and trigger channel, BrainVision's markers, Open Ephys's and SpikeGLX's digital lines, EEGLAB's events, the table of trials of NWB; none of other formats.
     *
     * @throws IOException if the file cannot be read
     */
    public List<Event> events() throws IOException {
        return ForeignReader.events(stack, Optional.empty());
    }

    /**
     * Events of this recording from another file: a table whose first line names the columns (tabs or commas between them; BIDS's {@code events.tsv}), BrainVision's
     * markers ({@code .vmrk}), or annotations in EDF+. A table has {@code onset} (seconds from the recording's begin) or {@code sample} (from 0), may have {@code duration},
     * and says what happened in {@code trial_type}, {@code event}, {@code value}, {@code stim}, {@code stimulus}, {@code condition} or {@code type}: the first of these that it has.
     *
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if it is none of these, or a line of it is damaged; the text names file and line
     */
    public List<Event> events(Path file) throws IOException {
        return ForeignReader.events(stack, Optional.of(InputPath.of(file).toAbsolutePath().normalize()));
    }

    /**
     * This recording with one trial around each event: from {@code round(preSeconds * samplerate)} samples before it to the last of {@code round(postSeconds *
     * samplerate)} samples from it on, as FieldTrip's trialdef; t = 0 is the event. Each trial must lie in one of this recording's trials: nothing is padded, and no trial goes over a
     * gap; {@link #withoutTrial} says which events have none for that. The trials' free columns are {@code event} and the events' other columns, as numbers: see
     * {@link TrialDefinition#columnNames}.
     *
     * @param events of this recording, see {@link #events()}
     * @param values of the events to take, in any order; blanks in them do not matter where the rest tells them apart. Empty: all events
     * @param preSeconds before the event; negative: the trial begins after it
     * @throws IllegalArgumentException if there is no event of some value (the text lists all with their counts), or none has a trial
     */
    public Recording around(List<Event> events, List<String> values, double preSeconds, double postSeconds) {
        requireContinuous("Trials around events are cut", Setting.EVENT);
        List<Event> chosen = EventTrials.select(events, values, where());
        EventTrials.Cut cut = new EventTrials(chosen, preSeconds, postSeconds).cut(stack.trials(), samplerateHz(), where());
        Map<String, Object> how = Map.of("event", values.isEmpty() ? "all" : values, "pre", preSeconds, "post", postSeconds);
        return new Recording(stack(cut.trials()), cut.dropped(), how, null);
    }

    /**
     * This recording cut into other trials.
     *
     * @param trials within the samples of this recording
     * @throws IllegalArgumentException if a trial lies outside, or the recording has an axis of trials
     */
    public Recording withTrials(TrialDefinition trials) {
        requireContinuous("Other trials are cut", Setting.TRIALDEFINITION);
        long samples = stack.source().shape()[0];
        for (int k = 0; k < trials.count(); k++) {
            if (trials.stop(k) > samples) {
                throw new IllegalArgumentException(
                        "Trial " + k + " goes from sample " + trials.start(k) + " to " + trials.stop(k) + " (excluded), but " + where() + " has the samples 0 to " + (samples - 1)
                                + ". A trial must lie inside the data; nothing is cut or padded. Correct the trials.");
            }
        }
        return new Recording(stack(trials), List.of(), Map.of("trialdefinition", "of the program"), null);
    }

    /**
     * This recording cut into the trials of a table: a text whose first line names the columns (tabs, semicolons or commas between them), {@code start}, {@code stop} (excluded), {@code offset} in samples, as
     * in Syncopy's {@code trialdefinition}, and any more, which become free columns by these names.
     *
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if it is not such a table, a trial lies outside, or the recording has an axis of trials
     */
    public Recording withTrials(Path table) throws IOException {
        requireContinuous("Other trials are cut", Setting.TRIALDEFINITION);
        Path file = InputPath.of(table).toAbsolutePath().normalize();
        TrialDefinition trials = TrialTable.ofText(file, where(), stack.source().shape());
        return new Recording(stack(trials), List.of(), Map.of("trialdefinition", file.getFileName().toString()), null);
    }

    private void requireContinuous(String what, Setting option) {
        if (windows != null || stack.source().shape().length == 3) {
            throw new IllegalArgumentException(where() + (windows != null ? " was cut into windows of " + windows.seconds() + " s." : " has an axis of trials, so it is cut already.") + " " + what
                    + " from continuous recordings. Leave out " + option + ".");
        }
    }

    /**
     * Events of a trigger channel: one wherever its number changes to another one than 0, with that as value. What it is at first is none.
     *
     * @param threshold empty: the channel holds whole numbers; else it counts as 1 where it is this or above, and as 0 below
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if there is no such channel, or it holds other numbers than whole ones and there is no threshold
     */
    public List<Event> triggers(String channel, OptionalDouble threshold) throws IOException {
        requireContinuous("Triggers are taken", Setting.TRIGGER);
        return new EventTrials.Triggers(stack, channel, threshold).events();
    }

    /**
     * The selected trials of several recordings as those of one, one after the other: of the same channels, samplerate, unit and free columns. Nothing is read or written; {@code Convert} writes it.
     *
     * @throws IllegalArgumentException if they do not fit; names what differs
     */
    public static Recording alongTrials(List<TrialChunks> parts) {
        return joined(parts, true);
    }

    /**
     * The selected channels of several recordings as those of one: of the same trials, samplerate, unit and free columns, and with different names. Nothing is read or written; {@code Convert} writes it.
     *
     * @throws IllegalArgumentException if they do not fit; names what differs
     */
    public static Recording alongChannels(List<TrialChunks> parts) {
        return joined(parts, false);
    }

    private static Recording joined(List<TrialChunks> parts, boolean alongTrials) {
        TrialStack stack = JoinedSource.stack(parts, alongTrials);
        List<String> inputs = parts.stream().map(part -> part.recording().identity().toString()).toList();
        return new Recording(stack, List.of(), Map.of("along", alongTrials ? "trials" : "channels", "inputs", inputs), null);
    }

    /**
     * How its trials came about, where they are not those of the file: for histories.
     *
     * @hidden
     */
    public Map<String, Object> origin() {
        return origin;
    }

    /**
     * All files that it is read from.
     *
     * @hidden
     */
    public List<Path> files() {
        return stack.source().files().stream().map(InputPath::of).toList();
    }

    Recording cut(TrialDefinition trials, List<TrialChunks.Dropped> leftOut) {
        return new Recording(stack(trials), leftOut, origin, null);
    }

    private TrialStack stack(TrialDefinition trials) {
        return TrialStack.recording(stack.source(), stack.channel(), trials, stack.history());
    }

    /** As {@link #windows(double, double)}, with the margin that a filter needs. */
    public Recording windows(double seconds) {
        return cut(new WindowTrials(seconds, OptionalDouble.empty(), false));
    }

    /**
     * This recording cut into trials of {@code round(seconds * samplerate)} samples that follow each other, for long ones without trials. Each begins at t = 0; when that is on the recording's own time
     * axis, in seconds, is the free column {@code start}, before those that there are. No window goes over a gap or the end of a trial; a shorter rest there is left out, see {@link #withoutTrial}.
     *
     * <p>The filters of preprocessing and resampledata read a margin on both sides of a window, so that a window has the samples that it would have if the whole recording were filtered.
     *
     * @param seconds of a window
     * @param marginSeconds at least what the filter needs; other methods refuse it
     * @throws IllegalArgumentException if no window fits, or the recording has an axis of trials or windows already
     */
    public Recording windows(double seconds, double marginSeconds) {
        return cut(new WindowTrials(seconds, OptionalDouble.of(marginSeconds), false));
    }

    /** As {@link #pieces(double, double)}, with the margin that a filter needs. */
    public Recording pieces(double seconds) {
        return cut(new WindowTrials(seconds, OptionalDouble.empty(), true));
    }

    /**
     * As {@link #windows(double, double)}, for computing only: the last one before a gap or the end is shorter, times are the recording's own, and results are put together again, with
     * the trials of this recording. For filters: methods whose results cannot be put together refuse it.
     */
    public Recording pieces(double seconds, double marginSeconds) {
        return cut(new WindowTrials(seconds, OptionalDouble.of(marginSeconds), true));
    }

    private Recording cut(WindowTrials wanted) {
        requireContinuous("Windows are cut", Setting.WINDOWS);
        WindowTrials.Cut cut = wanted.cut(stack.trials(), samplerateHz(), where());
        return new Recording(stack(cut.trials()), cut.dropped(), Map.of(), cut.windows());
    }

    /** The windows that the trials are; empty if they are none. */
    Optional<WindowTrials.Windows> windows() {
        return Optional.ofNullable(windows);
    }

    /**
     * The events that {@link #around} found no trial for, by position among those of the wanted values; the parts that {@link #windows(double)} left the end of out; where trials were cut from trials,
     * those that gave none.
     */
    public List<TrialChunks.Dropped> withoutTrial() {
        return withoutTrial;
    }

    /** The same data and trials, to be read by trials. */
    public AnalogData data() {
        return AnalogData.of(stack);
    }

    /** Where the trials begin and end. */
    public TrialDefinition trials() {
        return stack.trials();
    }

    /** All trials with all channels, one task per trial. */
    public TrialChunks chunks() {
        return chunks(Selection.all());
    }

    /**
     * The selected trials, channels and times, one task per trial.
     *
     * @throws IllegalArgumentException if something is selected that the recording does not have, or a latency of windows
     */
    public TrialChunks chunks(Selection selection) {
        if (windows != null && selection.latency().isPresent()) {
            throw new IllegalArgumentException(
                    "The latency " + selection.latency().get() + " was selected of windows of " + windows.seconds() + " s. What would be left out of each makes gaps. Leave out "
                            + Setting.LATENCY + ", or choose a shorter " + Setting.WINDOWS + ".");
        }
        return new TrialChunks(this, selection);
    }

    /** All channels of trial {@code k}, which counts from 0. The samples are read when they are first asked for. */
    public TrialChunk trial(int k) {
        ChannelSet all = ChannelSet.of(IntStream.range(0, stack.channel().size()).toArray(), stack.channel());
        return new TrialChunk(stack.source(), TrialView.all(stack).cut(k, all, "", 0, 0));
    }

    TrialView view(Selection selection) {
        return TrialView.all(stack).select(selection);
    }

    /** The steps by which the samples came about, as the file says; no steps if it says nothing. */
    public History history() {
        return stack.history();
    }

    /**
     * What identifies the recording, the same on any machine; for the {@link History} of what is computed from it. The digest is over file name
     * without folder, size, the first and last MiB, dataset path, shape, dtype, samplerate, channel names and trials. A change in the middle of a
     * large file that keeps its size is not seen.
     *
     * @throws java.io.UncheckedIOException if the file cannot be read
     */
    public History.Input identity() {
        return stack.identity();
    }

    /** Adds what {@link #identity} is made of. */
    void fingerprint(Fingerprint fingerprint) {
        stack.fingerprint(fingerprint);
    }

    boolean isSpectrum() {
        return stack.isSpectrum();
    }

    String where() {
        return stack.source().where();
    }

    /** For example {@code /data in ecg.h5: float32 (38400, 15), 1000.0 Hz, 51 trials}. */
    @Override
    public String toString() {
        return stack.source().dataset() + " in " + path().getFileName() + ": " + stack.source().dtype() + " " + Shape.format(stack.source().shape()) + ", "
                + stack.source().samplerateHz() + " Hz, " + stack.trials();
    }
}
