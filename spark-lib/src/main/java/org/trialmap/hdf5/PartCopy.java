package org.trialmap.hdf5;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.trialmap.array.Region;
import org.trialmap.array.Shape;

/**
 * Takes elements of a source's region to their places in a region of a virtual dataset.
 *
 * @param source the smallest region of the source that has all of them
 * @param axes that have more than one element; those of one element only shift the beginnings
 */
record PartCopy(Region source, List<Axis> axes, long from, long to) {
    /** The elements number {@code first} to {@code last} (exclusive) of both selections, and how far neighbours are from each other in memory. */
    record Axis(AxisSelection source, AxisSelection target, long first, long last, long sourceStride, long targetStride) {}

    static PartCopy of(AxisSelection[] source, AxisSelection[] target, Region region) throws IOException {
        int[] from = longer(source);
        int[] to = longer(target);
        boolean alike = from.length == to.length;
        for (int i = 0; alike && i < from.length; i++) {
            alike = source[from[i]].count() == target[to[i]].count();
        }
        if (!alike) {
            throw new IOException("a part of it is put in another shape than it has, which is not supported");
        }
        long[] offset = new long[source.length];
        long[] extent = new long[source.length];
        for (int axis = 0; axis < source.length; axis++) {
            offset[axis] = source[axis].at(0);
            extent[axis] = 1;
        }
        List<long[]> numbers = new ArrayList<>();
        for (int i = 0; i < from.length; i++) {
            AxisSelection one = target[to[i]];
            long first = one.below(region.offset()[to[i]]);
            long last = one.below(region.offset()[to[i]] + region.extent()[to[i]]);
            numbers.add(new long[] {first, last});
            offset[from[i]] = source[from[i]].at(first);
            extent[from[i]] = source[from[i]].at(last - 1) + 1 - offset[from[i]];
        }
        long[] sourceStrides = Shape.strides(extent);
        long[] targetStrides = Shape.strides(region.extent());
        List<Axis> axes = new ArrayList<>();
        long start = 0;
        for (int axis = 0; axis < target.length; axis++) {
            start += (target[axis].count() == 1 ? target[axis].at(0) - region.offset()[axis] : -region.offset()[axis]) * targetStrides[axis];
        }
        long begin = 0;
        for (int i = 0; i < from.length; i++) {
            begin -= offset[from[i]] * sourceStrides[from[i]];
            axes.add(new Axis(source[from[i]], target[to[i]], numbers.get(i)[0], numbers.get(i)[1], sourceStrides[from[i]], targetStrides[to[i]]));
        }
        return new PartCopy(new Region(offset, extent), axes, begin, start);
    }

    private static int[] longer(AxisSelection[] axes) {
        return IntStream.range(0, axes.length).filter(axis -> axes[axis].count() != 1).toArray();
    }

    void copy(Object values, Object into, int width) {
        copy(0, new Flat(values, into, width), from, to);
    }

    private record Flat(Object from, Object to, int width) {
        private void copy(long source, long target, long count) {
            System.arraycopy(from, (int) source * width, to, (int) target * width, (int) count * width);
        }
    }

    private void copy(int depth, Flat flat, long source, long target) {
        if (depth == axes.size()) {
            flat.copy(source, target, 1);
            return;
        }
        Axis axis = axes.get(depth);
        boolean neighbours = depth == axes.size() - 1 && axis.sourceStride == 1 && axis.targetStride == 1;
        for (long number = axis.first; number < axis.last;) {
            long from = source + axis.source.at(number) * axis.sourceStride;
            long to = target + axis.target.at(number) * axis.targetStride;
            long run = neighbours ? Math.min(axis.last - number, Math.min(axis.source.run(number), axis.target.run(number))) : 1;
            if (neighbours) {
                flat.copy(from, to, run);
            } else {
                copy(depth + 1, flat, from, to);
            }
            number += run;
        }
    }
}
