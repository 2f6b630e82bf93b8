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
import org.trialmap.files.InputPath;
import org.trialmap.store.SavedResults;
import org.trialmap.support.Reason;
import org.trialmap.trial.RecordingOptions;
import org.trialmap.trial.SpectralData;

/**
 * The data source {@code trialmap} of Spark SQL: {@code spark.read().format("trialmap").load(file)}. Spark finds it by its name; options: {@code layout}, and {@code dataset},
 * {@code samplerate}, {@code raw}, as for {@link org.trialmap.trial.Recording#open}.
 *
 * @hidden
 */
public final class ResultTableProvider implements TableProvider, DataSourceRegister {
    private CaseInsensitiveStringMap described;
    private TableSource source;

    /** Called by Spark. */
    public ResultTableProvider() {}

    @Override
    public String shortName() {
        return "trialmap";
    }

    @Override
    public StructType inferSchema(CaseInsensitiveStringMap options) {
        source = open(options);
        described = options;
        return source.columns();
    }

    /** Spark asks for the columns first; what was found then is not looked for again. */
    @Override
    public Table getTable(StructType schema, Transform[] partitioning, Map<String, String> properties) {
        CaseInsensitiveStringMap options = new CaseInsensitiveStringMap(properties);
        return new ResultTable(options.equals(described) ? source : open(options));
    }

    private static TableSource open(CaseInsensitiveStringMap options) {
        String path = options.get("path");
        if (path == null) {
            throw new IllegalArgumentException("The data source trialmap reads one file, and none is named. Name it: spark.read().format(\"trialmap\").load(\"spec.h5\").");
        }
        TableLayout layout = TableLayout.of(options.getOrDefault("layout", "tidy"));
        Path file = InputPath.of(path.replaceFirst("^file:(//)?(?=/)", ""));
        try {
            return ResultKind.isOfTasks(file) ? tasks(file, layout) : trials(file, recording(options), layout);
        } catch (IOException e) {
            throw new UncheckedIOException(Reason.of(e), e);
        }
    }

    private static TableSource tasks(Path file, TableLayout layout) throws IOException {
        if (layout != TableLayout.TIDY) {
            throw new IllegalArgumentException("The layout 'arrays' was asked for, but " + file + " has the results of a map: their table has a row for each task, with arrays where tasks"
                    + " returned arrays. Leave out the layout; it is for recordings and spectra.");
        }
        try (SavedResults results = SavedResults.open(file)) {
            return TaskRows.of(results);
        }
    }

    private static TableSource trials(Path file, RecordingOptions how, TableLayout layout) throws IOException {
        TrialValues values = TrialValues.open(file, how, SpectralData.isSpectrum(file, how));
        return layout == TableLayout.TIDY ? new TidyTrials(values) : new TrialArrays(values);
    }

    private static RecordingOptions recording(CaseInsensitiveStringMap options) {
        RecordingOptions how = RecordingOptions.DEFAULT;
        if (options.containsKey("dataset")) {
            how = how.dataset(options.get("dataset"));
        }
        if (options.containsKey("samplerate")) {
            how = how.samplerateHz(options.getDouble("samplerate", 0));
        }
        return options.getBoolean("raw", false) ? how.raw(true) : how;
    }
}
