package org.trialmap.table;

import java.util.Set;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** A file as a table. */
record ResultTable(TrialValues values) implements SupportsRead {
    @Override
    public String name() {
        return values.path().toString();
    }

    @Override
    public StructType schema() {
        return TableColumns.of(values);
    }

    @Override
    public Set<TableCapability> capabilities() {
        return Set.of(TableCapability.BATCH_READ);
    }

    @Override
    public ScanBuilder newScanBuilder(CaseInsensitiveStringMap options) {
        return new TableScanBuilder(values);
    }
}
