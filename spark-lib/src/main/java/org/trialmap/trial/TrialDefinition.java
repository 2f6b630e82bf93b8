package org.trialmap.trial;

import java.io.Serializable;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.task.Fingerprint;

/**
 * Where the trials of a recording begin and end, in samples. Trials may overlap, differ in length, repeat and come in any order.
 * Immutable; safe for use by several threads.
 */
public final class TrialDefinition implements Serializable {
    private static final long serialVersionUID = 1;
    private static final NdArray NOTHING = NdArray.of(new double[0], 0);

    private final long[] start;
    private final long[] stop;
    private final long[] offset;
    private final NdArray info;
    /** Of each offset, in [0, 1); null if all are whole. */
    private final double[] fraction;
    /** Of the free columns; null if they have no names. */
    private final TrialColumns columns;

    TrialDefinition(long[] start, long[] stop, long[] offset, NdArray info) {
        this(start, stop, offset, info, null);
    }

    TrialDefinition(long[] start, long[] stop, long[] offset, NdArray info, double[] fraction) {
        this(start, stop, offset, info, fraction, null);
    }

    TrialDefinition(long[] start, long[] stop, long[] offset, NdArray info, double[] fraction, TrialColumns columns) {
        this.columns = columns;
        this.start = start;
        this.stop = stop;
        this.offset = offset;
        this.info = info;
        this.fraction = fraction;
    }

    /** Equally long trials that follow each other and whose first sample is at t = 0. */
    static TrialDefinition consecutive(int count, long length) {
        long[] start = new long[count];
        long[] stop = new long[count];
        for (int k = 0; k < count; k++) {
            start[k] = k * length;
            stop[k] = start[k] + length;
        }
        return new TrialDefinition(start, stop, new long[count], NdArray.of(new double[0], count, 0));
    }

    /**
     * Trials from one sample of a recording to before another, without free columns.
     *
     * @param start first samples, from 0
     * @param stop the samples after the last ones
     * @param offset of the first samples relative to t = 0, in samples
     * @throws IllegalArgumentException if they are not as many, there are none, or a trial has no samples
     */
    public static TrialDefinition of(long[] start, long[] stop, long[] offset) {
        return new TrialDefinition(start.clone(), stop.clone(), offset.clone(), NdArray.of(new double[0], start.length, 0)).checked();
    }

    private TrialDefinition checked() {
        if (start.length == 0 || stop.length != start.length || offset.length != start.length) {
            throw new IllegalArgumentException("Trials have " + start.length + " starts, " + stop.length + " stops and " + offset.length + " offsets. Each trial has one of each, and there is at least"
                    + " one trial. Give arrays of one length.");
        }
        for (int k = 0; k < start.length; k++) {
            if (start[k] < 0 || stop[k] <= start[k]) {
                throw new IllegalArgumentException("Trial " + k + " goes from sample " + start[k] + " to " + stop[k] + " (excluded). A trial has at least one sample, and samples count from 0."
                        + " Correct start and stop.");
            }
        }
        return this;
    }

    /** As many trials with the same free columns from and to other samples; arguments and errors as for {@link #of}. */
    public TrialDefinition at(long[] newStart, long[] newStop, long[] newOffset) {
        return new TrialDefinition(newStart.clone(), newStop.clone(), newOffset.clone(), info, null, columns).checked();
    }

    /**
     * The same trials with one more column of 0 and 1, by which they are selected: {@code artifact=0}.
     *
     * @param marked one for each trial
     * @throws IllegalArgumentException if they have a column of that name
     */
    public TrialDefinition withColumn(String name, boolean... marked) {
        return new TrialDefinition(start, stop, offset, marks(marked), fraction, columns().with(name, marked));
    }

    private NdArray marks(boolean[] marked) {
        int width = info.shape()[1];
        Object wide = Array.newInstance(info.dtype().component(), start.length * (width + 1));
        for (int k = 0; k < start.length; k++) {
            System.arraycopy(info.data(), k * width, wide, k * (width + 1), width);
            Array.setByte(wide, k * (width + 1) + width, (byte) (marked[k] ? 1 : 0)); // widens to any type of numbers
        }
        return NdArray.of(wide, start.length, width + 1);
    }

    /** Number of trials. */
    public int count() {
        return start.length;
    }

    /** First sample of trial {@code k}, from 0; in a (trial, sample, channel) dataset counted as if the trials lay one after the other. */
    public long start(int k) {
        return start[check(k)];
    }

    /** The sample after the last one of trial {@code k}. */
    public long stop(int k) {
        return stop[check(k)];
    }

    /** Position of the first sample of trial {@code k} relative to t = 0, in samples; negative if the data begin before the trigger. */
    public long offset(int k) {
        return offset[check(k)];
    }

    /**
     * By which part of a sample the first one of trial {@code k} lies after {@link #offset}, in [0, 1): 0 but for time-frequency spectra, whose windows are
     * further apart than the samples that offsets come from.
     */
    public double offsetFraction(int k) {
        return fraction == null ? 0 : fraction[check(k)];
    }

    /** Number of samples of trial {@code k}, at least 1. */
    public long length(int k) {
        return stop(k) - start(k);
    }

    /** The free columns after start, stop and offset: shape (trial, column), in the file's dtype; (trial, 0) without any. */
    public NdArray info() {
        return info;
    }

    /**
     * Names of the free columns: {@code event} and those of a table for trials around events (see {@link Recording#around}), else {@code info1},
     * {@code info2}, ... By them trials are selected ({@code stim=3}).
     */
    public List<String> columnNames() {
        return columns == null ? TrialColumns.numbered(info.shape()[1]) : columns.names();
    }

