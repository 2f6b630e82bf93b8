package org.trialmap.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.trialmap.analysis.support.KernelCache;

class KernelCacheTest {
    private record Key(String name) {}

    @Test
    void aKernelIsMadeOnceAndAFailureIsTriedAgain() {
        Key key = new Key("once");
        assertThrows(IllegalStateException.class, () -> KernelCache.get(key, () -> {
            throw new IllegalStateException("the first time");
        }));
        Object made = KernelCache.get(key, Object::new);
        assertSame(made, KernelCache.get(new Key("once"), Object::new));
    }

    @Test
    void tapersOfEqualTrialsAreShared() {
        double[][] tapers = new TrialSpectrum.Tapering(Taper.dpss(4, 3), 100, 100).tapers(100, 128);
        assertSame(tapers, new TrialSpectrum.Tapering(Taper.dpss(4, 3), 100, 100).tapers(100, 128));
        assertEquals(90, new TrialSpectrum.Tapering(Taper.dpss(4, 3), 100, 100).tapers(90, 128)[0].length);
    }

    @Test
    void differentKernelsAreMadeSideBySide() throws Exception {
        CyclicBarrier both = new CyclicBarrier(2);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            CompletableFuture<String> first = CompletableFuture.supplyAsync(() -> KernelCache.get(new Key("first"), () -> met(both, "a")), threads);
            CompletableFuture<String> second = CompletableFuture.supplyAsync(() -> KernelCache.get(new Key("second"), () -> met(both, "b")), threads);
            assertEquals("ab", first.get(3, TimeUnit.MINUTES) + second.get(3, TimeUnit.MINUTES));
        } finally {
            threads.shutdownNow();
        }
    }

    private static String met(CyclicBarrier both, String value) {
        try {
            both.await(2, TimeUnit.MINUTES);
            return value;
        } catch (Exception e) {
            throw new IllegalStateException("the other one was not being made", e);
        }
    }
}
