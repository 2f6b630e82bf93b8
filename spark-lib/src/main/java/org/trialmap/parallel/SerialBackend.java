package org.trialmap.parallel;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.trialmap.parallel.closure.MissingClassException;
import org.trialmap.parallel.closure.SharedMeasure;
import org.trialmap.parallel.closure.SharedValue;
import org.trialmap.parallel.resource.GpuPool;
import org.trialmap.task.RunOptions;

/** Runs partitions one after another in the calling thread. The reference: all other backends must return identical results. */
final class SerialBackend implements Backend {
    @Override
    public String master() {
        return "serial";
    }

    @Override
    public RunOptions settle(RunOptions options) {
        return GpuPool.settle(options, master(), System.getenv());
    }

    @Override
    public int slots(RunOptions options) {
        return 1;
    }

    @Override
    public long slotBytes(RunOptions options) {
        return Runtime.getRuntime().maxMemory();
    }

    @Override
    public void awaitWorkers(int fewest, Duration timeout) {
        // the calling thread is the one worker
    }

    @Override
    public <T> SharedValue<T> share(T value) {
        SharedMeasure measure = SharedMeasure.of(value);
        return new SharedValue<>(value, null, measure.bytes(), measure.digest());
    }

    @Override
    public Running start(TaskRunner runner, Map<String, SharedValue<?>> shared, String description) {
        return new SerialRunning(runner, shared::get);
    }

    private static final class SerialRunning implements Running {
        private final TaskRunner runner;
        private final Function<String, Object> shared;
        private final Queue<byte[]> waiting = new ArrayDeque<>();
        private final Queue<Integer> partitions = new ArrayDeque<>();
        private final Thread owner = Thread.currentThread();
        private volatile boolean cancelled;
        private boolean computing;

        SerialRunning(TaskRunner runner, Function<String, Object> shared) {
            this.runner = runner;
            this.shared = shared;
        }

        @Override
        public void add(int first, List<byte[]> batches) {
            waiting.addAll(batches);
            IntStream.range(first, first + batches.size()).forEach(partitions::add);
        }

        @Override
        public Event next(Duration timeout) throws InterruptedException {
            byte[] next = waiting.poll();
            if (cancelled || next == null) {
                return new Stopped(null);
            }
            int partition = partitions.remove();
            computing(true);
            try {
                return new Finished(runner.run(next, 0, List.of(), shared, () -> cancelled));
            } catch (MissingClassException e) {
                return new Lost(partition, 1, e);
            } catch (IOException e) {
                return new Stopped(cancelled ? null : e); // a file that an interrupt closed is not a fault of the disk
            } catch (InterruptedException e) {
                if (cancelled) {
                    return new Stopped(null);
                }
                throw e;
            } finally {
                computing(false);
            }
        }

        /** No interrupt that is meant for a call outlives it: what follows, the journal first of all, would be closed by it. */
        private synchronized void computing(boolean now) {
            computing = now;
            if (cancelled && !now) {
                Thread.interrupted();
            }
        }

        @Override
        public synchronized void cancel() {
            cancelled = true;
            if (computing && Thread.currentThread() != owner) {
                owner.interrupt();
            }
        }

        @Override
        public void close() {
            waiting.clear();
        }
    }
}
