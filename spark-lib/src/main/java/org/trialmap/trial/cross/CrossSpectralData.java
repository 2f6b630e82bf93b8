package org.trialmap.trial.cross;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.array.Region;
import org.trialmap.array.Shape;
import org.trialmap.files.InputPath;
import org.trialmap.hdf5.Hdf5File;
import org.trialmap.support.Suggestions;
import org.trialmap.trial.History;
import org.trialmap.trial.Recording;
import org.trialmap.trial.SyncopyClass;
import org.trialmap.trial.SyncopyContainer;

/**
 * Trials of time x freq x channel_i x channel_j in a Syncopy container or a plain HDF5 file, as connectivity analyses write them: cross-spectra, coherence and the like over frequency, correlations
 * over lags (which are the times then, and there is no frequency). Opening reads what describes the data, {@link #trial} and {@link #read} the values. Immutable; safe for use by several threads;
 * serialized as a description, without the data.
 */
public final class CrossSpectralData implements Serializable {
    private static final long serialVersionUID = 1;
    private static final String EXTENSION = SyncopyClass.CROSS_SPECTRAL.extension();

    private final String file;
    private final History history;
    private final DType dtype;
    private final long[] shape;
    private final double samplerateHz;
    private final double[] freq;
    private final List<String> channelI;
    private final List<String> channelJ;
    private final long[] bounds;

    private CrossSpectralData(Path file, SyncopyContainer.Header header, Hdf5File opened) throws IOException {
        Hdf5File.Dataset data = opened.dataset("/data");
        this.file = file.toString();
        this.history = SyncopyContainer.history(header);
        this.dtype = data.dtype();
        this.shape = data.shape();
        this.samplerateHz = header.samplerateHz().orElse(Double.NaN);
        this.freq = header.freq().stream().mapToDouble(Double::doubleValue).toArray();
        this.channelI = header.names().getOrDefault("channel_i", List.of());
        this.channelJ = header.names().getOrDefault("channel_j", List.of());
        this.bounds = bounds(opened, shape[0]);
    }

    /** Begin and end of each trial on the axis of times. */
    private static long[] bounds(Hdf5File opened, long times) throws IOException {
        if (!opened.isDataset("/trialdefinition")) {
            return new long[] {0, times};
        }
        NdArray trials = opened.dataset("/trialdefinition").read();
        int columns = trials.shape()[1];
        double[] values = trials.toDoubles();
        return IntStream.range(0, trials.shape()[0]).flatMap(k -> IntStream.of(columns * k, columns * k + 1)).mapToLong(i -> (long) values[i]).toArray();
    }

    /**
     * Opens a container (its folder {@code x.spy}, also without the extension, or the file {@code x.crossspectral} in it) or a plain HDF5 file with such data.
     *
     * @throws IOException if a file cannot be read: missing, truncated, of another format
     * @throws IllegalArgumentException if it holds other data, or several of them; the text names the place and the cure
     */
    public static CrossSpectralData open(Path file) throws IOException {
        Path found = find(InputPath.of(file))
                .orElseThrow(() -> new IllegalArgumentException(file + " holds no CrossSpectralData. Name a result of connectivityanalysis; SpectralData.open and AnalogData.open"
                        + " open spectra and recordings."));
        SyncopyContainer.Header header = Files.exists(InputPath.of(found + ".info")) ? SyncopyContainer.read(found).header() : SyncopyContainer.described(found);
        try (Hdf5File opened = Hdf5File.open(found)) {
            CrossSpectralData data = new CrossSpectralData(found.toAbsolutePath().normalize(), header, opened);
            long[] shape = data.shape;
            if (shape.length != 4 || shape[1] != Math.max(1, data.freq.length) || shape[2] != data.channelI.size() || shape[3] != data.channelJ.size()) {
                throw new IllegalArgumentException("/data of " + found + " has the shape " + Shape.format(shape) + ", but its description has " + data.freq.length + " frequencies and "
                        + data.channelI.size() + " x " + data.channelJ.size() + " channels. CrossSpectralData are (time, freq, channel_i, channel_j). Compute the file once more.");
            }
            return data;
        }
    }

