package org.trialmap.parallel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trialmap.Sessions;
import org.trialmap.array.NdArray;
import org.trialmap.store.SavedResults;
import org.trialmap.task.TaskFunction;

/** Tables as inputs. */
class DatasetInputsTest {
    @TempDir
    Path folder;

    @AfterAll
    static void stop() {
        Sessions.stop();
    }

    private static SparkSession spark(String master) {
        Sessions.on(master);
        return SparkSession.builder().getOrCreate();
    }

    private static Dataset<Row> people(SparkSession spark) {
        return spark.sql("select * from values ('anna', 31, 1.5D, date'2024-02-29', array(1, 2), 1.50BD), ('ben', null, null, null, null, null)"
                + " as t(name, age, score, born, doses, fee)");
    }

    private static double older(Row person) {
        return person.isNullAt(1) ? -1 : person.<Integer>getAs("age") + 1.5;
    }

    @ParameterizedTest
    @ValueSource(strings = {Sessions.LOCAL_4, Sessions.LOCAL_CLUSTER})
    void everyRowIsATaskAndItsColumnsAreNamed(String master) throws IOException {
        SparkSession spark = spark(master);
        // tag::over[]
        Dataset<Row> people = spark.sql("select * from values ('anna', 31), ('ben', 44) as t(name, age)");
        try (SavedResults results = ParallelMap.on(spark).over(people).save(folder, person -> person.<Integer>getAs("age") * 2.0)) {
            Dataset<Row> table = results.table(spark);                                    // task, name, age, result_0, status, duration, host
            // end::over[]
            assertEquals(List.of("[0,anna,31,62.0,finished]", "[1,ben,44,88.0,finished]"), table.drop("duration", "host").collectAsList().stream().map(Row::toString).toList());
        }
    }

    @Test
    void whatIsMissingInATableIsMissingInItsTasks() throws IOException {
        SparkSession spark = spark(Sessions.LOCAL_4);
        try (SavedResults results = ParallelMap.serial().over(people(spark)).save(folder, DatasetInputsTest::older)) {
            assertEquals(32.5, results.doubles(0)[0]);
            assertEquals(-1, results.doubles(1)[0]);
            assertEquals(List.of("name", "age", "score", "born", "doses", "fee"), List.copyOf(results.inputs().keySet()));
            assertEquals(NdArray.from(new double[] {31, Double.NaN}), results.inputs().get("age"));
            assertEquals(NdArray.from(new String[] {"2024-02-29", ""}), results.inputs().get("born"));
            assertEquals(NdArray.from(new String[] {"[1, 2]", ""}), results.inputs().get("doses"));
        }
    }

    /** Rows of another session, computed anew, are the same inputs. */
    @Test
    void equalTablesHaveEqualPlans() {
        TaskFunction<Row, Double> function = DatasetInputsTest::older;
        String id = ParallelMap.serial().over(people(spark(Sessions.LOCAL_4))).plan(function).tasks().planId();
        Sessions.stop();
        SparkSession again = spark(Sessions.LOCAL_1);
        assertEquals(id, ParallelMap.serial().over(people(again)).plan(function).tasks().planId());
        assertNotEquals(id, ParallelMap.serial().over(people(again).limit(1)).plan(function).tasks().planId());
        assertNotEquals(id, ParallelMap.serial().over(people(again).withColumnRenamed("age", "years")).plan(function).tasks().planId());
        assertEquals("{\"name\"=\"anna\", \"age\"=31, \"score\"=1.5, \"born\"=\"2024-02-29\", \"doses\"=[1, 2], \"...", DatasetRows.of(people(again)).label(0));
    }

    @Test
    void datasetsOfOtherThingsThanRowsAreInputsToo() {
        Dataset<String> texts = spark(Sessions.LOCAL_4).createDataset(List.of("a", "bb"), Encoders.STRING());
        assertEquals(List.of(1, 2), ParallelMap.serial().over(texts).collect(String::length));
    }
}
