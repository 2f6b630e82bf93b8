package org.trialmap.parallel;

import java.io.Serializable;
import java.time.Duration;
import org.trialmap.task.OnError;
import org.trialmap.task.RandomAlgorithm;
import org.trialmap.task.RunOptions;

/**
 * The part of the options that executors need.
 *
 * @param timeLimit null = none
 */
record CallOptions(long seed, RandomAlgorithm random, int retries, OnError onError, int cpus, Duration timeLimit) implements Serializable {
    static CallOptions of(RunOptions options) {
        return new CallOptions(options.seed(), options.random(), options.retries(), options.onError(), options.cpusPerTask(), options.timeLimit().orElse(null));
    }
}
