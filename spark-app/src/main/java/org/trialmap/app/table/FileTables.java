package org.trialmap.app.table;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.trialmap.app.cli.UsageException;
import org.trialmap.support.Suggestions;

/** The tables of several files, one below the other, with a column that names the file, and, where all are named as BIDS does, one with the subject, as participants.tsv has it. */
final class FileTables {
    private static final String FILE = "file";
    private static final String SUBJECT = "participant_id";
    private static final Pattern BIDS = Pattern.compile("(sub-[A-Za-z0-9]+)_.*");

    private FileTables() {}

    static Dataset<Row> of(List<Path> files, Function<Path, Dataset<Row>> open) {
        if (files.size() == 1) {
            return open.apply(files.get(0));
        }
        List<String> names = files.stream().map(FileTables::name).toList();
        names.stream().filter(name -> names.indexOf(name) != names.lastIndexOf(name)).findFirst().ifPresent(name -> {
            throw new UsageException(
                    "Two files are named " + name + ": " + files.get(names.indexOf(name)) + " and " + files.get(names.lastIndexOf(name)) + ". Nothing would tell their rows apart. Name them"
                            + " one after the other, into two tables.");
        });
        boolean subjects = names.stream().allMatch(name -> BIDS.matcher(name).matches());
        List<Dataset<Row>> tables = files.stream().map(open).toList();
        Dataset<Row> all = null;
        for (int k = 0; k < files.size(); k++) {
            Dataset<Row> one = tables.get(k);
            requireAlike(files.get(k), columns(one), files.get(0), columns(tables.get(0)));
            Dataset<Row> named = one.select(functions.lit(names.get(k)).as(FILE), functions.col("*"));
            named = subjects ? named.select(functions.lit(subject(names.get(k))).as(SUBJECT), functions.col("*")) : named;
            all = all == null ? named : all.union(named);
        }
        return all;
    }

    /** Without folder and extension. */
    private static String name(Path file) {
        return file.getFileName().toString().replaceFirst("\\.[A-Za-z0-9]+$", "");
    }

    private static String subject(String name) {
        Matcher bids = BIDS.matcher(name);
        bids.matches();
        return bids.group(1);
    }

    private static void requireAlike(Path file, List<String> columns, Path first, List<String> others) {
        for (String own : List.of(FILE, SUBJECT)) {
            if (columns.stream().anyMatch(column -> column.regionMatches(true, 0, own + " ", 0, own.length() + 1))) {
                throw new UsageException("The table of " + file + " has a column '" + own + "', as the table of several files has, which tells their rows apart. Name one FILE.");
            }
        }
        if (!columns.equals(others)) {
            throw new UsageException("The tables of " + first + " and " + file + " have different columns: " + Suggestions.list(others) + ", and " + Suggestions.list(columns)
                    + ". One table has the same columns in all rows. Name files of one kind.");
        }
    }

    /** Names and types. */
    private static List<String> columns(Dataset<Row> table) {
        return Arrays.stream(table.schema().fields()).map(field -> field.name() + " " + field.dataType().simpleString()).toList();
    }
}
