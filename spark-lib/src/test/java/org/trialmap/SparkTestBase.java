package org.trialmap;

import com.holdenkarau.spark.testing.JavaRDDComparisons;
import com.holdenkarau.spark.testing.SharedJavaSparkContext;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import scala.Option;
import scala.Tuple2;

/**
 * Tests that need one plain local context for the whole class: spark-testing-base behind JUnit 5. Tests that run on several kinds of context
 * take them from {@link Sessions} instead.
 */
public abstract class SparkTestBase {
    private static LocalContext shared;

    @BeforeAll
    static void startSpark() {
        Sessions.stop();
        shared = new LocalContext();
        shared.runBefore();
    }

    @AfterAll
    static void stopSpark() {
        SharedJavaSparkContext.runAfterClass();
        shared = null;
    }

    /** The context of this class: {@code local[4]}. */
    protected static JavaSparkContext spark() {
        return shared.jsc();
    }

    /** Same elements in the same order; spark-testing-base compares, but its own failure has no text. */
    protected static <T> void assertSameElements(JavaRDD<T> expected, JavaRDD<T> actual) {
        Option<Tuple2<Option<T>, Option<T>>> difference = JavaRDDComparisons.compareRDDWithOrder(expected, actual);
        if (difference.isDefined()) {
            Assertions.fail("First difference: expected " + difference.get()._1() + ", was " + difference.get()._2());
        }
    }

    private static final class LocalContext extends SharedJavaSparkContext {
        @Override
        public SparkConf conf() {
            SparkConf conf = new SparkConf().setMaster(Sessions.LOCAL_4).setAppName("trialmap tests");
            Sessions.common().forEach(conf::set);
            return conf;
        }
    }
}
