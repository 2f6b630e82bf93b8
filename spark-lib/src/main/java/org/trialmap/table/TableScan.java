package org.trialmap.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/**
 * Which values are read, and in which pieces.
 *
 * @param values empty: there are none
 * @param filters in words
 */
record TableScan(Optional<TrialValues> values, StructType columns, String filters) implements Scan, Batch {
    /** Values of a partition, roughly; a trial with more is a partition of its own. */
    private static final long PER_PARTITION = 1 << 19;

    /** Trials {@code from} to {@code to - 1}. */
    record Piece(int from, int to) implements InputPartition { }

    /** Sent to executors once. */
    record Factory(TrialValues values, StructType columns) implements PartitionReaderFactory {
        @Override
        public PartitionReader<InternalRow> createReader(InputPartition piece) {
            throw new UnsupportedOperationException("Rows come in batches of columns only.");
        }

        @Override
        public PartitionReader<ColumnarBatch> createColumnarReader(InputPartition piece) {
            return new BatchReader(values, columns, (Piece) piece);
        }

        @Override
        public boolean supportColumnarReads(InputPartition piece) {
            return true;
        }
    }

    @Override
    public StructType readSchema() {
        return columns;
    }

    @Override
    public String description() {
        return "trialmap " + values.map(found -> found.path().toString()).orElse("no rows") + ", pushed filters: " + filters;
    }

    @Override
    public Batch toBatch() {
        return this;
    }

    @Override
    public InputPartition[] planInputPartitions() {
        return values.map(TableScan::pieces).orElse(List.of()).toArray(InputPartition[]::new);
    }

    private static List<Piece> pieces(TrialValues values) {
        List<Piece> pieces = new ArrayList<>();
        int count = values.trials().count();
        int from = 0;
        long sum = 0;
        for (int k = 0; k < count; k++) {
            sum += rows(values, k);
            if (sum >= PER_PARTITION || k == count - 1) {
                pieces.add(new Piece(from, k + 1));
                from = k + 1;
                sum = 0;
            }
        }
        return pieces;
    }

    private static long rows(TrialValues values, int k) {
        long perTime = values.isSpectrum() ? (long) values.tapers().length * values.freq().length : 1;
        return values.trials().length(k) * perTime * values.channel().size();
    }

    @Override
    public PartitionReaderFactory createReaderFactory() {
        return new Factory(values.orElse(null), columns); // without values there are no pieces to read
    }

    @Override
    public ColumnarSupportMode columnarSupportMode() {
        return ColumnarSupportMode.SUPPORTED;
    }
}
