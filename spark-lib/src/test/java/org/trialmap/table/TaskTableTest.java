package org.trialmap.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.sources.EqualTo;
import org.apache.spark.sql.sources.Filter;
import org.apache.spark.sql.sources.GreaterThan;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trialmap.Sessions;
import org.trialmap.array.NdArray;
import org.trialmap.parallel.Outcomes;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.store.Layout;
import org.trialmap.store.SaveOptions;
import org.trialmap.store.SavedResults;
import org.trialmap.store.UnfitResultException;
import org.trialmap.support.Hosts;
import org.trialmap.task.OnError;
import org.trialmap.task.Pair;

/** Results of maps as tables: one row for each task. */
class TaskTableTest {
    private static final List<Double> LR = List.of(0.1, 0.2, 0.30000000000000004);
    private static final List<String> SIDE = List.of("left", "right");

    @TempDir
    Path folder;

    private record Score(double loss, int[] counts, boolean good) implements Serializable {}

    @AfterAll
    static void stop() {
        Sessions.stop();
    }

    private static SparkSession spark() {
        return spark(Sessions.LOCAL_4);
    }

    private static SparkSession spark(String master) {
        Sessions.on(master);
        return SparkSession.builder().getOrCreate();
    }

    private static Score score(Pair<Double, String> input) {
        if (input.first() == 0.2 && input.second().equals("right")) {
            throw new IllegalStateException("no luck");
        }
        return new Score(input.first() * 2, new int[] {input.second().length(), 1}, input.first() > 0.15);
    }

    private SavedResults saved(Layout layout) throws IOException {
        return ParallelMap.serial().onError(OnError.CONTINUE).batch(2).grid(LR, SIDE).inputNames("lr", "side").saving(SaveOptions.DEFAULTS.withLayout(layout)).save(folder, TaskTableTest::score);
    }

    private static List<String> rows(Dataset<Row> table) {
        return table.collectAsList().stream().map(Row::toString).toList();
    }

    @ParameterizedTest
    @EnumSource(Layout.class)
    void everyTaskIsARowWithItsInputsAndValues(Layout layout) throws IOException {
        try (SavedResults saved = saved(layout)) {
            assertEquals("task INT NOT NULL,lr DOUBLE NOT NULL,side STRING NOT NULL,loss DOUBLE,counts ARRAY<INT>,good BOOLEAN,status STRING NOT NULL,duration DOUBLE,host STRING",
                    saved.table(spark()).schema().toDDL());
            Dataset<Row> table = saved.table(spark()).drop("duration", "host");
            assertEquals(List.of("[0,0.1,left,0.2,ArraySeq(4, 1),false,finished]", "[1,0.1,right,0.2,ArraySeq(5, 1),false,finished]", "[2,0.2,left,0.4,ArraySeq(4, 1),true,finished]",
                    "[3,0.2,right,null,null,null,missing]", "[4,0.30000000000000004,left,0.6000000000000001,ArraySeq(4, 1),true,finished]",
                    "[5,0.30000000000000004,right,0.6000000000000001,ArraySeq(5, 1),true,finished]"), rows(table));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"side = 'left'", "lr > 0.1 and side <> 'left'", "task in (1, 3, 9)", "status = 'missing'", "loss > 0.3 or task = 0", "lr = 7", "not (task = 2)", "size(counts) = 2 and good"})
    void conditionsLeaveTheSameRowsWhetherTheyArePushedDownOrNot(String condition) throws IOException {
        try (SavedResults saved = saved(Layout.STACKED)) {
            Dataset<Row> table = saved.table(spark());
            Dataset<Row> whole = spark().createDataFrame(table.collectAsList(), table.schema());
            assertEquals(rows(whole.filter(condition)), rows(table.filter(condition)));
        }
    }

    @Test
    void onlyTheTasksThatConditionsLeaveAreRead() throws IOException {
        try (SavedResults saved = saved(Layout.LINKED)) {
            Filter[] filters = {new GreaterThan("lr", 0.1), new EqualTo("side", "left")};
            TableScanBuilder builder = new TableScanBuilder(TaskRows.of(saved));
            builder.pushFilters(filters);
            assertArrayEquals(filters, builder.pushedFilters());
            assertArrayEquals(new int[] {2, 4}, ((TaskRows) ((TableScan) builder.build()).source().orElseThrow()).tasks());
            builder.pushFilters(new Filter[] {new EqualTo("loss", 0.2), new EqualTo("status", "missing")});
            assertEquals(0, builder.pushedFilters().length);
        }
    }

    @Test
    void executorsOfAClusterReadThem() throws IOException {
        try (SavedResults saved = saved(Layout.LINKED)) {
            List<String> local = rows(saved.table(spark()));
            assertEquals(local, rows(saved.table(spark(Sessions.LOCAL_CLUSTER))));
        }
    }

    @ParameterizedTest
    @EnumSource(Layout.class)
    void theJournalSaysHowLongTasksTookAndWhere(Layout layout) throws Exception {
        try (SavedResults saved = ParallelMap.serial().onError(OnError.CONTINUE).batch(2).over(List.of(0, 30, -1)).inputNames("host").saving(SaveOptions.DEFAULTS.withLayout(layout)).save(folder,
                millis -> {
                    Thread.sleep(millis); // throws of -1
                    return millis;
                })) {
            Dataset<Row> table = saved.table(spark());
            assertEquals("task INT NOT NULL,input_host INT NOT NULL,result_0 INT,status STRING NOT NULL,duration DOUBLE,host STRING", table.schema().toDDL());
            String host = Hosts.name();
            assertEquals(List.of("[true," + host + "]", "[true," + host + "]", "[null,null]"), rows(table.selectExpr("duration between input_host * 0.001 and input_host * 0.001 + 10", "host")));
            assertEquals("[1]", rows(table.filter("duration > 0.029").select("task")).get(0));
            Path alone = Files.copy(saved.container(), Files.createDirectories(folder.resolve("moved/alone")).resolve(saved.container().getFileName()));
            if (layout == Layout.STACKED) { // needs no payload
                try (SavedResults moved = SavedResults.open(alone)) {
                    assertEquals(List.of("[0,finished,null,null]", "[30,finished,null,null]", "[null,missing,null,null]"), rows(moved.table(spark()).select("result_0", "status", "duration", "host")));
                }
            }
        }
    }

