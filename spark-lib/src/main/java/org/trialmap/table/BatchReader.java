package org.trialmap.table;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.execution.vectorized.Dictionary;
import org.apache.spark.sql.execution.vectorized.OnHeapColumnVector;
import org.apache.spark.sql.execution.vectorized.WritableColumnVector;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.trialmap.array.NdArray;

/** Gives the values of some trials, in the order of the file, as batches of columns. */
final class BatchReader implements PartitionReader<ColumnarBatch> {
    private static final int ROWS = 8192;

    private final TrialValues values;
    private final TableSource.Piece piece;
    private final StructField[] fields;
    private final WritableColumnVector[] vectors;
    private final ColumnarBatch batch;
    private final boolean needsValues;
    private final double[] freq;
    private final int channels;
    private final int freqs;
    private final int tapers;
    private final int[] taperPositions;
    private final int[] positions;
    private final Map<String, NdArray> info;

    private int trial;
    private double[] times = {};
    private Object data;
    private long rows;
    private long next;

    BatchReader(TrialValues values, StructType columns, TableSource.Piece piece) {
        this.values = values;
        this.piece = piece;
        this.fields = columns.fields();
        this.vectors = Arrays.stream(fields).map(field -> new OnHeapColumnVector(ROWS, field.dataType())).toArray(WritableColumnVector[]::new);
        this.batch = new ColumnarBatch(Arrays.copyOf(vectors, vectors.length, ColumnVector[].class));
        this.needsValues = Arrays.stream(fields).anyMatch(field -> List.of(TableColumns.VALUE, TableColumns.REAL, TableColumns.IMAG).contains(field.name()));
        this.freq = values.freq();
        this.channels = values.channel().size();
        this.freqs = values.isSpectrum() ? freq.length : 1;
        this.tapers = values.tapers().length;
        this.taperPositions = values.tapers();
        this.positions = values.positions();
        this.info = TableColumns.infoByName(values);
        this.trial = piece.from() - 1;
        for (int i = 0; i < fields.length; i++) {
            if (fields[i].name().equals(TableColumns.CHANNEL)) {
                vectors[i].reserveDictionaryIds(ROWS);
                vectors[i].setDictionary(new Names(values.channel()));
            }
        }
    }

    @Override
    public boolean next() throws IOException {
        while (next == rows) {
            trial++;
            if (trial == piece.to()) {
                return false;
            }
            times = values.time(trial);
            rows = (long) times.length * tapers * freqs * channels;
            next = 0;
            data = needsValues ? read() : null;
        }
        int count = (int) Math.min(ROWS, rows - next);
        for (int i = 0; i < fields.length; i++) {
            fill(fields[i].name(), vectors[i], count);
        }
        batch.setNumRows(count);
        next += count;
        return true;
    }

    private Object read() throws IOException {
        NdArray read = values.trial(trial);
        if (read.size() != rows) {
            throw new IllegalStateException("Trial " + trial + " of " + values.path() + " has " + read.size() + " values, its axes say " + rows + ".");
        }
        return read.data();
    }

    private void fill(String column, WritableColumnVector vector, int count) {
        switch (column) {
            case TableColumns.TRIAL -> vector.putInts(0, count, positions[trial]);
            case TableColumns.TIME -> steps(count, (long) tapers * freqs * channels, times.length, (row, run, i) -> vector.putDoubles(row, run, times[i]));
            case TableColumns.TAPER -> steps(count, (long) freqs * channels, tapers, (row, run, i) -> vector.putInts(row, run, taperPositions[i]));
            case TableColumns.FREQ -> steps(count, channels, freqs, (row, run, i) -> vector.putDoubles(row, run, freq[i]));
            case TableColumns.CHANNEL -> steps(count, 1, channels, (row, run, i) -> vector.getDictionaryIds().putInt(row, i));
            case TableColumns.VALUE, TableColumns.REAL -> numbers(vector, count, 0);
            case TableColumns.IMAG -> numbers(vector, count, 1);
            default -> number(vector, count, TableColumns.number(info.get(column), trial));
        }
    }

    private static void number(WritableColumnVector vector, int count, Object number) {
        if (number instanceof Long whole) {
            vector.putLongs(0, count, whole);
        } else {
            vector.putDoubles(0, count, (Double) number);
        }
    }

    /** Rows that have one coordinate. */
    private interface Run {
        void put(int row, int count, int coordinate);
    }

    private void steps(int count, long stride, int extent, Run run) {
        for (int row = 0; row < count;) {
            long at = next + row;
            int length = (int) Math.min(count - row, stride - at % stride);
            run.put(row, length, (int) (at / stride % extent));
            row += length;
        }
    }

    private void numbers(WritableColumnVector vector, int count, int part) {
        int width = values.dtype().width();
        int from = Math.toIntExact(next * width) + part;
        if (data instanceof float[] floats) {
            if (width == 1) {
                vector.putFloats(0, count, floats, from);
            } else {
                for (int i = 0; i < count; i++) {
                    vector.putFloat(i, floats[from + i * width]);
                }
            }
        } else if (data instanceof double[] doubles) {
            if (width == 1) {
                vector.putDoubles(0, count, doubles, from);
            } else {
                for (int i = 0; i < count; i++) {
                    vector.putDouble(i, doubles[from + i * width]);
                }
            }
        } else {
            integers(vector, count, from);
        }
    }

    private void integers(WritableColumnVector vector, int count, int from) {
        for (int i = 0; i < count; i++) {
            if (data instanceof long[] longs) {
                vector.putLong(i, longs[from + i]);
            } else {
                vector.putInt(i, integer(data, from + i));
            }
        }
    }

    /** One of up to 32 bits, or a truth value. */
    static int integer(Object data, int at) {
        if (data instanceof int[] ints) {
            return ints[at];
        }
        if (data instanceof short[] shorts) {
            return shorts[at];
        }
        return data instanceof byte[] bytes ? bytes[at] : ((boolean[]) data)[at] ? 1 : 0;
    }

    @Override
    public ColumnarBatch get() {
        return batch;
    }

    @Override
    public void close() {
        batch.close();
    }

    /** Texts by their number, so that a row costs four bytes. */
    private record Names(byte[][] texts) implements Dictionary {
        Names(List<String> names) {
            this(names.stream().map(name -> name.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new));
        }

        private static UnsupportedOperationException onlyTexts() {
            return new UnsupportedOperationException("Names are texts.");
        }

        @Override
        public byte[] decodeToBinary(int id) {
            return texts[id];
        }

        @Override
        public int decodeToInt(int id) {
            throw onlyTexts();
        }

        @Override
        public long decodeToLong(int id) {
            throw onlyTexts();
        }

        @Override
        public float decodeToFloat(int id) {
            throw onlyTexts();
        }

        @Override
        public double decodeToDouble(int id) {
            throw onlyTexts();
        }
    }
}
