package org.trialmap.parallel;

import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.trialmap.parallel.closure.FreshValues;
import org.trialmap.parallel.closure.JShellSnapshot;
import org.trialmap.parallel.closure.JavaCodec;
import org.trialmap.parallel.closure.MissingClassException;
import org.trialmap.parallel.resource.GpuPool;
import org.trialmap.setting.Setting;
import org.trialmap.store.report.TraceFile;
import org.trialmap.store.run.PayloadAttempt;
import org.trialmap.store.run.PayloadTarget;
import org.trialmap.task.ContextFunction;
import org.trialmap.task.OnError;
import org.trialmap.task.RandomAlgorithm;
import org.trialmap.task.RunOptions;

/**
 * Runs the tasks of one partition: the same code on every backend. Whatever goes wrong with a function, an input, a result or an exception is its task's outcome
 * and never reaches Spark, which would end the process for some of it.
 *
 * @param function the encoded {@link ContextFunction}
 * @param options how to run
 * @param tasks number of tasks of the whole map
 * @param target where results are saved; null = they are handed back
 * @param session classes and variables of a Java notebook that the function and the inputs need; null = none, or this process has them
 */
record TaskRunner(byte[] function, Options options, int tasks, PayloadTarget target, JShellSnapshot session) implements Serializable {
    /**
     * The part of a run's options that executors need.
     *
     * @param gpus of each task
     * @param devices that they are taken from; empty = Spark hands them out
     * @param timeLimit null = none
     * @param words of texts, as the driver has them
     */
    record Options(long seed, RandomAlgorithm random, int retries, OnError onError, int cpus, int gpus, List<String> devices, Duration timeLimit, Setting.Words words) implements Serializable {
        static Options of(RunOptions options) {
            return new Options(options.seed(), options.random(), options.retries(), options.onError(), options.cpusPerTask(), options.gpusPerTask(), options.gpus(),
                    options.timeLimit().orElse(null), Setting.words());
        }
    }

    /**
     * @param encoded a {@link Batch}
     * @param attempt of the partition, 0 at first
     * @param gpus that Spark has given the partition; empty = none
     * @param shared finds this process's shared values by digest
     * @param cancelled whether the run is being cancelled
     * @return an encoded {@link BatchResult}
     * @throws IOException if the payload cannot be written
     * @throws MissingClassException if this process does not have a class that the partition needs
     */
    byte[] run(byte[] encoded, int attempt, List<String> gpus, Function<String, Object> shared, BooleanSupplier cancelled) throws IOException, InterruptedException {
        Batch batch = (Batch) JavaCodec.decode(encoded);
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try {
            if (session != null) {
                thread.setContextClassLoader(session.loader(shared));
            }
            return JavaCodec.encode(partition(batch, attempt, gpus, shared, cancelled));
        } catch (IOException | InterruptedException | MissingClassException e) {
            throw e;
        } catch (Throwable e) { // no memory for the inputs, for what is handed back or written: with fewer tasks there may be enough
            return JavaCodec.encode(batch.tasks().length > 1 ? BatchResult.nothing(batch.partition())
                    : BatchResult.failed(batch.partition(), Failures.of(batch.tasks()[0], "", e, 1), Failures.encoded(e)));
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private BatchResult partition(Batch batch, int attempt, List<String> given, Function<String, Object> shared, BooleanSupplier cancelled) throws IOException, InterruptedException {
        try (GpuPool.Lease gpus = options.devices().isEmpty() ? GpuPool.given(given) : GpuPool.take(options.devices(), options.gpus())) {
            return partition(batch, attempt, gpus, shared, cancelled);
        }
    }

    private BatchResult partition(Batch batch, int attempt, GpuPool.Lease gpus, Function<String, Object> shared, BooleanSupplier cancelled) throws IOException, InterruptedException {
        Object[] inputs = (Object[]) FreshValues.read("input", batch.inputs(), JavaCodec.NO_SHARED_VALUES);
        FreshValues values = new FreshValues(function, inputs, shared, options.retries());
        PartitionWork work = new PartitionWork(batch, attempt, values, options, gpus.ids(), tasks, target != null && tasks <= TraceFile.MOST_TASKS);
        try (PayloadAttempt payload = target == null ? null : target.begin(batch.partition(), attempt, batch.tasks()); TaskCall call = new TaskCall(options.timeLimit(), cancelled)) {
            for (int k = 0; k < batch.tasks().length && !work.stopped(); k++) {
                if (cancelled.getAsBoolean()) {
                    throw new InterruptedException();
                }
                work.task(k, call, payload);
                values.forget(k);
            }
            return work.result(payload == null || work.isEmpty() ? null : payload.commit());
        }
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(function);
    }
}
