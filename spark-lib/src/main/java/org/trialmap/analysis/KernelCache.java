package org.trialmap.analysis;

import java.lang.ref.SoftReference;
import java.util.LinkedHashMap;
import java.util.Map;

/** The tables that were used last in this process: those of wavelets take longer to make than some channels of a trial, and much memory. */
final class KernelCache {
    private static final int MOST = 4;
    private static final Map<Key, SoftReference<TimeFrequency.Kernel>> KERNELS = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, SoftReference<TimeFrequency.Kernel>> eldest) {
            return size() > MOST;
        }
    };

    private KernelCache() {}

    private record Key(TimeFrequency.Transform transform, int length) {}

    static TimeFrequency.Kernel get(TimeFrequency.Transform transform, int length) {
        synchronized (KERNELS) {
            SoftReference<TimeFrequency.Kernel> known = KERNELS.get(new Key(transform, length));
            TimeFrequency.Kernel kernel = known == null ? null : known.get();
            if (kernel == null) {
                kernel = transform.kernel(length);
                KERNELS.put(new Key(transform, length), new SoftReference<>(kernel));
            }
            return kernel;
        }
    }
}
