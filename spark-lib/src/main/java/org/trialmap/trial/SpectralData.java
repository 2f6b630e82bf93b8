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
 * Trials of time x taper x freq x channel in a Syncopy container or a plain HDF5 file: spectra of whole trials (one time per trial) and time-frequency
 * spectra. Opening reads what describes the data, {@link #trial} the values. Immutable; safe for use by several threads; serialized as a description, without
 * the data.
 */
public final class SpectralData implements Serializable {
    private static final long serialVersionUID = 1;

    private final TrialView view;

    private SpectralData(TrialView view) {
        this.view = view;
    }

    /** Opens a spectrum that says its samplerate. Errors as for {@link #open(Path, RecordingOptions)}. */
    public static SpectralData open(Path file) throws IOException {
        return open(file, RecordingOptions.DEFAULT);
    }

    /**
     * Opens a Syncopy container (its folder {@code x.spy}, also without the extension, or the file {@code x.spectral} in it) or a plain HDF5 file:
     * {@code /data} (time, taper, freq, channel) or another dataset, and found as for {@link Recording#open(Path, RecordingOptions)} the
     * {@code trialdefinition}, the attribute {@code samplerate}, the names in {@code channel} and {@code taper}, the frequencies in the dataset
     * {@code freq}, else in the root's attribute, and the times of rows that were chosen in the dataset {@code toi}.
     *
     * @throws IOException if a file cannot be read: missing, truncated, of another format
     * @throws IllegalArgumentException if it is not such a file or contradicts the options; the text names the place and the cure
     */
    public static SpectralData open(Path file, RecordingOptions options) throws IOException {
        return new SpectralData(TrialView.all(Recording.open(file, options, DataKind.SPECTRUM)));
    }

    /**
     * Whether a file holds a spectrum and is to be opened here, not with {@link AnalogData} or {@link Recording}. In a container that has both, the recording comes first.
     *
     * @throws IOException if the file cannot be read
     */
    public static boolean isSpectrum(Path file, RecordingOptions options) throws IOException {
        return options.flat().isEmpty() && DataKind.isSpectrum(file, options.dataset().orElse("/data"));
    }

    /** The HDF5 file, absolute. */
    public Path path() {
        return InputPath.of(view.stack().source().path());
    }

    /** Path of the values inside the file. */
    public String dataset() {
        return view.stack().source().dataset();
    }

    /** Type of the values as {@link #trial} gives them: floats (power, amplitude) or complex numbers (Fourier coefficients), or integers. */
    public DType dtype() {
        return view.stack().source().dtype();
    }

    /** Names of the channels, in the order of {@link #trial}'s last axis. */
    public List<String> channel() {
        return view.channel();
    }

    /** Frequencies in Hz, in the order of {@link #trial}'s third axis; a copy. */
    public double[] freq() {
        return view.freq();
    }

    /** Names of the tapers, in the order of {@link #trial}'s second axis; those of one kind have the same name. */
    public List<String> taper() {
        return view.taper();
    }

    /** Unit of the values, as the file has it, for example {@code V} or {@code V^2}; empty if it says none, or with {@code raw}. */
    public Optional<String> unit() {
        return view.stack().source().scaling().unitName();
    }

    /** Samples per second, of which begins, ends and offsets of the trials are counted. */
    public double samplerateHz() {
        return view.stack().source().samplerateHz();
    }

    /** The trials: begin and end on the file's time axis, offsets in samples relative to t = 0, free columns. */
    public TrialDefinition trials() {
        return view.trials();
    }

    /** Positions of the trials among all that the file has, from 0, in the order of {@link #trial}; a copy. */
    public int[] trialPositions() {
        return view.positions().clone();
    }

    /**
     * Seconds of the times of trial {@code k}, from 0, relative to t = 0: of the dataset {@code toi} where the file has one, as results at chosen times
     * do, else (offset + i) / samplerate.
     */
    public double[] time(int k) {
        return view.time(k);
    }

    /**
     * Reads trial {@code k}, from 0: shape (time, taper, freq, channel).
     *
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if it has more values than one array holds; take parts with {@link #select}
     * @throws IllegalStateException if the file is no longer the one that was opened
     */
    public NdArray trial(int k) throws IOException {
        return view.read(k);
    }

    /**
     * A part of these data: trials, channels, tapers, a latency window, a range of frequencies; nothing is read. Positions count within these data, and
     * trials that do not cover a latency window are left out, see {@link Selection#latency}.
     *
     * @throws IllegalArgumentException if something is selected that is not there
     */
    public SpectralData select(Selection selection) {
        return new SpectralData(view.select(selection));
    }

    /** All trials with all channels, one task per trial, for analyses of spectra. */
    public TrialChunks chunks() {
        return chunks(Selection.all());
    }

    /**
     * The selected trials, channels, tapers, frequencies and times, one task per trial, for analyses of spectra.
     *
     * @throws IllegalArgumentException if something is selected that the spectrum does not have, or this is a part already that {@link #select} gave
     */
    public TrialChunks chunks(Selection selection) {
        if (!view.isWhole()) {
            throw new IllegalArgumentException("Tasks were asked for of a part of " + view.stack().source().where() + " that select(...) gave. They count in the file's own positions. Give the whole"
                    + " selection to chunks(...).");
        }
        return new Recording(view.stack()).chunks(selection);
    }

    /** The trials that the last {@link #select} left out because they do not cover its latency window, by position in what it selected from. */
    public List<TrialChunks.Dropped> dropped() {
        return view.dropped();
    }

    /**
     * Names of the datasets that an analysis has put beside the data, such as {@code aperiodic_params} of models; none in files of other formats than HDF5.
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

    /** What identifies the data as a whole, whatever is selected: as {@link Recording#identity}, with tapers and frequencies. */
    public History.Input identity() {
        return view.stack().identity();
    }

    /** For example {@code /data in x.spectral: complex64 (51, 1, 75, 15), 1000.0 Hz, 51 trials, 1.0 to 75.0 Hz}: the shape is that of the file. */
    @Override
    public String toString() {
        double[] freq = freq();
        return dataset() + " in " + path().getFileName() + ": " + dtype() + " " + Shape.format(view.stack().source().shape()) + ", " + samplerateHz()
                + " Hz, " + trials() + ", " + freq[0] + " to " + freq[freq.length - 1] + " Hz";
    }
}