    /**
     * The HDF5 file of a container, or a plain file that says that it holds such data; nothing for other data.
     *
     * @hidden
     */
    public static Optional<Path> find(Path named) throws IOException {
        Path folder = Files.exists(named) ? named : InputPath.of(named + ".spy");
        if (Files.isDirectory(folder)) {
            return inFolder(folder);
        }
        Path file = InputPath.of(named.toString().replaceFirst("\\.info$", ""));
        if (file.toString().endsWith(EXTENSION)) {
            return Optional.of(file);
        }
        return Recording.isForeign(file) || !isCross(file) ? Optional.empty() : Optional.of(file);
    }

    private static Optional<Path> inFolder(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> fitting = files.filter(path -> path.toString().endsWith(EXTENSION)).sorted().toList();
            if (fitting.size() > 1) {
                throw new IllegalArgumentException(folder + " holds " + fitting.size() + " files of CrossSpectralData: "
                        + Suggestions.list(fitting.stream().map(path -> path.getFileName().toString()).toList()) + ". One is opened at a time. Name its file, for example " + fitting.get(0) + ".");
            }
            return fitting.stream().findFirst();
        }
    }

    private static boolean isCross(Path file) throws IOException {
        try (Hdf5File opened = Hdf5File.open(file)) {
            return SyncopyClass.CROSS_SPECTRAL.isOf(opened);
        }
    }

    /** The HDF5 file, absolute. */
    public Path path() {
        return InputPath.of(file);
    }

    /** Type of the values as {@link #trial} gives them: floats, or complex numbers of cross-spectra and coherency. */
    public DType dtype() {
        return dtype;
    }

    /** Names of the channels along channel_i: the rows, of directed measures the senders. */
    public List<String> channelI() {
        return channelI;
    }

    /** Names of the channels along channel_j: the columns, of directed measures the receivers. */
    public List<String> channelJ() {
        return channelJ;
    }

    /** Frequencies in Hz; empty for correlations, whose times are lags. A copy. */
    public double[] freq() {
        return freq.clone();
    }

    /** Samples per second; of correlations, lags per second. NaN if the file does not say. */
    public double samplerateHz() {
        return samplerateHz;
    }

    /** Extents of the whole dataset: (time, freq, channel_i, channel_j). A copy. */
    public long[] shape() {
        return shape.clone();
    }

    /** Number of trials; 1 for what is of all trials together. */
    public int trials() {
        return bounds.length / 2;
    }

    /** Times of trial {@code k}, from 0; of correlations, lags from 0 on. */
    public int times(int k) {
        return Math.toIntExact(bounds[2 * k + 1] - bounds[2 * k]);
    }

    /**
     * Reads trial {@code k}, from 0: shape (time, freq, channel_i, channel_j), where correlations have one freq.
     *
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if it has more values than one array holds; {@link #read} takes parts
     */
    public NdArray trial(int k) throws IOException {
        return read(new Region(new long[] {bounds[2 * k], 0, 0, 0}, new long[] {times(k), shape[1], shape[2], shape[3]}));
    }

    /**
     * Reads a part of all trials, whose times lie one after another.
     *
     * @param part of (time, freq, channel_i, channel_j)
     */
    public NdArray read(Region part) throws IOException {
        try (Hdf5File opened = Hdf5File.open(path())) {
            return opened.dataset("/data").read(part);
        }
    }

    /**
     * Names of the datasets that an analysis has put beside the data, such as {@code jack_bias} and {@code jack_var}.
     *
     * @throws IOException if the file cannot be read
     */
    public List<String> further() throws IOException {
        try (Hdf5File opened = Hdf5File.open(path())) {
            return SyncopyClass.further(opened);
        }
    }

    /**
     * Reads one of them, as it lies in the file.
     *
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if there is none of that name; says which there are
     */
    public NdArray further(String name) throws IOException {
        try (Hdf5File opened = Hdf5File.open(path())) {
            return SyncopyClass.further(opened, name);
        }
    }

    /** The steps by which the data came about, as the file says; no steps if it says nothing. */
    public History history() {
        return history;
    }

    /** For example {@code /data in x.crossspectral: complex64 (1, 501, 32, 32), 1 trial}. */
    @Override
    public String toString() {
        return "/data in " + path().getFileName() + ": " + dtype + " " + Shape.format(shape) + ", " + trials() + (trials() == 1 ? " trial" : " trials");
    }
}
