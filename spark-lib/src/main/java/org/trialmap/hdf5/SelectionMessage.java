package org.trialmap.hdf5;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/**
 * Which elements of a dataset one part of a virtual dataset means (HDF5 File Format Specification, VIII "Dataspace Selection"): those of a rectangle
 * with gaps, {@code start, stride, count, block} along each axis; a count or block of -1 has no end.
 *
 * @param axes null for all elements
 */
record SelectionMessage(Axis[] axes) {
    record Axis(List<long[]> stretches, long start, long stride, long count, long block) {
        static Axis regular(long start, long stride, long count, long block) {
            return new Axis(null, start, stride, count, block);
        }

        boolean isEndless() {
            return stretches == null && (count < 0 || block < 0);
        }

        /** The first {@code most} indices, where there is no end. */
        AxisSelection first(long most) {
            if (stretches != null) {
                return AxisSelection.of(stretches);
            }
            if (block < 0 || count < 0 && stride == block) {
                return AxisSelection.range(start, most);
            }
            List<long[]> all = new ArrayList<>();
            long left = count < 0 ? most : Math.multiplyExact(count, block);
            for (long at = start; left > 0; at += stride, left -= block) {
                all.add(new long[] {at, Math.min(block, left)});
            }
            return AxisSelection.of(all);
        }

        /** How many indices lie in an axis of that length. */
        long within(long length) {
            return block < 0 || stride == block ? Math.max(0, length - start) : first(Math.max(0, length)).below(length);
        }
    }

    boolean isEndless() {
        return axes != null && Arrays.stream(axes).anyMatch(Axis::isEndless);
    }

    static SelectionMessage read(ByteBuffer from) throws IOException {
        int type = from.getInt();
        int version = from.getInt();
        return switch (type) {
            case 0, 3 -> {
                FieldReader.skip(from, 8);
                yield new SelectionMessage(type == 3 ? null : new Axis[0]);
            }
            case 2 -> new SelectionMessage(version == 1 ? blocks(from, 4, skipped(from)) : slab(from, version));
            default -> throw new IOException("a part of it is a list of points, which is not supported");
        };
    }

    private static int skipped(ByteBuffer from) {
        FieldReader.skip(from, 8); // reserved, length
        return from.getInt();
    }

    private static Axis[] slab(ByteBuffer from, int version) throws IOException {
        boolean regular = (from.get() & 1) != 0;
        int bytes = 8;
        if (version == 2) {
            FieldReader.skip(from, 4);
        } else {
            bytes = from.get();
        }
        int rank = from.getInt();
        if (!regular) {
            return blocks(from, bytes, rank);
        }
        Axis[] axes = new Axis[rank];
        for (int axis = 0; axis < rank; axis++) {
            axes[axis] = Axis.regular(FieldReader.uint(from, bytes), FieldReader.uint(from, bytes), FieldReader.uint(from, bytes), FieldReader.uint(from, bytes));
        }
        return axes;
    }

    /** Blocks by their first and last corners: accepted if they are all combinations of stretches along the axes. */
    private static Axis[] blocks(ByteBuffer from, int bytes, int rank) throws IOException {
        long blocks = FieldReader.uint(from, bytes);
        List<TreeSet<Long>> starts = new ArrayList<>();
        List<TreeSet<Long>> ends = new ArrayList<>();
        for (int axis = 0; axis < rank; axis++) {
            starts.add(new TreeSet<>());
            ends.add(new TreeSet<>());
        }
        for (long block = 0; block < blocks; block++) {
            for (int axis = 0; axis < 2 * rank; axis++) {
                (axis < rank ? starts : ends).get(axis % rank).add(FieldReader.uint(from, bytes));
            }
        }
        long combinations = 1;
        Axis[] axes = new Axis[rank];
        for (int axis = 0; axis < rank; axis++) {
            combinations *= starts.get(axis).size();
            axes[axis] = new Axis(stretches(starts.get(axis), ends.get(axis)), 0, 1, 0, 0);
        }
        if (combinations != blocks) {
            throw new IOException("a part of it has an irregular form, which is not supported");
        }
        return axes;
    }

    private static List<long[]> stretches(TreeSet<Long> starts, TreeSet<Long> ends) throws IOException {
        if (starts.size() != ends.size()) {
            throw new IOException("a part of it has an irregular form, which is not supported");
        }
        List<long[]> stretches = new ArrayList<>();
        Long[] end = ends.toArray(Long[]::new);
        for (long start : starts) {
            stretches.add(new long[] {start, end[stretches.size()] - start + 1});
        }
        return stretches;
    }
}
