package org.trialmap;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.array.Region;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.store.Existing;
import org.trialmap.store.Layout;
import org.trialmap.store.SaveOptions;
import org.trialmap.store.SavedResults;

/** What the README shows. */
class FrontDoorTest extends SparkTestBase {
    @TempDir
    Path folder;

    // tag::function[]
    record Subject(String name, int seed) implements java.io.Serializable {}

    record Score(double mean, double[] samples) implements java.io.Serializable {}

    static Score simulate(Subject subject, org.trialmap.task.TaskContext task) {
        double[] samples = task.random().doubles(1000).toArray();      // this task's own random numbers, the same on every backend
        return new Score(java.util.Arrays.stream(samples).average().orElseThrow() + subject.seed(), samples);
    }
    // end::function[]

    @Test
    void collects() {
        SparkSession spark = SparkSession.builder().sparkContext(spark().sc()).getOrCreate();
        // tag::collect[]
        ParallelMap pmap = ParallelMap.on(spark).seed(42);                                     // or ParallelMap.serial()
        double y = 4;
        List<Double> z = pmap.over(List.of(2.0, 4.0, 6.0, 8.0)).collect(x -> (x + y) * 3);     // [18.0, 24.0, 30.0, 36.0]
        // end::collect[]
        assertEquals(List.of(18.0, 24.0, 30.0, 36.0), z);
    }

    @Test
    void savesAndReadsBack() throws IOException {
        ParallelMap pmap = ParallelMap.on(spark()).seed(42);
        Path out = folder.resolve("results");
        // tag::save[]
        List<Subject> subjects = List.of(new Subject("anna", 1), new Subject("ben", 2));
        try (SavedResults results = pmap.over(subjects).saveWithContext(out, FrontDoorTest::simulate)) {   // results/simulate.h5
            double mean = results.doubles(1)[0];                       // first value of the second task
            double[] samples = results.read(1, 1).doubles();           // its second value
            // end::save[]
            assertTrue(mean > 2.4 && mean < 2.6, "mean " + mean);
            assertEquals(1000, samples.length);
        }
        assertEquals("True (1000,) mean\n", References.python("""
                # tag::python[]
                import h5py, sys
                with h5py.File(sys.argv[1]) as f:
                    print(2.4 < f["comp_1/result_0"][0] < 2.6, f["comp_1"]["result_1"].shape, f["comp_1/result_0"].attrs["name"])
                # end::python[]
                """, out.resolve("simulate.h5").toString()));
    }

    static double[] spectrum(int i) {
        return new double[] {i, i * 0.5, i * 0.25};
    }

    @Test
    void stacksAndResumes() throws IOException {
        ParallelMap pmap = ParallelMap.on(spark());
        Path out = folder.resolve("stacked");
        // tag::stack[]
        SaveOptions stacked = SaveOptions.DEFAULTS.withLayout(Layout.STACKED).withExisting(Existing.RESUME);
        try (SavedResults results = pmap.range(500).saving(stacked).save(out, FrontDoorTest::spectrum)) {
            double[] last = results.stacked(0).read(new Region(new long[] {499, 0}, new long[] {1, 3})).doubles();
            // end::stack[]
            assertArrayEquals(new double[] {499, 249.5, 124.75}, last);
            assertArrayEquals(new long[] {500, 3}, results.stacked(0).shape());
            assertFalse(results.summary().isEmpty());
        }
        try (SavedResults again = pmap.range(500).saving(stacked).save(out, FrontDoorTest::spectrum)) {
            assertEquals(500, again.tasks());
        }
    }
}
