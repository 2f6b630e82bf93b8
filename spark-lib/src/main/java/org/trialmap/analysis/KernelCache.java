package org.trialmap.analysis;

import java.lang.ref.SoftReference;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The tables and filters that were used last in this process, for all tasks and threads: some take longer to make than a task, and with them goes the work
 * space that they keep.
 */
final class KernelCache {
    private static final int MOST = 8;
    private static final Map<Object, SoftReference<Object>> KERNELS = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, SoftReference<Object>> eldest) {
            return size() > MOST;
        }
    };

    private KernelCache() {}

    /**
     * @param key all that the kernel depends on, of a type that no other kind of kernel has for a key
     */
    @SuppressWarnings("unchecked") // keys tell kinds apart
    static <T> T get(Record key, Supplier<T> made) {
        synchronized (KERNELS) {
            SoftReference<Object> known = KERNELS.get(key);
            Object kernel = known == null ? null : known.get();
            if (kernel == null) {
                kernel = made.get();
                KERNELS.put(key, new SoftReference<>(kernel));
            }
            return (T) kernel;
        }
    }
}
