package org.trialmap.parallel.guard;

import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkEnv;
import org.apache.spark.scheduler.LiveListenerBus;

/** A Spark application whose jars and files only those get who know its secret ({@link StreamGuard}), from before it has any. */
public final class GuardedContext extends SparkContext {
    public GuardedContext(SparkConf conf) {
        super(conf);
    }

    /** Called by Spark's constructor: fields of this class would not be set yet. */
    @Override
    public SparkEnv createSparkEnv(SparkConf conf, boolean isLocal, LiveListenerBus bus) {
        SparkEnv env = super.createSparkEnv(conf, isLocal, bus);
        StreamGuard.ofNew(env);
        return env;
    }

    /** Settings for logging name Spark's class. */
    @Override
    public String logName() {
        return SparkContext.class.getName();
    }
}
