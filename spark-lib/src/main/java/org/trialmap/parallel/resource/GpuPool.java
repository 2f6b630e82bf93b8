package org.trialmap.parallel.resource;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.trialmap.setting.Setting;
import org.trialmap.support.VisibleGpus;
import org.trialmap.task.RunOptions;

/** The GPUs of this process, for tasks that run in it, where Spark hands out none: each is one task's at a time, whichever maps are under way. */
public final class GpuPool {
    private static final Set<String> TAKEN = new HashSet<>();
    private static final InheritableThreadLocal<Lease> HELD = new InheritableThreadLocal<>();

    private GpuPool() {}

    /** Some GPUs until it is closed. */
    public static final class Lease implements AutoCloseable {
        private final List<String> ids;
        private final boolean ofPool;
        private volatile boolean ended;

        private Lease(List<String> ids, boolean ofPool) {
            this.ids = ids;
            this.ofPool = ofPool;
        }

        public List<String> ids() {
            return ids;
        }

        @Override
        public void close() {
            if (ofPool) {
                synchronized (TAKEN) {
                    TAKEN.removeAll(ids);
                    TAKEN.notifyAll();
                }
                ended = true;
                HELD.remove();
            }
        }
    }

    /** Those that somebody else hands out. */
    public static Lease given(List<String> ids) {
        return new Lease(ids, false);
    }

    /** Waits until so many of {@code devices} are free; takes all at once, so that two tasks never wait for each other. */
    public static Lease take(List<String> devices, int count) throws InterruptedException {
        synchronized (TAKEN) {
            while (true) {
                List<String> free = devices.stream().filter(device -> !TAKEN.contains(device)).limit(count).toList();
                if (free.size() == count) {
                    TAKEN.addAll(free);
                    Lease lease = new Lease(free, true);
                    HELD.set(lease);
                    return lease;
                }
                TAKEN.wait();
            }
        }
    }

    /** Tasks for which there are devices at the same time. */
    public static int slots(int perTask, int devices) {
        return perTask == 0 ? Integer.MAX_VALUE : devices / perTask;
    }

    /** The options with the names of the devices. Refuses a map that asks for devices that are not there, or that its own caller holds. */
    public static RunOptions settle(RunOptions options, String master, Map<String, String> environment) {
        int asked = options.gpusPerTask();
        if (asked == 0) {
            return options.withGpus(List.of());
        }
        Lease held = HELD.get();
        if (held != null && !held.ended) {
            throw new IllegalStateException("A map that asks for GPUs cannot be started inside a task that has some (" + String.join(", ", held.ids) + "): it would wait for what the task holds."
                    + " Use context.gpus() of that task, and leave gpusPerTask(...) out of the map inside it.");
        }
        String variable = environment.get(VisibleGpus.VARIABLE);
        List<String> devices = options.gpus().isEmpty() ? VisibleGpus.of(variable) : options.gpus();
        if (devices.size() < asked) {
            String there = devices.isEmpty() ? "there is none for tasks on " + master : "tasks on " + master + " have only " + String.join(", ", devices);
            String why = !options.gpus().isEmpty() ? "those that were named"
                    : variable == null ? "none was named, and " + VisibleGpus.VARIABLE + " is not set" : VisibleGpus.VARIABLE + " is '" + variable + "'";
            throw new IllegalArgumentException("Each task asks for " + SparkGpus.counted(asked) + ", but " + there + " (" + why + "). Name those of this machine with " + Setting.GPUS + ", for example"
                    + " " + Setting.GPUS.with(Setting.either("\"0\", \"1\"", "0,1")) + ", or with " + VisibleGpus.VARIABLE + "; or ask for fewer with " + Setting.GPUS_PER_TASK + ".");
        }
        return options.withGpus(devices);
    }
}
