package org.trialmap.array;

/**
 * Cuts an axis of {@code length} elements into chunks of {@code chunk} elements, the last one possibly smaller.
 *
 * @param length number of elements, at least 0
 * @param chunk elements per chunk, at least 1
 */
public record ChunkGrid(long length, long chunk) {
    public ChunkGrid {
        if (length < 0 || chunk < 1) {
            throw new IllegalArgumentException("Cannot cut " + length + " elements into chunks of " + chunk + ".");
        }
    }

    public int count() {
        return Math.toIntExact(length / chunk + (length % chunk == 0 ? 0 : 1));
    }

    /** First element of chunk {@code i}. */
    public long start(int i) {
        return check(i) * chunk;
    }

    /** Number of elements of chunk {@code i}. */
    public long size(int i) {
        return Math.min(chunk, length - start(i));
    }

    private long check(int i) {
        if (i < 0 || i >= count()) {
            throw new IndexOutOfBoundsException("Chunk " + i + " of " + count() + ".");
        }
        return i;
    }
}
