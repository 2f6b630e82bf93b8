package org.trialmap.hdf5;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Indices along one axis, ascending, as stretches of neighbours.
 *
 * @param starts first index of each stretch
 * @param befores number of indices in the stretches before it; one entry more, the number of all
 */
record AxisSelection(long[] starts, long[] befores) {
    static AxisSelection range(long start, long count) {
        return count == 0 ? new AxisSelection(new long[0], new long[1]) : new AxisSelection(new long[] {start}, new long[] {0, count});
    }

    /** Stretches {@code {start, length}}; those that meet become one. */
    static AxisSelection of(List<long[]> stretches) {
        List<long[]> joined = new ArrayList<>();
        for (long[] next : stretches) {
            long[] last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
            if (last != null && last[0] + last[1] == next[0]) {
                last[1] += next[1];
            } else {
                joined.add(next.clone());
            }
        }
        long[] starts = joined.stream().mapToLong(one -> one[0]).toArray();
        long[] befores = new long[starts.length + 1];
        for (int i = 0; i < starts.length; i++) {
            befores[i + 1] = befores[i] + joined.get(i)[1];
        }
        return new AxisSelection(starts, befores);
    }

    long count() {
        return befores[starts.length];
    }

    /** The index with that number. */
    long at(long number) {
        int stretch = stretch(number);
        return starts[stretch] + number - befores[stretch];
    }

    /** How many indices follow each other from that number on, itself included. */
    long run(long number) {
        return befores[stretch(number) + 1] - number;
    }

    private int stretch(long number) {
        int found = Arrays.binarySearch(befores, number);
        return found < 0 ? -found - 2 : found;
    }

    /** How many indices are below a limit. */
    long below(long limit) {
        int found = Arrays.binarySearch(starts, limit);
        int stretch = found < 0 ? -found - 1 : found; // the first that begins at the limit or above
        return stretch == 0 ? 0 : Math.min(befores[stretch], befores[stretch - 1] + limit - starts[stretch - 1]);
    }
}
