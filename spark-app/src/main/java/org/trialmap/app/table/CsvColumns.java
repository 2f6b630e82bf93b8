package org.trialmap.app.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** What CSV, which has numbers and texts only, has for the columns of a table: complex numbers as two columns, arrays as JSON. */
final class CsvColumns {
    /** As RFC 4180, R and pandas have it: quotes are doubled, spaces are kept. */
    static final Map<String, String> OPTIONS = Map.of("escape", "\"", "ignoreLeadingWhiteSpace", "false", "ignoreTrailingWhiteSpace", "false");

    private CsvColumns() {}

    static Dataset<Row> of(Dataset<Row> table) {
        List<Column> columns = new ArrayList<>();
        for (StructField field : table.schema().fields()) {
            Column column = table.col("`" + field.name().replace("`", "``") + "`");
            if (field.dataType() instanceof StructType parts) {
                for (String part : parts.fieldNames()) {
                    columns.add(column.getField(part).as(field.name() + "_" + part));
                }
            } else {
                columns.add(field.dataType() instanceof ArrayType ? functions.to_json(column).as(field.name()) : column);
            }
        }
        return table.select(columns.toArray(Column[]::new));
    }
}
