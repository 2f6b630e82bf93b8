package org.trialmap.task;

/**
 * Turns a seed and a spawn key into well-mixed generator state, as NumPy's {@code SeedSequence(seed)} and {@code SeedSequence(seed, spawn_key=(key,))} do.
 *
 * <p>Source: M. E. O'Neill, "Developing a seed_seq Alternative" (2015), in the variant that NumPy documents (pool of four 32-bit words).
 */
final class SeedSequence {
    private static final int POOL = 4;

    private final int[] pool = new int[POOL];
    private int hash = 0x43b0d7e5;

    /** @param seed taken as an unsigned 64-bit number */
    SeedSequence(long seed) {
        int[] entropy = {(int) seed, (int) (seed >>> 32), 0, 0};
        for (int i = 0; i < POOL; i++) {
            pool[i] = hashed(entropy[i]);
        }
        for (int from = 0; from < POOL; from++) {
            for (int to = 0; to < POOL; to++) {
                if (from != to) {
                    pool[to] = mixed(pool[to], hashed(pool[from]));
                }
            }
        }
    }

    /** The one that was spawned as number {@code key}. */
    SeedSequence(long seed, int key) {
        this(seed);
        for (int to = 0; to < POOL; to++) {
            pool[to] = mixed(pool[to], hashed(key));
        }
    }

    private int hashed(int value) {
        int v = value ^ hash;
        hash *= 0x931e8875;
        v *= hash;
        return v ^ (v >>> 16);
    }

    private static int mixed(int x, int y) {
        int v = 0xca01f9dd * x - 0x4973f715 * y;
        return v ^ (v >>> 16);
    }

    /** {@code n} words of 32 bits; NumPy's {@code generate_state(n, uint32)}. */
    int[] words(int n) {
        int b = 0x8b51f9dd;
        int[] words = new int[n];
        for (int i = 0; i < n; i++) {
            int v = pool[i % POOL] ^ b;
            b *= 0x58f38ded;
            v *= b;
            words[i] = v ^ (v >>> 16);
        }
        return words;
    }

    /** {@code n} words of 64 bits; NumPy's {@code generate_state(n, uint64)}. */
    long[] state(int n) {
        int[] words = words(2 * n);
        long[] state = new long[n];
        for (int i = 0; i < n; i++) {
            state[i] = Integer.toUnsignedLong(words[2 * i]) | (long) words[2 * i + 1] << 32;
        }
        return state;
    }
}
