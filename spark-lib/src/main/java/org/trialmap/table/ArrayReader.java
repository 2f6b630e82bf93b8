package org.trialmap.table;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.trialmap.array.NdArray;

/** Gives some trials channel by channel: what lies within is an array in the order of the file, (time, taper, freq). */
final class ArrayReader implements PartitionReader<InternalRow> {
    private final TrialValues values;
    private final TableSource.Piece piece;
    private final String[] columns;
    private final boolean needsValues;
    private final UTF8String[] channels;
    private final int[] positions;
    private final Map<String, NdArray> info;
    private final double[] freq;
    private final int[] tapers;

    private int trial;
    private int channel;
    private double[] times = {};
    private Object data;
    private Object[] coordinates;

    ArrayReader(TrialValues values, StructType columns, TableSource.Piece piece) {
        this.values = values;
        this.piece = piece;
        this.columns = columns.fieldNames();
        this.needsValues = Arrays.stream(this.columns).anyMatch(List.of(TableColumns.VALUE, TableColumns.REAL, TableColumns.IMAG)::contains);
        this.channels = values.channel().stream().map(UTF8String::fromString).toArray(UTF8String[]::new);
        this.positions = values.positions();
        this.info = TableColumns.infoByName(values);
        this.freq = values.isSpectrum() ? values.freq() : new double[1];
        this.tapers = values.tapers();
        this.trial = piece.from() - 1;
        this.channel = channels.length - 1;
    }

    @Override
    public boolean next() throws IOException {
        channel++;
        if (channel < channels.length) {
            return trial >= piece.from() && trial < piece.to();
        }
        channel = 0;
        trial++;
        if (trial == piece.to()) {
            return false;
        }
        times = values.time(trial);
        data = needsValues ? read() : null;
        coordinates = Arrays.stream(columns).map(this::coordinate).toArray();
        return channels.length > 0;
    }

    private Object read() throws IOException {
        NdArray read = values.trial(trial);
        if (read.size() != (long) within() * channels.length) {
            throw new IllegalStateException("Trial " + trial + " of " + values.path() + " has " + read.size() + " values, its axes say " + (long) within() * channels.length + ".");
        }
        return read.data();
    }

    /** Values of a channel. */
    private int within() {
        return Math.toIntExact((long) times.length * tapers.length * freq.length);
    }

    /** What is the same for all channels of the trial; null for what is not. */
    private Object coordinate(String column) {
        return switch (column) {
            case TableColumns.TRIAL -> positions[trial];
            case TableColumns.TIME -> numbers(i -> times[i / freq.length / tapers.length]);
            case TableColumns.TAPER -> UnsafeArrayData.fromPrimitiveArray(IntStream.range(0, within()).map(i -> tapers[i / freq.length % tapers.length]).toArray());
            case TableColumns.FREQ -> numbers(i -> freq[i % freq.length]);
            case TableColumns.CHANNEL, TableColumns.VALUE, TableColumns.REAL, TableColumns.IMAG -> null;
            default -> TableColumns.number(info.get(column), trial);
        };
    }

    private UnsafeArrayData numbers(IntToDoubleFunction number) {
        return UnsafeArrayData.fromPrimitiveArray(IntStream.range(0, within()).mapToDouble(number).toArray());
    }

    @Override
    public InternalRow get() {
        Object[] row = coordinates.clone();
        for (int c = 0; c < row.length; c++) {
            row[c] = switch (columns[c]) {
                case TableColumns.CHANNEL -> channels[channel];
                case TableColumns.VALUE, TableColumns.REAL -> values(0);
                case TableColumns.IMAG -> values(1);
                default -> row[c];
            };
        }
        return new GenericInternalRow(row);
    }

    /** Those of the channel, which lie side by side with those of the others. */
    private UnsafeArrayData values(int part) {
        int width = values.dtype().width();
        int from = channel * width + part;
        int step = channels.length * width;
        if (data instanceof float[] floats) {
            float[] picked = new float[within()];
            IntStream.range(0, picked.length).forEach(i -> picked[i] = floats[from + i * step]);
            return UnsafeArrayData.fromPrimitiveArray(picked);
        }
        if (data instanceof double[] doubles) {
            return UnsafeArrayData.fromPrimitiveArray(IntStream.range(0, within()).mapToDouble(i -> doubles[from + i * step]).toArray());
        }
        if (data instanceof long[] longs) {
            return UnsafeArrayData.fromPrimitiveArray(IntStream.range(0, within()).mapToLong(i -> longs[from + i * step]).toArray());
        }
        return UnsafeArrayData.fromPrimitiveArray(IntStream.range(0, within()).map(i -> BatchReader.integer(data, from + i * step)).toArray());
    }

    @Override
    public void close() {}
}
