package org.trialmap.app.plot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.trialmap.array.DType;
import org.trialmap.array.Decimals;
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
 * What a file of CrossSpectralData holds; its values are read in parts.
 *
 * @param file the HDF5 file
 * @param x frequencies in Hz, or lags in seconds
 * @param lags whether {@code x} are lags
 * @param rows names along channel_i
 * @param columns names along channel_j
 */
record CrossValues(Path file, History history, double[] x, boolean lags, List<String> rows, List<String> columns, DType dtype) {
    private static final String EXTENSION = SyncopyClass.CROSS_SPECTRAL.extension();

    /** The HDF5 file of a container, or a plain file that says that it holds such data; nothing for other data. */
    static Optional<Path> find(Path named) throws IOException {
        Path folder = Files.exists(named) ? named : InputPath.of(named + ".spy");
        if (Files.isDirectory(folder)) {
            return inFolder(folder);
        }
        Path file = InputPath.of(named.toString().replaceFirst("\\.info$", ""));
        if (file.toString().endsWith(EXTENSION)) {
            return Optional.of(file);
        }
        if (Recording.isForeign(file) || !isCross(file)) {
            return Optional.empty();
        }
        return Optional.of(file);
    }

    private static Optional<Path> inFolder(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> fitting = files.filter(path -> path.toString().endsWith(EXTENSION)).sorted().toList();
            if (fitting.size() > 1) {
                throw new IllegalArgumentException(folder + " holds " + fitting.size() + " files of CrossSpectralData: " + Suggestions.list(fitting.stream().map(path -> path.getFileName().toString())
                        .toList()) + ". One is drawn at a time. Name its file, for example " + fitting.get(0) + ".");
            }
            return fitting.stream().findFirst();
        }
    }

    private static boolean isCross(Path file) throws IOException {
        try (Hdf5File opened = Hdf5File.open(file)) {
            return opened.attribute("/", "dimord").filter(axes -> axes.data() instanceof String[] names && List.of(names).equals(SyncopyClass.CROSS_SPECTRAL.dimord())).isPresent();
        }
    }

    static CrossValues open(Path file) throws IOException {
        boolean sealed = Files.exists(InputPath.of(file + ".info"));
        SyncopyContainer.Header header = sealed ? SyncopyContainer.read(file).header() : SyncopyContainer.described(file);
        try (Hdf5File opened = Hdf5File.open(file)) {
            Hdf5File.Dataset data = opened.dataset("/data");
            long[] shape = data.shape();
            boolean lags = header.freq().isEmpty();
            List<String> rows = header.names().getOrDefault("channel_i", List.of());
            List<String> columns = header.names().getOrDefault("channel_j", List.of());
            double[] x = header.freq().stream().mapToDouble(Double::doubleValue).toArray();
            if (lags && shape.length == 4) {
                double hz = header.samplerateHz().orElse(1);
                x = IntStream.range(0, (int) shape[0]).mapToDouble(i -> i / hz).toArray();
            }
            if (shape.length != 4 || trials(opened) > 1 || shape[lags ? 0 : 1] != x.length || shape[lags ? 1 : 0] != 1 || shape[2] != rows.size() || shape[3] != columns.size()) {
                throw new IllegalArgumentException("/data of " + file + " has the shape " + Shape.format(shape) + ", with " + x.length + (lags ? " lags, " : " frequencies, ") + rows.size() + " x "
                        + columns.size() + " channels. Drawn are CrossSpectralData of one trial, with (time, freq, channel_i, channel_j) and either one time or one frequency. Draw such a result.");
            }
            return new CrossValues(file, SyncopyContainer.history(header), x, lags, rows, columns, data.dtype());
        }
    }

    private static long trials(Hdf5File opened) throws IOException {
        return opened.isDataset("/trialdefinition") ? opened.dataset("/trialdefinition").shape()[0] : 1;
    }

    /** Positions of the lags from one time to another, both included. */
    int[] lags(double from, double to) {
        int[] inside = IntStream.range(0, x.length).filter(i -> Decimals.isAtMost(from, x[i]) && Decimals.isAtMost(x[i], to)).toArray();
        if (inside.length == 0) {
            throw new IllegalArgumentException("There is no lag from " + from + " to " + to + " s in " + file + ": they go from " + x[0] + " to " + x[x.length - 1] + " s. Correct --latency A B.");
        }
        return inside;
    }

    /** At one frequency or lag, row by row; of complex values the magnitude. */
    IntToDoubleFunction matrix(Hdf5File.Dataset data, int at) throws IOException {
        return ArrayNumbers.of(data.read(new Region(lags ? new long[] {at, 0, 0, 0} : new long[] {0, at, 0, 0}, new long[] {1, 1, rows.size(), columns.size()})));
    }

    /** Of one pair at all frequencies or lags. */
    IntToDoubleFunction pair(Hdf5File.Dataset data, int row, int column) throws IOException {
        return ArrayNumbers.of(data.read(new Region(new long[] {0, 0, row, column}, lags ? new long[] {x.length, 1, 1, 1} : new long[] {1, x.length, 1, 1})));
    }
}
