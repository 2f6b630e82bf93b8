package org.trialmap.signal.fft;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Work spaces of earlier calls: making new ones would take longer than many a kernel. About one for each thread; safe for use by several of them. */
public final class SpareArrays<T> {
    private static final int MOST = 64;

    private final AtomicReferenceArray<T> spares = new AtomicReferenceArray<>(MOST);

    /** One that fits, else a new one; nobody else has it until it is given back. */
    public T take(Predicate<T> fits, Supplier<T> made) {
        T spare = spares.getAndSet(place(), null);
        return spare != null && fits.test(spare) ? spare : made.get();
    }

    public void giveBack(T spare) {
        spares.set(place(), spare);
    }

    private static int place() {
        return (int) (Thread.currentThread().getId() % MOST);
    }
}
