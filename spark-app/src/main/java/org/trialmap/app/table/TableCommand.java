package org.trialmap.app.table;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.trialmap.app.cli.Converters;
import org.trialmap.app.cli.ExitCode;
import org.trialmap.app.cli.GivenFile;
import org.trialmap.app.cli.Session;
import org.trialmap.app.cli.SessionOptions;
import org.trialmap.app.cli.UsageException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "table", sortOptions = false, description = "Writes results, a spectrum or a recording as a table: CSV for R, pandas and spreadsheets, or Parquet.",
        footer = {"", "OUT is one file; with a / at its end it is a folder with a file for each part of the table, which is faster for large ones. Nothing is replaced.",
            "Examples:", "  trialmap table spec.spy --csv alpha.csv --where \"freq between 8 and 12 and channel in ('O1', 'O2')\"",
            "  trialmap table results/f.h5 --parquet f.parquet", "  trialmap table spectra/sub-*_spec.h5 --csv all.csv"})
public final class TableCommand implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Parameters(paramLabel = "FILE", arity = "1..*", converter = Converters.InputPaths.class,
            description = "Results of map or exec, a spectrum, a recording: HDF5, a Syncopy container, or another format, as EDF. Of several files of one kind, the"
                    + " rows of all.")
    private List<Path> files;

    @Option(names = "--csv", paramLabel = "OUT", description = "Write CSV: UTF-8, commas, names in the first line.")
    private String csv;

    @Option(names = "--parquet", paramLabel = "OUT", description = "Write Parquet.")
    private String parquet;

    @Option(names = "--where", paramLabel = "CONDITION", description = "Only rows for which it holds, in SQL: freq > 8 and channel = 'Cz'. What it leaves out is not read.")
    private String where;

    @Option(names = "--layout", paramLabel = "tidy|arrays", description = "Of spectra and recordings: one row for each value, or for each trial and channel with arrays (default: tidy).")
    private String layout;

    @Option(names = "--dataset", paramLabel = "PATH", description = "The file's dataset (default: /data).")
    private String dataset;

    @Option(names = "--samplerate", paramLabel = "HZ", description = "Its samplerate, if the file does not say.")
    private Double samplerate;

    @Option(names = "--raw", description = "Take the numbers as they are stored, without unit, where the file says how they are scaled.")
    private boolean raw;

    @Option(names = "--master", paramLabel = "URL", description = "Where to run: local[N], local[*], spark://HOST:PORT (default: spark.master, else local[*]).")
    private String master;

    @Option(names = "--conf", paramLabel = "K=V", converter = Converters.Settings.class, description = "A Spark setting, for example spark.executor.memory=4g. May be repeated.")
    private List<String> conf = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        TableFile out = target();
        files.forEach(file -> GivenFile.require("", file, "a result, a spectrum or a recording", "Only what a file holds can be a table."));
        if (SessionOptions.SERIAL.equals(master)) {
            throw new UsageException("--master serial is without Spark, which makes the tables. Leave it out, or name a local one: --master local[1].");
        }
        try (Session session = Session.open(new SessionOptions(master, SessionOptions.settings(conf), null, List.of(), true))) {
            out.write(table(session.sql()));
        }
        spec.commandLine().getOut().println(out.shown());
        return ExitCode.OK;
    }

    private TableFile target() {
        if ((csv == null) == (parquet == null)) {
            throw new UsageException((csv == null ? "Neither --csv nor --parquet is given" : "--csv and --parquet are both given") + ". A table is written in one of the two formats. Name one:"
                    + " --csv OUT, or --parquet OUT.");
        }
        return csv != null ? TableFile.at("--csv", csv, TableFile.Format.CSV) : TableFile.at("--parquet", parquet, TableFile.Format.PARQUET);
    }

    private Dataset<Row> table(SparkSession spark) {
        Dataset<Row> table = FileTables.of(files, file -> table(spark, file));
        return where == null ? table : Condition.of(where, table, files.get(0));
    }

    private Dataset<Row> table(SparkSession spark, Path file) {
        DataFrameReader reader = spark.read().format("trialmap").option("raw", raw);
        if (layout != null) {
            reader.option("layout", layout);
        }
        if (dataset != null) {
            reader.option("dataset", dataset);
        }
        if (samplerate != null) {
            reader.option("samplerate", samplerate);
        }
        try {
            return reader.load(file.toAbsolutePath().toString());
        } catch (IllegalArgumentException e) { // of an option
            throw new UsageException(e.getMessage(), e);
        }
    }
}
