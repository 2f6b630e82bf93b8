package org.trialmap.task;

import java.nio.file.Path;
import java.util.List;

/** What a running task may know about itself. Valid during the call only, and for the calling thread only. */
public interface TaskContext {
    /** The task's index, 0 to {@link #tasks()} - 1, in the order of the inputs. */
    int index();

    /** Number of tasks in the whole map. */
    int tasks();

    /** The input in words, for example {@code trial 18, channels 8..15}. */
    String label();

    /**
     * The task's own random stream, a function of (seed, index) alone: the same on every backend, with any batching, and in a repeated
     * attempt. The first call creates it; further calls return the same stream.
     */
    RandomStream random();

    /** 0 at the first attempt at this task, 1 at the second, ... */
    int attempt();

    /** Processor cores that the task may use. */
    int cpus();

    /**
     * The GPUs that this task has and no other task at the same time, by the names that CUDA_VISIBLE_DEVICES has for them: {@code 0}, {@code 1}, or long ones that begin with GPU- or MIG-.
     * Empty unless the map was told {@code gpusPerTask}.
     */
    default List<String> gpus() {
        return List.of();
    }

    /** An empty folder of the task's own, made at the first call and removed with all its contents when the task has ended. */
    Path scratch();
}
