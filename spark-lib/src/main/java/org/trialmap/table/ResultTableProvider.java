package org.trialmap.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.sources.DataSourceRegister;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.trialmap.trial.RecordingOptions;
import org.trialmap.trial.SpectralData;

/**
 * The data source {@code trialmap} of Spark SQL: {@code spark.read().format("trialmap").load(file)}. Spark finds it by its name; options: {@code dataset}, {@code samplerate},
 * {@code raw}, as for {@link org.trialmap.trial.Recording#open}.
 *
 * @hidden
 */
public final class ResultTableProvider implements TableProvider, DataSourceRegister {
    /** Called by Spark. */
    public ResultTableProvider() { }

    @Override
    public String shortName() {
        return "trialmap";
    }

    @Override
    public StructType inferSchema(CaseInsensitiveStringMap options) {
        return TableColumns.of(open(options));
    }

    @Override
    public Table getTable(StructType schema, Transform[] partitioning, Map<String, String> properties) {
        return new ResultTable(open(new CaseInsensitiveStringMap(properties)));
    }

    private static TrialValues open(CaseInsensitiveStringMap options) {
        String path = options.get("path");
        if (path == null) {
            throw new IllegalArgumentException("The data source trialmap reads one file, and none is named. Name it: spark.read().format(\"trialmap\").load(\"spec.h5\").");
        }
        RecordingOptions how = RecordingOptions.DEFAULT;
        if (options.containsKey("dataset")) {
            how = how.dataset(options.get("dataset"));
        }
        if (options.containsKey("samplerate")) {
            how = how.samplerateHz(options.getDouble("samplerate", 0));
        }
        if (options.getBoolean("raw", false)) {
            how = how.raw(true);
        }
        Path file = Path.of(path.replaceFirst("^file:(//)?(?=/)", ""));
        try {
            return TrialValues.open(file, how, SpectralData.isSpectrum(file, how));
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }
}
