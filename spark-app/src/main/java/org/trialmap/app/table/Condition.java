package org.trialmap.app.table;

import java.nio.file.Path;
import java.util.List;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.trialmap.app.cli.QuotedText;
import org.trialmap.app.cli.UsageException;
import org.trialmap.support.Reason;
import org.trialmap.support.Suggestions;

/** A condition on the rows of a table, as the user typed it. */
final class Condition {
    private Condition() {}

    /** The rows for which it holds. */
    static Dataset<Row> of(String where, Dataset<Row> table, Path file) {
        try {
            Dataset<Row> filtered = table.filter(where);
            filtered.queryExecution().assertAnalyzed();
            return filtered;
        } catch (Exception e) { // AnalysisException is a checked one, which Scala does not declare
            throw new UsageException("--where " + QuotedText.of(where) + " " + problem(e, List.of(table.columns())) + " The columns of " + file + " are "
                    + Suggestions.list(List.of(table.columns())) + ". Write for example --where \"" + table.columns()[0] + " < 10\".", e);
        }
    }

    private static String problem(Exception e, List<String> columns) {
        String condition = e instanceof SparkThrowable known && known.getCondition() != null ? known.getCondition() : "";
        if (condition.startsWith("UNRESOLVED_COLUMN")) {
            String name = ((SparkThrowable) e).getMessageParameters().getOrDefault("objectName", "").replace("`", "");
            return "names a column '" + name + "', which is not there." + Suggestions.of(name, columns);
        }
        if (condition.startsWith("PARSE_SYNTAX_ERROR")) {
            return "is no condition: Spark SQL does not understand it at or near " + ((SparkThrowable) e).getMessageParameters().getOrDefault("error", "its end") + ".";
        }
        String first = Reason.of(e).lines().findFirst().orElse("").replaceFirst("^\\[[A-Z0-9_.]+] ", "").replaceFirst(" SQLSTATE: .*", "");
        return "is no condition on this table: " + first + (first.endsWith(".") ? "" : ".");
    }
}
