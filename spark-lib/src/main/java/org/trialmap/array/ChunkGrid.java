package org.trialmap.array;

/**
 * Cuts an axis of {@code length} elements into chunks of {@code chunk} elements, the last one possibly smaller.
 *
 * @param length number of elements, at least 0
 * @param chunk elements per chunk, at least 1 and so many that there are fewer than 2^31 chunks
 */
public record ChunkGrid(long length, long chunk) {
    public ChunkGrid {
        if (length < 0 || chunk < 1) {
            throw new IllegalArgumentException("Cannot cut " + length + " elements into chunks of " + chunk + ".");
        }
        if (length > 0 && (length - 1) / chunk >= Integer.MAX_VALUE) {
            throw new IllegalArgumentException(length + " elements in chunks of " + chunk + " are more than " + Integer.MAX_VALUE + " chunks. Use larger chunks.");
        }
    }

    /** Number of chunks; 0 if there are no elements. */
    public int count() {
        return (int) (length / chunk + (length % chunk == 0 ? 0 : 1));
    }

    /** First element of chunk {@code i}, 0 to {@link #count()} - 1. Throws {@link IndexOutOfBoundsException} for other chunks. */
    public long start(int i) {
        return check(i) * chunk;
    }

    /** Number of elements of chunk {@code i}, 0 to {@link #count()} - 1; at least 1. Throws {@link IndexOutOfBoundsException} for other chunks. */
    public long size(int i) {
        return Math.min(chunk, length - start(i));
    }

    private long check(int i) {
        if (i < 0 || i >= count()) {
            throw new IndexOutOfBoundsException("There is no chunk " + i + ": chunks are numbered from 0 and there are " + count() + ".");
        }
        return i;
    }
}