    /** Values of any type and number of axes; those that some tasks lack are null there. */
    @Test
    void valuesOfAnyShapeHaveAColumn() throws IOException {
        try (SavedResults saved = ParallelMap.serial().range(3).save(folder, i -> {
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("image", new float[][] {{i, 1}, {2, 3}});
            values.put("z", NdArray.complex(new double[] {i, 0.5}, 1));
            values.put("TASK", (byte) -i);
            values.put("samples", new double[i + 1]);
            values.put("words", new String[] {"a", "\u00fc" + i});
            if (i == 1) {
                values.put("extra", 5L);
            }
            return values;
        })) {
            Dataset<Row> table = saved.table(spark());
            assertEquals("task INT NOT NULL,image ARRAY<ARRAY<FLOAT>>,z STRUCT<real: DOUBLE NOT NULL, imag: DOUBLE NOT NULL>,result_TASK INT,samples ARRAY<DOUBLE>,words ARRAY<STRING>,extra BIGINT,"
                    + "status STRING NOT NULL,duration DOUBLE,host STRING", table.schema().toDDL());
            assertEquals("[1,[[1.0,1.0],[2.0,3.0]],[1.0,0.5],-1,[0.0,0.0],[a,\u00fc1],5,finished]", rows(table.drop("duration", "host")).get(1).replaceAll("ArraySeq\\(([^()]*)\\)", "[$1]")
                    .replaceAll("ArraySeq\\((.*?)\\)", "[$1]").replace(", ", ","));
            assertEquals("[null]", rows(table.filter("task = 2").select("extra")).get(0));
            assertEquals("[2.0,3.0]", rows(table.selectExpr("image[1][0]", "image[1][1]")).get(0));
        }
    }

    @Test
    void valuesOfSeveralTypesAreNoTable() throws IOException {
        try (SavedResults saved = ParallelMap.serial().range(3).save(folder, i -> Map.of("x", i < 2 ? (Object) 1.5 : new float[2]))) {
            SparkSession spark = spark();
            assertEquals("These results are no table: value 'x' is float64 with 1 axis of task 0, and float32 (2,) of task 2. One column has one type. Read such results task by task"
                    + " (SavedResults.read).", assertThrows(IllegalArgumentException.class, () -> saved.table(spark)).getMessage());
            String file = saved.container().toString();
            assertEquals("The layout 'arrays' was asked for, but " + file + " has the results of a map: their table has a row for each task, with arrays where tasks returned arrays. Leave out the"
                    + " layout; it is for recordings and spectra.",
                    assertThrows(IllegalArgumentException.class, () -> spark.read().format("trialmap").option("layout", "arrays").load(file)).getMessage());
            assertEquals(
                    "The layout 'array' is not known. Did you mean 'arrays'? Layouts are tidy, one row for each value, and arrays, one row for each trial and channel. Correct option(\"layout\", ...).",
                    assertThrows(IllegalArgumentException.class, () -> spark.read().format("trialmap").option("layout", "array").load(file)).getMessage());
        }
    }

    @Test
    void outcomesAreATableToo() {
        Outcomes<Score> outcomes = ParallelMap.serial().onError(OnError.CONTINUE).grid(LR, SIDE).inputNames("lr", "side").outcomes(TaskTableTest::score);
        Dataset<Row> table = outcomes.table(spark());
        assertEquals("task INT NOT NULL,lr DOUBLE NOT NULL,side STRING NOT NULL,loss DOUBLE,counts ARRAY<INT>,good BOOLEAN,status STRING NOT NULL,error STRING", table.schema().toDDL());
        assertEquals("[2,0.2,left,0.4,ArraySeq(4, 1),true,finished,null]", rows(table).get(2));
        assertEquals("[3,0.2,right,null,null,null,failed,java.lang.IllegalStateException: no luck]", rows(table).get(3));
        assertEquals("Task 0 returned a java.util.ImmutableCollections$Set12, which cannot be stored: of collections only lists are, as one array. Return a list or an array, for example"
                + " set.stream().sorted().toList().",
                assertThrows(UnfitResultException.class, () -> ParallelMap.serial().range(1).outcomes(i -> java.util.Set.of(1, 2)).table(spark())).getMessage());
    }

    @Test
    void resultsJoinWithAParticipantsTable() throws IOException {
        try (SavedResults saved = saved(Layout.STACKED)) {
            SparkSession spark = spark();
            Dataset<Row> people = spark.sql("select * from values ('left', 31), ('right', 44) as t(side, age)");
            Dataset<Row> joined = saved.table(spark).filter("status = 'finished'").join(people, "side").groupBy("age").agg(org.apache.spark.sql.functions.expr("percentile(loss, 0.5)").as("median"));
            assertEquals(List.of("[31,0.4]", "[44,0.4]"), rows(joined.orderBy("age")));
        }
    }
}
