package org.trialmap.parallel;

import java.io.IOException;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;
import org.apache.spark.broadcast.Broadcast;
import org.trialmap.parallel.closure.JavaCodec;
import org.trialmap.parallel.closure.SharedBox;
import org.trialmap.parallel.closure.SharedMeasure;
import org.trialmap.parallel.closure.SharedValue;
import org.trialmap.parallel.resource.SparkGpus;
import org.trialmap.setting.Setting;
import org.trialmap.support.Reason;
import org.trialmap.task.Shared;

/** What runs on the executors: an encoded batch in, an encoded result out. */
final class SparkRunner extends SparkJobs.Work {
    private static final long serialVersionUID = 1;

    private final TaskRunner runner;
    private final int attempts;
    private final HashMap<String, Broadcast<SharedBox>> shared = new HashMap<>();

    /** @param attempts how often a partition is tried to be written before the run is given up */
    @SuppressWarnings("unchecked")
    SparkRunner(TaskRunner runner, int attempts, Map<String, SharedValue<?>> handles) {
        this.runner = runner;
        this.attempts = attempts;
        handles.forEach((digest, handle) -> shared.put(digest, (Broadcast<SharedBox>) handle.carrier()));
    }

    @Override
    @SuppressWarnings("try") // closed, not used
    byte[] on(byte[] batch) throws Exception {
        TaskContext spark = TaskContext.get();
        if (!"driver".equals(SparkEnv.get().executorId())) { // where the driver decides
            Setting.use(runner.options().words());
        }
        try (InsideTask inside = InsideTask.enter()) {
            return runner.run(batch, spark.attemptNumber(), SparkGpus.of(spark), digest -> new Received<>(shared.get(digest)), spark::isInterrupted);
        } catch (InterruptedException e) {
            throw new TaskKilledException("cancelled");
        } catch (IOException e) {
            if (spark.isInterrupted()) { // an interrupt closed the file: no fault of the disk
                throw new TaskKilledException("cancelled");
            }
            if (spark.attemptNumber() + 1 < attempts) {
                throw e; // the disk of another node may have room
            }
            return JavaCodec.encode(BatchResult.unwritable(((Batch) JavaCodec.decode(batch)).partition(), Reason.of(e)));
        }
    }

    /** The receiving side of a shared value; all tasks of the process get the same object. */
    private record Received<T>(Broadcast<SharedBox> broadcast) implements Shared<T>, Serializable {
        @Override
        @SuppressWarnings("unchecked")
        public T value() {
            return (T) broadcast.value().value();
        }

        @Override
        public long bytes() {
            return SharedMeasure.of(value()).bytes();
        }
    }
}
