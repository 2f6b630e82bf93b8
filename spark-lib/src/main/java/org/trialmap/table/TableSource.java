package org.trialmap.table;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.sources.Filter;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/** What a table is made of: a file, its columns, and readers of its rows. Sent to executors. */
interface TableSource extends Serializable {
    /** Trials or tasks {@code from} to {@code to - 1}. */
    record Piece(int from, int to) implements InputPartition {}

    Path path();

    StructType columns();

    /** Whether a condition on that column is applied before rows are read. */
    boolean selects(String column);

    /** The part that conditions leave, or more of it; nothing if there is no row for which all of them hold. Each is on one column, which this {@link #selects}. */
    Optional<TableSource> select(Filter[] filters);

    /** In the order of the rows. */
    List<Piece> pieces();

    /** Whether rows come as {@link #batches}; else as {@link #rows}. */
    default boolean isColumnar() {
        return false;
    }

    default PartitionReader<ColumnarBatch> batches(StructType wanted, Piece piece) {
        throw new UnsupportedOperationException("Rows come one by one.");
    }

    default PartitionReader<InternalRow> rows(StructType wanted, Piece piece) throws IOException {
        throw new UnsupportedOperationException("Rows come in batches of columns only.");
    }
}
