package org.trialmap.app.plot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.trialmap.array.DType;
import org.trialmap.array.Decimals;
import org.trialmap.array.Region;
import org.trialmap.array.Shape;
import org.trialmap.hdf5.Hdf5File;
import org.trialmap.trial.History;
import org.trialmap.trial.cross.CrossSpectralData;

/**
 * CrossSpectralData of one trial as they are drawn, over frequency or over lags.
 *
 * @param data the file
 * @param x frequencies in Hz, or lags in seconds
 * @param lags whether {@code x} are lags
 */
record CrossValues(CrossSpectralData data, double[] x, boolean lags) {
    /** The HDF5 file of a container, or a plain file that says that it holds such data; nothing for other data. */
    static Optional<Path> find(Path named) throws IOException {
        return CrossSpectralData.find(named);
    }

    static CrossValues open(Path file) throws IOException {
        CrossSpectralData data = CrossSpectralData.open(file);
        boolean lags = data.freq().length == 0;
        long[] shape = data.shape();
        if (data.trials() > 1 || !lags && shape[0] != 1) {
            throw new IllegalArgumentException("/data of " + file + " has the shape " + Shape.format(shape) + ", with " + (lags ? shape[0] + " lags, " : shape[1] + " frequencies, ") + shape[2] + " x "
                    + shape[3] + " channels. Drawn are CrossSpectralData of one trial, with (time, freq, channel_i, channel_j) and either one time or one frequency. Draw such a result.");
        }
        double hz = Double.isNaN(data.samplerateHz()) ? 1 : data.samplerateHz();
        return new CrossValues(data, lags ? IntStream.range(0, data.times(0)).mapToDouble(i -> i / hz).toArray() : data.freq(), lags);
    }

    Path file() {
        return data.path();
    }

    History history() {
        return data.history();
    }

    DType dtype() {
        return data.dtype();
    }

    /** Names along channel_i. */
    List<String> rows() {
        return data.channelI();
    }

    /** Names along channel_j. */
    List<String> columns() {
        return data.channelJ();
    }

    /** Positions of the lags from one time to another, both included. */
    int[] lags(double from, double to) {
        int[] inside = IntStream.range(0, x.length).filter(i -> Decimals.isAtMost(from, x[i]) && Decimals.isAtMost(x[i], to)).toArray();
        if (inside.length == 0) {
            throw new IllegalArgumentException("There is no lag from " + from + " to " + to + " s in " + file() + ": they go from " + x[0] + " to " + x[x.length - 1] + " s. Correct --latency A B.");
        }
        return inside;
    }

    /** At one frequency or lag, row by row; of complex values the magnitude. */
    IntToDoubleFunction matrix(Hdf5File.Dataset dataset, int at) throws IOException {
        return ArrayNumbers.of(dataset.read(new Region(lags ? new long[] {at, 0, 0, 0} : new long[] {0, at, 0, 0}, new long[] {1, 1, rows().size(), columns().size()})));
    }

    /** Of one pair at all frequencies or lags. */
    IntToDoubleFunction pair(Hdf5File.Dataset dataset, int row, int column) throws IOException {
        return ArrayNumbers.of(dataset.read(new Region(new long[] {0, 0, row, column}, lags ? new long[] {x.length, 1, 1, 1} : new long[] {1, x.length, 1, 1})));
    }
}
