package org.trialmap.table;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.CatalystTypeConverters;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.trialmap.array.NdArray;
import org.trialmap.store.Layout;
import org.trialmap.store.SavedResults;
import org.trialmap.store.run.TaskTimes;
import scala.Function1;

/** Gives the rows of some tasks. */
final class TaskReader implements PartitionReader<InternalRow> {
    private static final UTF8String FINISHED = UTF8String.fromString("finished");
    private static final UTF8String MISSING = UTF8String.fromString("missing");

    private final SavedResults results;
    private final TableSource.Piece piece;
    private final int[] tasks;
    private final Cell[] cells;
    private int next;
    private boolean finished;
    private TaskTimes times;
    private final boolean stacked;
    private List<String> names = List.of();

    /** What a column has of a task. */
    private interface Cell {
        Object of(int task);
    }

    TaskReader(TaskRows rows, StructType wanted, TableSource.Piece piece) throws IOException {
        this.results = SavedResults.open(rows.path());
        this.stacked = results.layout() == Layout.STACKED;
        this.piece = piece;
        this.tasks = rows.tasks();
        this.next = piece.from() - 1;
        Map<String, NdArray> inputs = results.inputs();
        this.cells = Arrays.stream(wanted.fields()).map(field -> cell(rows, inputs, field)).toArray(Cell[]::new);
    }

    private Cell cell(TaskRows rows, Map<String, NdArray> inputs, StructField field) {
        if (field.name().equals(ValueColumns.TASK)) {
            return task -> task;
        }
        if (field.name().equals(ValueColumns.STATUS)) {
            return task -> finished ? FINISHED : MISSING;
        }
        if (field.name().equals(ValueColumns.DURATION)) {
            return task -> times().seconds(task);
        }
        if (field.name().equals(ValueColumns.HOST)) {
            return task -> UTF8String.fromString(times().host(task));
        }
        Function1<Object, Object> converter = CatalystTypeConverters.createToCatalystConverter(field.dataType());
        if (rows.inputs().containsKey(field.name())) {
            NdArray values = inputs.get(rows.inputs().get(field.name()));
            return task -> converter.apply(ValueColumns.element(values, task));
        }
        String name = rows.values().get(field.name());
        return task -> {
            int k = finished ? names.indexOf(name) : -1;
            return k < 0 ? null : converter.apply(ValueColumns.cell(results.read(task, k), field.dataType()));
        };
    }

    /** Read when they are asked for. */
    private TaskTimes times() {
        if (times == null) {
            times = TaskTimes.of(results);
        }
        return times;
    }

    @Override
    public boolean next() {
        next++;
        return next < piece.to();
    }

    @Override
    public InternalRow get() {
        int task = tasks[next];
        finished = results.status(task) == SavedResults.Status.FINISHED;
        if (finished && (!stacked || names.isEmpty())) { // stacked ones have the same
            names = results.values(task);
        }
        Object[] row = new Object[cells.length];
        for (int c = 0; c < cells.length; c++) {
            row[c] = cells[c].of(task);
        }
        return new GenericInternalRow(row);
    }

    @Override
    public void close() throws IOException {
        results.close();
    }
}
