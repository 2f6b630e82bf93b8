package org.trialmap.table;

import java.util.Arrays;
import java.util.Optional;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.SupportsPushDownFilters;
import org.apache.spark.sql.connector.read.SupportsPushDownRequiredColumns;
import org.apache.spark.sql.sources.Filter;
import org.apache.spark.sql.types.StructType;

/** Reads the columns that a query names, of the trials, channels, tapers and frequencies, or of the tasks, that its conditions leave. */
final class TableScanBuilder implements SupportsPushDownRequiredColumns, SupportsPushDownFilters {
    private final TableSource source;
    private StructType columns;
    private Filter[] used = {};

    TableScanBuilder(TableSource source) {
        this.source = source;
        this.columns = source.columns();
    }

    @Override
    public void pruneColumns(StructType required) {
        columns = required;
    }

    /** Spark applies all of them to the rows, too: what is read may be more than what they leave. */
    @Override
    public Filter[] pushFilters(Filter[] filters) {
        used = Arrays.stream(filters).filter(filter -> CoordinateFilter.column(filter).filter(source::selects).isPresent()).toArray(Filter[]::new);
        return filters;
    }

    @Override
    public Filter[] pushedFilters() {
        return used.clone();
    }

    @Override
    public Scan build() {
        return new TableScan(used.length == 0 ? Optional.of(source) : source.select(used), columns, Arrays.toString(used));
    }
}