    /** Empty if the free columns have no names. */
    Optional<TrialColumns> namedColumns() {
        return Optional.ofNullable(columns);
    }

    /** The same trials with names for their free columns. */
    TrialDefinition named(TrialColumns names) {
        return new TrialDefinition(start, stop, offset, info, fraction, names);
    }

    /** The same trials with other free columns. */
    TrialDefinition named(NdArray numbers, TrialColumns names) {
        return new TrialDefinition(start, stop, offset, numbers, fraction, names);
    }

    TrialColumns columns() {
        return columns == null ? TrialColumns.of(info) : columns;
    }

    /** The free columns of trial {@code k}: shape (column,), in the file's dtype. */
    public NdArray info(int k) {
        return row(info, check(k));
    }

    /** One row of (trial, column). Of millions of trials without columns, as files without a table have them, all have the same. */
    static NdArray row(NdArray info, int k) {
        int columns = info.shape()[1];
        if (columns == 0 && info.dtype() == DType.FLOAT64) {
            return NOTHING;
        }
        Object row = Array.newInstance(info.dtype().component(), columns);
        System.arraycopy(info.data(), k * columns, row, 0, columns);
        return NdArray.of(row, columns);
    }

    /** These and then other trials with the same columns, whose samples count from {@code rows} on. */
    TrialDefinition followedBy(TrialDefinition more, long rows) {
        int count = start.length + more.start.length;
        long[] newStart = Arrays.copyOf(start, count);
        long[] newStop = Arrays.copyOf(stop, count);
        long[] newOffset = Arrays.copyOf(offset, count);
        for (int k = 0; k < more.start.length; k++) {
            newStart[start.length + k] = more.start[k] + rows;
            newStop[start.length + k] = more.stop[k] + rows;
            newOffset[start.length + k] = more.offset[k];
        }
        if (columns == null && more.columns == null) {
            return new TrialDefinition(newStart, newStop, newOffset, joined(info, more.info), null);
        }
        TrialColumns all = columns().followedBy(more.columns());
        return new TrialDefinition(newStart, newStop, newOffset, all.numbers(count), null, all);
    }

    private static NdArray joined(NdArray one, NdArray two) {
        boolean same = one.dtype() == two.dtype();
        Object first = same ? one.data() : one.toDoubles();
        Object second = same ? two.data() : two.toDoubles();
        Object all = Array.newInstance(first.getClass().getComponentType(), one.size() + two.size());
        System.arraycopy(first, 0, all, 0, one.size());
        System.arraycopy(second, 0, all, one.size(), two.size());
        return NdArray.of(all, one.shape()[0] + two.shape()[0], one.shape()[1]);
    }

    /** The trials at those positions, in that order. */
    public TrialDefinition select(int... positions) {
        return select(positions, Optional.empty(), 1);
    }

    /** Those rows, in that order; with a window only its samples, which each of them must cover. */
    TrialDefinition select(int[] rows, Optional<Latency> latency, double hz) {
        if (latency.isEmpty() && isAll(rows, count())) {
            return this; // of millions of trials no copy
        }
        long[] newStart = new long[rows.length];
        long[] newStop = new long[rows.length];
        long[] newOffset = new long[rows.length];
        int width = info.shape()[1];
        Object newInfo = Array.newInstance(info.dtype().component(), rows.length * width);
        double[] newFraction = fraction == null ? null : new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            int k = check(rows[i]);
            double part = offsetFraction(k);
            newOffset[i] = latency.map(window -> window.first(hz, part)).orElse(offset[k]);
            newStart[i] = start[k] + newOffset[i] - offset[k];
            newStop[i] = latency.isPresent() ? newStart[i] + latency.get().samples(newOffset[i], hz, part) : stop[k];
            System.arraycopy(info.data(), k * width, newInfo, i * width, width);
            if (fraction != null) {
                newFraction[i] = fraction[k];
            }
        }
        return new TrialDefinition(newStart, newStop, newOffset, NdArray.of(newInfo, rows.length, width), newFraction, columns == null ? null : columns.rows(rows));
    }

    /** Whether positions are those of all of {@code count}, in their order. */
    static boolean isAll(int[] positions, int count) {
        if (positions.length != count) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            if (positions[i] != i) {
                return false;
            }
        }
        return true;
    }

    /** Adds all of it, in a few pieces: recordings have hundreds of thousands of trials. */
    void fingerprint(Fingerprint fingerprint) {
        fingerprint.add(start).add(stop).add(offset).add(info);
        if (fraction != null) {
            fingerprint.add(fraction);
        }
        if (columns != null) {
            columns.fingerprint(fingerprint);
        }
    }

    private int check(int k) {
        if (k < 0 || k >= start.length) {
            throw new IndexOutOfBoundsException("Trial " + k + " of " + start.length + " (they count from 0).");
        }
        return k;
    }

    /** The same trials, offsets and free columns. */
    @Override
    public boolean equals(Object other) {
        return other instanceof TrialDefinition that && Arrays.equals(start, that.start) && Arrays.equals(stop, that.stop)
                && Arrays.equals(offset, that.offset) && info.equals(that.info) && Arrays.equals(fraction, that.fraction)
                && Objects.equals(columns, that.columns);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(start) + 31 * (Arrays.hashCode(stop) + 31 * (Arrays.hashCode(offset) + 31 * (info.hashCode() + 31 * Arrays.hashCode(fraction))));
    }

    @Override
    public String toString() {
        return count() == 1 ? "1 trial" : count() + " trials";
    }
}
