package org.trialmap.array;

import java.util.Arrays;

/**
 * A rectangular part of a row-major array: where it begins and how far it goes along each axis.
 *
 * <p>Whether the numbers make sense for an array is asked with {@link #fits}; {@link #forEachRun} refuses a region that lies outside.
 *
 * @param offset first index along each axis, from 0
 * @param extent number of elements along each axis, at least 0
 */
public record Region(long[] offset, long[] extent) {
    /** @throws IllegalArgumentException if offset and extent have different ranks */
    public Region {
        if (offset.length != extent.length) {
            throw new IllegalArgumentException("Offset " + Shape.format(offset) + " and extent " + Shape.format(extent) + " have different ranks.");
        }
        offset = offset.clone();
        extent = extent.clone();
    }

    /** A copy of the first indices. */
    @Override
    public long[] offset() {
        return offset.clone();
    }

    /** A copy of the numbers of elements. */
    @Override
    public long[] extent() {
        return extent.clone();
    }

    /** All of an array. */
    public static Region all(long... shape) {
        return new Region(new long[shape.length], shape);
    }

    /** Number of elements, 1 for a scalar. Throws {@link IllegalArgumentException} if an extent is negative or there are 2^63 or more. */
    public long size() {
        return Shape.size(extent);
    }

    /** Whether the region lies inside an array of that shape: as many axes, no negative number, no end beyond the array's. */
    public boolean fits(long... shape) {
        boolean fits = shape.length == offset.length;
        for (int axis = 0; fits && axis < shape.length; axis++) {
            fits = offset[axis] >= 0 && extent[axis] >= 0 && offset[axis] <= shape[axis] - extent[axis];
        }
        return fits;
    }

    /** One stretch of elements that follow each other both in the region and in the array around it. */
    @FunctionalInterface
    public interface RunVisitor<E extends Exception> {
        /**
         * @param from first element's position in the array around the region
         * @param at first element's position in the region itself
         * @param count number of elements
         */
        void run(long from, long at, long count) throws E;
    }

    /**
     * Visits the longest contiguous runs of this region within an array of the given shape, in ascending order; none if the region is empty.
     *
     * @throws IllegalArgumentException if the region does not fit the shape
     */
    public <E extends Exception> void forEachRun(long[] shape, RunVisitor<E> visitor) throws E {
        if (!fits(shape)) {
            throw new IllegalArgumentException(this + " lies outside an array of shape " + Shape.format(shape) + ".");
        }
        if (size() == 0) {
            return;
        }
        int outer = shape.length; // axes before `outer` are looped over, those from `outer` on are whole and thus contiguous
        while (outer > 0 && extent[outer - 1] == shape[outer - 1]) {
            outer--;
        }
        int loops = Math.max(0, outer - 1);
        long[] strides = Shape.strides(shape);
        long run = 1;
        for (int axis = loops; axis < shape.length; axis++) {
            run *= extent[axis];
        }
        long from = 0;
        for (int axis = 0; axis < shape.length; axis++) {
            from += offset[axis] * strides[axis];
        }
        long[] index = new long[loops];
        for (long at = 0, size = size(); at < size; at += run) {
            visitor.run(from, at, run);
            for (int axis = loops - 1; axis >= 0; axis--) {
                from += strides[axis];
                if (++index[axis] < extent[axis]) {
                    break;
                }
                from -= extent[axis] * strides[axis];
                index[axis] = 0;
            }
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Region region && Arrays.equals(offset, region.offset) && Arrays.equals(extent, region.extent);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(offset) + Arrays.hashCode(extent);
    }

    @Override
    public String toString() {
        return "Region[offset=" + Shape.format(offset) + ", extent=" + Shape.format(extent) + "]";
    }
}
