package org.trialmap.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.trialmap.array.NdArray;
import org.trialmap.array.Shape;

/**
 * The outcomes of a map that are in memory, as a table with a row for each task.
 *
 * @hidden
 */
public final class OutcomeTable {
    private final Map<String, NdArray> inputs;
    private final ValueColumns forms = new ValueColumns();
    private final List<Outcome> outcomes = new ArrayList<>();

    private record Outcome(Map<String, NdArray> values, String error) {}

    /** @param inputs names and values, one for each task */
    public OutcomeTable(Map<String, NdArray> inputs) {
        this.inputs = inputs;
    }

    /** The next task has these values. Throws {@link IllegalArgumentException} if one of them has another type than that of another task. */
    public void finished(Map<String, NdArray> values) {
        values.forEach((name, value) -> forms.add(outcomes.size(), name, value.dtype(), Shape.toLong(value.shape())));
        outcomes.add(new Outcome(values, null));
    }

    /** The next task has failed. */
    public void failed(String error) {
        outcomes.add(new Outcome(Map.of(), error));
    }

    public Dataset<Row> on(SparkSession spark) {
        StructType columns = forms.columns(inputs, ValueColumns.field(ValueColumns.ERROR, DataTypes.StringType, true));
        List<String> names = List.copyOf(ValueColumns.names(List.copyOf(inputs.keySet()), forms.values()).values());
        List<Row> rows = new ArrayList<>();
        for (int task = 0; task < outcomes.size(); task++) {
            rows.add(row(task, names, columns.fields()));
        }
        return spark.createDataFrame(rows, columns);
    }

    private Row row(int task, List<String> names, StructField[] fields) {
        Outcome outcome = outcomes.get(task);
        Object[] row = new Object[fields.length];
        row[0] = task;
        for (int k = 0; k < names.size(); k++) {
            NdArray value = k < inputs.size() ? null : outcome.values.get(names.get(k));
            row[k + 1] = k < inputs.size() ? ValueColumns.element(inputs.get(names.get(k)), task) : value == null ? null : ValueColumns.cell(value, fields[k + 1].dataType());
        }
        row[fields.length - 2] = outcome.error == null ? "finished" : "failed";
        row[fields.length - 1] = outcome.error;
        return RowFactory.create(row);
    }
}
