package org.trialmap.table;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.sources.Filter;
import org.apache.spark.sql.types.StructType;

/** One row for each trial and channel of a recording or spectrum, with arrays. */
record TrialArrays(TrialValues values) implements TableSource {
    @Override
    public Path path() {
        return values.path();
    }

    @Override
    public StructType columns() {
        return TableColumns.arrays(values);
    }

    @Override
    public boolean selects(String column) {
        return TableColumns.isCoordinate(column) && !Set.of(TableColumns.TAPER, TableColumns.FREQ).contains(column);
    }

    @Override
    public Optional<TableSource> select(Filter[] filters) {
        return CoordinateSelection.of(values).select(filters).map(TrialArrays::new);
    }

    @Override
    public List<Piece> pieces() {
        return TidyTrials.pieces(values);
    }

    @Override
    public PartitionReader<InternalRow> rows(StructType wanted, Piece piece) throws IOException {
        return new ArrayReader(values, wanted, piece);
    }
}
