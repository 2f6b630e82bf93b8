package org.trialmap.parallel;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.spark.SimpleFutureAction;
import org.apache.spark.SparkJobInfo;
import org.apache.spark.SparkStageInfo;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.JavaSparkStatusTracker;
import scala.Function0;
import scala.collection.Iterator;
import scala.concurrent.ExecutionContext;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.AbstractFunction0;
import scala.runtime.AbstractFunction1;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;
import scala.util.Try;

/** The few places where Java meets Spark's Scala interfaces. */
final class SparkJobs {
    private SparkJobs() {}

    /**
     * The batches of one Spark job.
     *
     * @param partitions the run's partition number of each batch
     * @param batches encoded
     * @param finished positions whose result has come
     */
    record Job(int[] partitions, List<byte[]> batches, BitSet finished) {
        Job(int first, List<byte[]> batches) {
            this(IntStream.range(first, first + batches.size()).toArray(), batches, new BitSet());
        }

        /** What is left to do when the batch at {@code position} is given up. */
        Job without(int position) {
            int[] open = IntStream.range(0, batches.size()).filter(i -> i != position && !finished.get(i)).toArray();
            List<byte[]> left = new ArrayList<>();
            for (int i : open) {
                left.add(batches.get(i));
            }
            return new Job(IntStream.of(open).map(i -> partitions[i]).toArray(), left, new BitSet());
        }

        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    /** Receives the result of one partition in a thread of Spark's scheduler: must be quick. */
    interface ResultHandler {
        void result(int position, byte[] bytes);
    }

    /** Submits one job that works on all partitions of {@code rdd}, each of which has one element. */
    static SimpleFutureAction<?> submit(JavaSparkContext spark, JavaRDD<byte[]> rdd, Work work, ResultHandler handler) {
        List<Object> positions = new ArrayList<>();
        for (int i = 0; i < rdd.getNumPartitions(); i++) {
            positions.add(i);
        }
        Function0<BoxedUnit> nothing = new AbstractFunction0<>() {
            @Override
            public BoxedUnit apply() {
                return BoxedUnit.UNIT;
            }
        };
        return spark.sc().submitJob(rdd.rdd(), work, CollectionConverters.asScala(positions).toSeq(), new AbstractFunction2<Object, byte[], BoxedUnit>() {
            @Override
            public BoxedUnit apply(Object position, byte[] bytes) {
                handler.result((Integer) position, bytes);
                return BoxedUnit.UNIT;
            }
        }, nothing);
    }

    /** Calls back with null when the job has succeeded, else with the cause. */
    static void whenEnded(SimpleFutureAction<?> action, Consumer<Throwable> callback) {
        onComplete(action, callback);
    }

    private static <T> void onComplete(SimpleFutureAction<T> action, Consumer<Throwable> callback) {
        action.onComplete(new AbstractFunction1<Try<T>, Object>() {
            @Override
            public Object apply(Try<T> outcome) {
                callback.accept(outcome.isSuccess() ? null : outcome.failed().get());
                return null;
            }
        }, ExecutionContext.fromExecutor(Runnable::run));
    }

    /** Whether tasks of the group's jobs are still running somewhere, as far as the driver knows. */
    static boolean hasActiveTasks(JavaSparkContext spark, String group) {
        JavaSparkStatusTracker status = spark.statusTracker();
        for (int job : status.getJobIdsForGroup(group)) {
            SparkJobInfo known = status.getJobInfo(job);
            for (int stage : known == null ? new int[0] : known.stageIds()) {
                SparkStageInfo info = status.getStageInfo(stage);
                if (info != null && info.numActiveTasks() > 0) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Runs {@code action} with this thread's job group set, and puts back what was set before. */
    static void inGroup(JavaSparkContext spark, String group, String description, Runnable action) {
        List<String> keys = List.of("spark.jobGroup.id", "spark.job.description", "spark.job.interruptOnCancel");
        List<String> before = keys.stream().map(spark::getLocalProperty).collect(ArrayList::new, ArrayList::add, ArrayList::addAll);
        spark.setJobGroup(group, description, true);
        try {
            action.run();
        } finally {
            for (int i = 0; i < keys.size(); i++) {
                spark.setLocalProperty(keys.get(i), before.get(i));
            }
        }
    }

    /** What executors make of the one element of a partition. Of a class of its own, since Spark looks through the code of Scala's lambdas, and of Java's functions in them, for each job. */
    abstract static class Work extends AbstractFunction1<Iterator<byte[]>, byte[]> implements Serializable {
        private static final long serialVersionUID = 1;

        abstract byte[] on(byte[] batch) throws Exception;

        @Override
        public byte[] apply(Iterator<byte[]> elements) {
            try {
                return on(elements.next());
            } catch (Exception e) {
                throw SparkJobs.<RuntimeException>asIs(e);
            }
        }
    }

    /** Scala's functions may throw what they do not declare. */
    @SuppressWarnings("unchecked")
    private static <E extends Exception> E asIs(Exception e) throws E {
        throw (E) e;
    }
}
