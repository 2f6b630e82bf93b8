package org.trialmap.task;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.trialmap.array.Region;
import org.trialmap.array.Shape;

/**
 * One task after the other along an axis of the dataset, results being as long along another axis as each of them is: that axis of the dataset has the longest one's length. The core is what
 * is left of a result's shape without it.
 *
 * @hidden
 * @param axis of the tasks, in the dataset
 * @param varying axis, in a result
 * @param lengths of the tasks' results; 0 for those that are missing
 */
public record PaddedStacking(int axis, int varying, List<Long> lengths) implements Stacking {
    public PaddedStacking {
        lengths = List.copyOf(lengths);
        if (axis < 0 || varying < 0 || lengths.stream().anyMatch(length -> length < 0)) {
            throw new IllegalArgumentException("The axes of stacked results and their lengths must not be negative, they are " + axis + ", " + varying + " and " + lengths + ".");
        }
    }

    @Override
    public int tasks() {
        return lengths.size();
    }

    @Override
    public int taskAxis() {
        return axis;
    }

    @Override
    public long[] core(int task, long[] resultShape) {
        if (resultShape.length <= varying || resultShape[varying] != length(task)) {
            throw new IllegalArgumentException("a result must have " + length(task) + " entries along axis " + varying + ", it has shape " + Shape.format(resultShape));
        }
        return without(varying, resultShape);
    }

    @Override
    public long[] shape(long[] core) {
        return with(axis, tasks(), with(varying, longest(), core));
    }

    @Override
    public Region region(int task, long[] core) {
        return part(task, core, 0, length(task));
    }

    /** What a task's result leaves free of its place. */
    public Region padding(int task, long[] core) {
        return part(task, core, length(task), longest());
    }

    /** The shape of a task's result. */
    public long[] result(int task, long[] core) {
        return with(varying, length(task), core);
    }

    /** The core of a dataset of that shape. */
    public long[] coreOf(long[] dataset) {
        return without(varying, without(axis, dataset));
    }

    private Region part(int task, long[] core, long from, long to) {
        long[] offset = with(varying, from, new long[core.length]);
        return new Region(with(axis, task, offset), with(axis, 1, with(varying, to - from, core)));
    }

    private long length(int task) {
        return lengths.get(Objects.checkIndex(task, tasks()));
    }

    private long longest() {
        return lengths.stream().mapToLong(Long::longValue).max().orElse(0);
    }

    private static long[] with(int axis, long extent, long[] others) {
        return Shape.concat(Shape.concat(Arrays.copyOf(others, axis), new long[] {extent}), Arrays.copyOfRange(others, axis, others.length));
    }

    private static long[] without(int axis, long[] shape) {
        return Shape.concat(Arrays.copyOf(shape, axis), Arrays.copyOfRange(shape, axis + 1, shape.length));
    }
}
