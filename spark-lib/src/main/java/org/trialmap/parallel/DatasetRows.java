package org.trialmap.parallel;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.trialmap.task.Fingerprint;
import org.trialmap.task.InputColumns;
import org.trialmap.task.Inputs;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The rows of a dataset of Spark SQL as inputs, one task each, brought to the driver.
 *
 * @param schema names and types of the columns
 */
record DatasetRows<T>(List<T> rows, String schema) implements Inputs<T> {
    static <T> DatasetRows<T> of(Dataset<T> dataset) {
        return new DatasetRows<>(dataset.collectAsList(), dataset.schema().toDDL());
    }

    @Override
    public int size() {
        return rows.size();
    }

    @Override
    public T get(int index) {
        return rows.get(index);
    }

    @Override
    public String label(int index) {
        return Inputs.labelOf(plain(rows.get(index)));
    }

    /** Rows count by their values: what else is in them may differ from session to session. */
    @Override
    public void fingerprint(Fingerprint fingerprint) {
        fingerprint.add("rows").add(schema).add(rows.size());
        for (T row : rows) {
            Object plain = plain(row);
            fingerprint.add(plain instanceof Map<?, ?> values ? new ArrayList<>(values.values()) : plain);
        }
    }

    @Override
    public InputColumns named() {
        return Inputs.of(rows.stream().map(DatasetRows::plain).toList()).named();
    }

    /** What Spark has given: rows as maps, sequences as lists, dates and decimals as text. */
    private static Object plain(Object value) {
        if (value instanceof Row row) {
            Map<String, Object> values = new LinkedHashMap<>();
            for (int c = 0; c < row.length(); c++) {
                values.put(row.schema() == null ? "_" + (c + 1) : row.schema().fieldNames()[c], plain(row.get(c)));
            }
            return values;
        }
        if (value instanceof scala.collection.Map<?, ?> map) {
            Map<Object, Object> values = new LinkedHashMap<>();
            CollectionConverters.asJava(map).forEach((key, element) -> values.put(plain(key), plain(element)));
            return values;
        }
        if (value instanceof scala.collection.Iterable<?> elements) {
            List<Object> plain = new ArrayList<>();
            CollectionConverters.asJava(elements).forEach(element -> plain.add(plain(element)));
            return plain;
        }
        boolean text = value instanceof java.math.BigDecimal || value instanceof java.util.Date || value instanceof java.time.temporal.Temporal || value instanceof java.time.temporal.TemporalAmount;
        return text ? value.toString() : value instanceof Collection<?> collection ? new ArrayList<>(collection) : value;
    }
}
