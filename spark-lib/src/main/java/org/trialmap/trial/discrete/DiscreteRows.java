package org.trialmap.trial.discrete;

import java.io.IOException;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.array.Region;
import org.trialmap.array.Shape;
import org.trialmap.files.InputPath;
import org.trialmap.hdf5.Hdf5File;
import org.trialmap.trial.SyncopyClass;
import org.trialmap.trial.SyncopyContainer;

/**
 * Which rows of a list in the order of their samples belong to which trial.
 *
 * @param path the HDF5 file
 * @param shape rows x columns
 * @param from each trial's first row
 * @param to the one after its last
 */
record DiscreteRows(String path, long[] shape, List<String> columns, long[] from, long[] to) implements Serializable {
    private static final int LARGEST = Integer.MAX_VALUE - 8;
    private static final int SLAB = 1 << 16;

    /** Looks at rows, some at a time. */
    interface Visitor {
        /** @param values row after row */
        void visit(long[] values);
    }

    /**
     * Reads all rows once.
     *
     * @throws IllegalArgumentException if they are not in the order of their samples
     */
    static DiscreteRows scan(SyncopyContainer.Table table, Visitor visitor) throws IOException {
        List<String> columns = table.header().dimord();
        int sample = columns.indexOf("sample");
        long[] shape = {table.rows(), columns.size()};
        TrialRows rows = new TrialRows(table.trials(), "/data of " + table.data());
        try (Hdf5File file = Hdf5File.open(table.data())) {
            for (long first = 0; first < table.rows(); first += SLAB) {
                long[] values = read(file.dataset("/data"), first, (int) Math.min(SLAB, table.rows() - first), columns.size());
                for (int i = sample; i < values.length; i += columns.size()) {
                    rows.add(values[i]);
                }
                visitor.visit(values);
            }
        }
        return new DiscreteRows(table.data().toString(), shape, columns, rows.from(), rows.to());
    }

    /** A file that is open. */
    Hdf5File open() throws IOException {
        return Hdf5File.open(InputPath.of(path));
    }

    /** The rows of trial {@code k}, one after the other. */
    long[] read(Hdf5File file, int k) throws IOException {
        Hdf5File.Dataset data = file.dataset("/data");
        if (!Arrays.equals(data.shape(), shape)) {
            throw new IllegalStateException("/data of " + path + " is now " + data.dtype() + " " + Shape.format(data.shape()) + ", it was " + Shape.format(shape)
                    + " when it was opened. The file was replaced in between, so results would not belong together. Start again.");
        }
        long count = to[k] - from[k];
        if (count > LARGEST / columns.size()) {
            throw new IllegalArgumentException("Trial " + k + " of /data of " + path + " has " + count + " rows of " + columns.size() + " numbers, too many for one array: it holds at most "
                    + LARGEST + ". Cut shorter trials.");
        }
        return count == 0 ? new long[0] : read(data, from[k], (int) count, columns.size());
    }

    /** The entries of another dataset for the rows of trial {@code k}. */
    NdArray beside(Hdf5File.Dataset dataset, int k) throws IOException {
        SyncopyClass.requireRows(dataset, path, shape[0]);
        long[] extents = dataset.shape();
        extents[0] = to[k] - from[k];
        if (Shape.size(extents) > LARGEST) {
            throw new IllegalArgumentException(
                    "Trial " + k + " of " + dataset.path() + " of " + path + " has the shape " + Shape.format(extents) + ", too many numbers for one array: it holds at most "
                            + LARGEST + ". Cut shorter trials.");
        }
        long[] offset = new long[extents.length];
        offset[0] = from[k];
        return extents[0] == 0 ? NdArray.zeros(dataset.dtype(), Shape.toInt(extents)) : dataset.read(new Region(offset, extents));
    }

    /** How many rows are in no trial. */
    long outside() {
        long inside = 0;
        long end = 0;
        Integer[] order = new Integer[from.length];
        Arrays.setAll(order, k -> k);
        Arrays.sort(order, (a, b) -> Long.compare(from[a], from[b]));
        for (int k : order) {
            inside += Math.max(0, to[k] - Math.max(end, from[k]));
            end = Math.max(end, to[k]);
        }
        return shape[0] - inside;
    }

    private static long[] read(Hdf5File.Dataset data, long first, int count, int columns) throws IOException {
        NdArray rows = data.read(new Region(new long[] {first, 0}, new long[] {count, columns}));
        if (rows.dtype() == DType.INT64) {
            return (long[]) rows.data();
        }
        double[] exact = rows.doubles(); // of at most 32 bits
        long[] values = new long[exact.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (long) exact[i];
        }
        return values;
    }
}
