package org.trialmap.app.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.References;
import org.trialmap.Sessions;
import org.trialmap.app.InProcess;
import org.trialmap.app.InProcess.Ended;
import org.trialmap.array.NdArray;
import org.trialmap.hdf5.Hdf5Writer;
import org.trialmap.support.Hosts;

/** Tables as R and pandas read them. */
class TableCommandTest {
    @TempDir
    static Path folder;

    @BeforeAll
    static void results() throws IOException {
        InProcess.noOtherSpark();
        ok("map", "--function", "java.lang.Math::pow", "--over", "lr=linspace(0,0.4,5)", "--over", "n=1:3", "--grid", "--layout", "stacked", "--out", path("grid"), "--master", "serial");
        Files.writeString(folder.resolve("words.txt"), "plain\na,b\n say \"hi\" \n\u00fcber\n");
        ok("exec", "--over", "word=@" + path("words.txt"), "--over", "id=001,002,003,004", "--out", path("exec"), "--master", "serial", "--", "printf", "%s\\n<{word}>", "{id}");
        spectrum();
    }

    private static void spectrum() throws IOException {
        float[] values = new float[4 * 3 * 2];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % 5 == 4 ? Float.NaN : i == 8 ? Float.POSITIVE_INFINITY : i / 8f;
        }
        try (Hdf5Writer writer = Hdf5Writer.create(folder.resolve("spec.h5"))) {
            writer.root().attribute("samplerate", NdArray.from(1000.0));
            writer.root().dataset("data", NdArray.of(values, 4, 1, 3, 2));
            writer.root().dataset("trialdefinition", NdArray.from(new double[][] {{0, 1, 0}, {1, 2, 0}, {2, 3, 0}, {3, 4, 0}}));
            writer.root().dataset("channel", NdArray.from(new String[] {"O1", "O,2"}));
            writer.root().dataset("freq", NdArray.from(new double[] {4, 8.5, 12}));
        }
    }

    @BeforeEach
    void noOtherSpark() {
        InProcess.noOtherSpark();
    }

    private static String path(String name) {
        return folder.resolve(name).toString();
    }

    private static String ok(String... arguments) {
        Ended ended = InProcess.run(arguments);
        assertEquals(0, ended.code(), ended.err());
        return ended.out();
    }

    private static String table(String file, String... more) {
        return ok(Stream.concat(Stream.of("table", path(file), "--master", "local[2]"), Stream.of(more)).toArray(String[]::new));
    }

    @Test
    void rReadsTheInputsAndValuesOfAMap() throws IOException {
        assertEquals(path("grid.csv") + "\n", table("grid/pow.h5", "--csv", path("grid.csv")));
        List<String> lines = Files.readAllLines(folder.resolve("grid.csv"));
        assertEquals("task,lr,n,result_0,status,duration,host", lines.get(0));
        assertTrue(lines.get(1).matches("0,0\\.0,1,0\\.0,finished,[0-9.E-]+," + Hosts.name()), lines.get(1));
        assertEquals("""
                10 7 integer numeric integer numeric character numeric character
                TRUE TRUE 0.16
                """, References.r("""
                t <- read.csv(commandArgs(TRUE)[1])
                cat(nrow(t), ncol(t), sapply(t, class), "\n", sep=" ", fill=FALSE)
                cat(identical(unique(t$lr), c(0, 0.1, 0.2, 0.4 / 4 * 3, 0.4)), all(t$result_0 == t$lr ^ t$n), t$result_0[t$task == 9], "\n")
                """, path("grid.csv")).replace(" \n", "\n"));
    }

    @Test
    void pandasReadsMapsTextsAndSpectra() {
        table("grid/pow.h5", "--csv", path("pandas.csv"));
        table("exec/printf.h5", "--csv", path("pandas-exec.csv"));
        table("spec.h5", "--csv", path("pandas-spec.csv"));
        assertEquals("""
                (10, 7) int64 float64 int64 float64 object float64 object
                True True True 1
                ['plain', 'a,b', ' say "hi" ', 'über'] ['001', '002', '003', '004'] True
                [24, 6] 4 2.875
                """,
                References.pandas(
                        """
                                import sys
                                import numpy as np, pandas as pd
                                grid, texts, spec = (pd.read_csv(sys.argv[1] + '/' + name, float_precision='round_trip') for name in ('pandas.csv', 'pandas-exec.csv', 'pandas-spec.csv'))
                                print(grid.shape, *grid.dtypes)
                                print(np.array_equal(grid.lr.unique(), [0, 0.1, 0.2, 0.4 / 4 * 3, 0.4]), np.allclose(grid.result_0, grid.lr ** grid.n, rtol=1e-15, atol=0), (grid.duration >= 0).all(), grid.host.nunique())
                                texts = pd.read_csv(sys.argv[1] + '/pandas-exec.csv', dtype=str)
                                print(list(texts.word), list(texts.id), (texts.result_0 == texts.id + '\\n<' + texts.word + '>').all())
                                finite = spec.value[np.isfinite(spec.value)]
                                print(list(spec.shape), spec.value.isna().sum(), finite.max())
                                """,
                        folder.toString()));
    }

    @Test
    void rReadsTextsAsTheyWere() {
        table("exec/printf.h5", "--csv", path("exec.csv"));
        assertEquals("""
                4 plain|a,b| say "hi" |\u00fcber
                001|002|003|004
                TRUE
                """, References.r("""
                t <- read.csv(commandArgs(TRUE)[1], colClasses = "character", encoding = "UTF-8")
                cat(nrow(t), paste(t$word, collapse = "|")); cat("\n")
                cat(paste(t$id, collapse = "|")); cat("\n")
                cat(all(t$result_0 == paste0(t$id, "\n<", t$word, ">"))); cat("\n")
                """, path("exec.csv")));
    }

    @Test
    void rReadsASpectrumWithWhatIsNoNumber() {
        table("spec.h5", "--csv", path("spec.csv"), "--where", "freq between 4 and 9 and channel = 'O,2'");
        assertEquals("""
                8 O,2 4 8.5
                0.125 0.375 0.875 NaN 1.625 1.875 NaN 2.625
                """, References.r("""
                t <- read.csv(commandArgs(TRUE)[1])
                cat(nrow(t), unique(t$channel), unique(t$freq)); cat("\n")
                cat(t$value); cat("\n")
                """, path("spec.csv")));
        table("spec.h5", "--csv", path("inf.csv"), "--where", "trial = 1 and channel = 'O1'");
        assertEquals("NaN Inf 1.25\n".replace("NaN Inf", "0.75 Inf"), References.r("cat(read.csv(commandArgs(TRUE)[1])$value); cat('\\n')", path("inf.csv")));
    }

    @Test
    void parquetIsOneFileOrAFolder() throws IOException {
        assertEquals(path("spec.parquet") + "\n", table("spec.h5", "--parquet", path("spec.parquet")));
        assertTrue(Files.isRegularFile(folder.resolve("spec.parquet")));
        assertEquals(path("parts") + "/\n", table("spec.h5", "--parquet", path("parts") + "/"));
        assertEquals(path("csvs") + "/\n", table("spec.h5", "--csv", path("csvs") + "/"));
        try (Stream<Path> parts = Files.list(folder.resolve("parts"))) {
            assertEquals(List.of(), parts.map(file -> file.getFileName().toString()).filter(name -> !name.matches("part-.*\\.parquet")).toList());
        }
        Sessions.on(Sessions.LOCAL_4);
        SparkSession spark = SparkSession.builder().getOrCreate();
        List<String> rows = spark.read().format("trialmap").load(path("spec.h5")).collectAsList().stream().map(Row::toString).toList();
        assertEquals(rows, spark.read().parquet(path("spec.parquet")).collectAsList().stream().map(Row::toString).toList());
        assertEquals(rows, spark.read().parquet(path("parts")).collectAsList().stream().map(Row::toString).toList());
        assertEquals(rows.size(), spark.read().option("header", true).csv(path("csvs")).count());
    }

    @Test
    void arraysAreJsonInCsv() throws IOException {
        table("spec.h5", "--csv", path("arrays.csv"), "--layout", "arrays", "--where", "trial = 0");
        assertEquals(List.of("trial,time,taper,freq,channel,value", "0,\"[0.0,0.0,0.0]\",\"[0,0,0]\",\"[4.0,8.5,12.0]\",O1,\"[0.0,0.25,\"\"NaN\"\"]\"",
                "0,\"[0.0,0.0,0.0]\",\"[0,0,0]\",\"[4.0,8.5,12.0]\",\"O,2\",\"[0.125,0.375,0.625]\""), Files.readAllLines(folder.resolve("arrays.csv")));
    }

    @Test
    void aTableWithoutRowsHasItsColumns() throws IOException {
        table("spec.h5", "--csv", path("none.csv"), "--where", "trial > 100");
        assertEquals("trial,time,taper,freq,channel,value\n", Files.readString(folder.resolve("none.csv")));
        table("spec.h5", "--parquet", path("none.parquet"), "--where", "trial > 100");
        assertTrue(Files.isRegularFile(folder.resolve("none.parquet")));
    }

    @Test
    void rowsOfSeveralFilesAreToldApart() throws IOException {
        for (String name : List.of("sub-01_spec.h5", "sub-02_spec.h5")) {
            Files.copy(folder.resolve("spec.h5"), folder.resolve(name));
        }
        ok("table", path("sub-02_spec.h5"), path("sub-01_spec.h5"), "--csv", path("all.csv"), "--where", "trial = 1 and channel = 'O1' and freq > 8", "--master", "local[2]");
        assertEquals(List.of("participant_id,file,trial,time,taper,freq,channel,value", "sub-02,sub-02_spec,1,0.0,0,8.5,O1,Infinity", "sub-02,sub-02_spec,1,0.0,0,12.0,O1,1.25",
                "sub-01,sub-01_spec,1,0.0,0,8.5,O1,Infinity", "sub-01,sub-01_spec,1,0.0,0,12.0,O1,1.25"), Files.readAllLines(folder.resolve("all.csv")));
        ok("table", path("spec.h5"), path("sub-01_spec.h5"), "--csv", path("two.csv"), "--where", "file = 'spec' and trial = 0", "--master", "local[2]");
        assertEquals("file,trial,time,taper,freq,channel,value", Files.readAllLines(folder.resolve("two.csv")).get(0));
        assertEquals(7, Files.readAllLines(folder.resolve("two.csv")).size());
        Path other = Files.copy(folder.resolve("spec.h5"), Files.createDirectories(folder.resolve("other")).resolve("spec.h5"));
        refused("Two files are named spec: " + path("spec.h5") + " and " + other + ". Nothing would tell their rows apart. Name them one after the other, into two tables.", "table", path("spec.h5"),
                other.toString(), "--csv", path("x.csv"), "--master", "local[1]");
        refused("The tables of " + path("spec.h5") + " and " + path("grid/pow.h5")
                + " have different columns: trial int, time double, taper int, freq double, channel string, value float, and task int, lr double,"
                + " n bigint, result_0 double, status string, duration double, host string. One table has the same columns in all rows. Name files of one kind.", "table", path("spec.h5"),
                path("grid/pow.h5"),
                "--csv", path("x.csv"), "--master", "local[1]");
    }

    private void refused(String text, String... arguments) throws IOException {
        List<Path> before = files();
        Ended ended = InProcess.run(arguments);
        assertEquals("trialmap: " + text + "\nHelp: trialmap table --help\n", ended.err());
        assertEquals(2, ended.code());
        assertEquals("", ended.out());
        assertEquals(before, files(), "nothing is left behind");
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    @Test
    void nothingIsReplaced() throws IOException {
        String spec = path("spec.h5");
        Files.writeString(folder.resolve("old.csv"), "mine");
        refused("--csv " + path("old.csv") + " already exists. Tables do not replace anything. Remove it, or name another file.", "table", spec, "--csv", path("old.csv"));
        assertEquals("mine", Files.readString(folder.resolve("old.csv")));
        refused("--parquet " + folder + " is a folder that exists. Tables do not replace anything. Remove it, or name another file, for example " + folder.resolve("table.parquet") + ".", "table",
                spec,
                "--parquet", folder.toString());
        refused("--csv " + path("no/x.csv") + " cannot be written: there is no folder " + path("no") + ". Make it, or name another one.", "table", spec, "--csv",
                path("no/x.csv"));
    }

    @Test
    void wrongUsageIsSaidBeforeAnythingIsRead() throws IOException {
        String spec = path("spec.h5");
        refused("Neither --csv nor --parquet is given. A table is written in one of the two formats. Name one: --csv OUT, or --parquet OUT.", "table", spec);
        refused("--csv and --parquet are both given. A table is written in one of the two formats. Name one: --csv OUT, or --parquet OUT.", "table", spec, "--csv", "a", "--parquet", "b");
        refused("--csv is empty, often since a variable is not set. Name a file, or a folder with / at its end.", "table", spec, "--csv", "");
        refused(path("none.h5") + " does not exist. Only what a file holds can be a table. Correct the path.", "table", path("none.h5"), "--csv", path("x.csv"));
        refused("--master serial is without Spark, which makes the tables. Leave it out, or name a local one: --master local[1].", "table", spec, "--csv", path("x.csv"), "--master", "serial");
    }

    @Test
    void conditionsThatAreNoneAreRefused() throws IOException {
        String columns = " The columns of " + path("spec.h5") + " are trial, time, taper, freq, channel, value. Write for example --where \"trial < 10\".";
        refused("--where 'frq > 8' names a column 'frq', which is not there. Did you mean 'freq'?" + columns, where("frq > 8"));
        refused("--where 'freq >' is no condition: Spark SQL does not understand it at or near end of input." + columns, where("freq >"));
        refused("--where 'freq + 1' is no condition on this table: Cannot resolve \"(freq + 1)\" due to data type mismatch: Filter expression \"(freq + 1)\" of type \"DOUBLE\" is not a boolean."
                + columns, where("freq + 1"));
        refused("The layout 'array' is not known. Did you mean 'arrays'? Layouts are tidy, one row for each value, and arrays, one row for each trial and channel. Correct"
                + " --layout.", "table", path("spec.h5"), "--csv", path("x.csv"), "--master", "local[1]", "--layout", "array");
        assertFalse(Files.exists(folder.resolve("x.csv")));
    }

    private static String[] where(String condition) {
        return new String[] {"table", path("spec.h5"), "--csv", path("x.csv"), "--master", "local[1]", "--where", condition};
    }
}
