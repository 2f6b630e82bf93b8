package org.trialmap.analysis.support;

import java.lang.ref.SoftReference;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The tables, tapers and filters that were used last in this process, for all tasks and threads: some take longer to make than a task, and with them goes
 * the work space that they keep. Least recently used ones are left out first; all may be reclaimed when memory gets scarce.
 */
public final class KernelCache {
    /** Enough for tapers and transforms of trials of 16 different lengths. */
    private static final int MOST = 32;
    private static final Map<Record, SoftReference<Slot>> KERNELS = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Record, SoftReference<Slot>> eldest) {
            return size() > MOST;
        }
    };

    private KernelCache() {}

    /** A kernel's place, before it is made and after. */
    private static final class Slot {
        private Object kernel;
    }

    /**
     * The kernel of that key, made if it is not there; other threads wait for it only if they want the same one.
     *
     * @param key all that the kernel depends on, of a type that no other kind of kernel has for a key
     */
    @SuppressWarnings("unchecked") // keys tell kinds apart
    public static <T> T get(Record key, Supplier<T> made) {
        Slot slot = slot(key);
        synchronized (slot) {
            if (slot.kernel == null) {
                slot.kernel = made.get();
            }
            return (T) slot.kernel;
        }
    }

    private static Slot slot(Record key) {
        synchronized (KERNELS) {
            SoftReference<Slot> known = KERNELS.get(key);
            Slot slot = known == null ? null : known.get();
            if (slot == null) {
                slot = new Slot();
                KERNELS.put(key, new SoftReference<>(slot));
            }
            return slot;
        }
    }
}
