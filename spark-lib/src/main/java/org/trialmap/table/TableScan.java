package org.trialmap.table;

import java.io.IOException;
import java.io.UncheckedIOException;
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
import org.trialmap.support.Reason;

/**
 * Which rows are read, and in which pieces.
 *
 * @param source empty: there are none
 * @param filters in words
 */
record TableScan(Optional<TableSource> source, StructType columns, String filters) implements Scan, Batch {
    /** Sent to executors once. */
    record Factory(TableSource source, StructType columns) implements PartitionReaderFactory {
        @Override
        public PartitionReader<InternalRow> createReader(InputPartition piece) {
            try {
                return source.rows(columns, (TableSource.Piece) piece);
            } catch (IOException e) {
                throw new UncheckedIOException(Reason.of(e), e);
            }
        }

        @Override
        public PartitionReader<ColumnarBatch> createColumnarReader(InputPartition piece) {
            return source.batches(columns, (TableSource.Piece) piece);
        }

        @Override
        public boolean supportColumnarReads(InputPartition piece) {
            return source.isColumnar();
        }
    }

    @Override
    public StructType readSchema() {
        return columns;
    }

    @Override
    public String description() {
        return "trialmap " + source.map(found -> found.path().toString()).orElse("no rows") + ", pushed filters: " + filters;
    }

    @Override
    public Batch toBatch() {
        return this;
    }

    @Override
    public InputPartition[] planInputPartitions() {
        return source.map(TableSource::pieces).orElse(List.of()).toArray(InputPartition[]::new);
    }

    @Override
    public PartitionReaderFactory createReaderFactory() {
        return new Factory(source.orElse(null), columns); // without a source there are no pieces to read
    }

    @Override
    public ColumnarSupportMode columnarSupportMode() {
        return source.filter(found -> !found.isColumnar()).isPresent() ? ColumnarSupportMode.UNSUPPORTED : ColumnarSupportMode.SUPPORTED;
    }
}
