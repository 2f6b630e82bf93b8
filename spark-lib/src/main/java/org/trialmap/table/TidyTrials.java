package org.trialmap.table;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.sources.Filter;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/** One row for each value of a recording or spectrum. */
record TidyTrials(TrialValues values) implements TableSource {
    /** Values of a partition, roughly; a trial with more is a partition of its own. */
    private static final long PER_PARTITION = 1 << 19;

    @Override
    public Path path() {
        return values.path();
    }

    @Override
    public StructType columns() {
        return TableColumns.of(values);
    }

    @Override
    public boolean selects(String column) {
        return TableColumns.isCoordinate(column);
    }

    @Override
    public Optional<TableSource> select(Filter[] filters) {
        return CoordinateSelection.of(values).select(filters).map(TidyTrials::new);
    }

    @Override
    public List<Piece> pieces() {
        return pieces(values);
    }

    /** Of about as many values each. */
    static List<Piece> pieces(TrialValues values) {
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
    public boolean isColumnar() {
        return true;
    }

    @Override
    public PartitionReader<ColumnarBatch> batches(StructType wanted, Piece piece) {
        return new BatchReader(values, wanted, piece);
    }
}
