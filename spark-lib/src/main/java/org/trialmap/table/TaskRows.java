package org.trialmap.table;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.sources.Filter;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.trialmap.array.NdArray;
import org.trialmap.files.InputPath;
import org.trialmap.store.SavedResults;
import org.trialmap.support.Reason;

/**
 * One row for each task of a map's results.
 *
 * @param file the container
 * @param inputs names, by the columns that have them; so {@code values}
 * @param tasks those that are read
 * @param perPiece tasks of a partition
 */
record TaskRows(String file, StructType columns, Map<String, String> inputs, Map<String, String> values, int[] tasks, int perPiece) implements TableSource {
    /** Values of a partition, roughly. */
    private static final long PER_PARTITION = 1 << 19;
    private static final int MOST_TASKS = 1 << 14;

    /** Looks at the values of all tasks, reads none. Throws {@link IllegalArgumentException} if they are of several types. */
    static TaskRows of(SavedResults results) {
        ValueColumns forms = new ValueColumns();
        BitSet missing = results.missing();
        long elements = 0;
        for (int task : described(results, missing)) {
            List<String> names = results.values(task);
            for (int k = 0; k < names.size(); k++) {
                long[] shape = results.shape(task, k);
                forms.add(task, names.get(k), results.dtype(task, k), shape);
                elements = Math.max(elements, Arrays.stream(shape).reduce(1, (a, b) -> a * b));
            }
        }
        Map<String, NdArray> inputs = results.inputs();
        StructType columns = results.run().isPresent() ? forms.columns(inputs, ValueColumns.field(ValueColumns.DURATION, DataTypes.DoubleType, true),
                ValueColumns.field(ValueColumns.HOST, DataTypes.StringType, true)) : forms.columns(inputs);
        Map<String, String> names = ValueColumns.names(List.copyOf(inputs.keySet()), forms.values());
        return new TaskRows(results.container().toAbsolutePath().toString(), columns, part(names, 0, inputs.size()), part(names, inputs.size(), names.size()),
                IntStream.range(0, results.tasks()).toArray(), (int) Math.max(1, Math.min(MOST_TASKS, PER_PARTITION / Math.max(1, elements))));
    }

    /** Stacked results are all alike. */
    private static int[] described(SavedResults results, BitSet missing) {
        IntStream finished = IntStream.range(0, results.tasks()).filter(task -> !missing.get(task));
        boolean alike = missing.cardinality() < results.tasks() && IntStream.range(0, results.values().size()).allMatch(results::isStacked);
        return (alike ? finished.limit(1) : finished).toArray();
    }

    private static Map<String, String> part(Map<String, String> names, int from, int to) {
        Map<String, String> part = new java.util.LinkedHashMap<>();
        names.entrySet().stream().skip(from).limit(to - from).forEach(entry -> part.put(entry.getKey(), entry.getValue()));
        return part;
    }

    @Override
    public Path path() {
        return InputPath.of(file);
    }

    @Override
    public boolean selects(String column) {
        return column.equals(ValueColumns.TASK) || inputs.containsKey(column);
    }

    @Override
    public Optional<TableSource> select(Filter[] filters) {
        int[] left;
        try (SavedResults results = SavedResults.open(path())) {
            Map<String, NdArray> known = results.inputs();
            left = Arrays.stream(tasks).filter(task -> Arrays.stream(filters).allMatch(filter -> CoordinateFilter.holds(filter, coordinate(known, filter, task)))).toArray();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(Reason.of(e), e);
        }
        return left.length == 0 ? Optional.empty() : Optional.of(new TaskRows(file, columns, inputs, values, left, perPiece));
    }

    private Comparable<?> coordinate(Map<String, NdArray> known, Filter filter, int task) {
        String column = CoordinateFilter.column(filter).orElseThrow();
        return column.equals(ValueColumns.TASK) ? (Comparable<?>) task : (Comparable<?>) ValueColumns.element(known.get(inputs.get(column)), task);
    }

    @Override
    public List<Piece> pieces() {
        List<Piece> pieces = new ArrayList<>();
        for (int from = 0; from < tasks.length; from += perPiece) {
            pieces.add(new Piece(from, Math.min(tasks.length, from + perPiece)));
        }
        return pieces;
    }

    @Override
    public PartitionReader<InternalRow> rows(StructType wanted, Piece piece) throws IOException {
        return new TaskReader(this, wanted, piece);
    }
}
