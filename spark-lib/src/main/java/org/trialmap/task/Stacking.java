package org.trialmap.task;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.trialmap.array.ChunkGrid;
import org.trialmap.array.Region;
import org.trialmap.array.Shape;

/**
 * How results of one shape lie side by side in one stacked dataset. The <em>core</em> is what all tasks' results have in common; from it follow
 * the dataset's shape and each task's region in it.
 */
public sealed interface Stacking extends Serializable
        permits PaddedStacking, Stacking.Along, Stacking.Grid, Stacking.Pieces, Stacking.RowsByChannels, Stacking.TrialsByChannels {
    /**
     * The common part of a result's shape.
     *
     * @throws IllegalArgumentException if a result of that shape cannot be the result of {@code task}; says which shape is expected
     */
    long[] core(int task, long[] resultShape);

    /** Shape of the whole stacked dataset. */
    long[] shape(long[] core);

    /** Where the result of {@code task} goes; has as many elements as the result. Throws {@link IndexOutOfBoundsException} if there is no such task. */
    Region region(int task, long[] core);

    /** Dataset (task, ...core): one task after the other along the first axis. */
    static Stacking tasks(int tasks) {
        return new Along(tasks, 0);
    }

    /** One task after the other along {@code axis} of the dataset, 0 to the rank of a result; the dataset has one axis more than a result. */
    static Stacking along(int tasks, int axis) {
        return new Along(tasks, axis);
    }

    /** Dataset (first, second, ..., ...core): one axis per list of a grid, the last index running fastest. */
    static Stacking grid(int... extents) {
        return new Grid(Arrays.stream(extents).boxed().toList());
    }

    /** Dataset (trial, channel, ...core): one task per trial and chunk of channels, chunks running faster. Results are (channels of the chunk, ...core). */
    static Stacking trialsByChannels(int trials, ChunkGrid channels) {
        return new TrialsByChannels(trials, channels.length(), channels.chunk());
    }

    /**
     * Dataset (row, ...core, channel): one task per block of rows and chunk of channels, chunks running faster. Results are (rows of the block, ...core,
     * channels of the chunk).
     *
     * @param rows where each block begins, ascending from 0, and last the number of rows
     */
    static Stacking rowsByChannels(long[] rows, ChunkGrid channels) {
        return new RowsByChannels(Arrays.stream(rows).boxed().toList(), channels.length(), channels.chunk());
    }

    /**
     * Dataset of the results' shape, one task after the other along {@code axis}, each with as many entries of it as it has.
     *
     * @param bounds where each task's piece of the axis begins, ascending from 0, and last the axis' length
     */
    static Stacking pieces(long[] bounds, int axis) {
        return new Pieces(Arrays.stream(bounds).boxed().toList(), axis);
    }

    /** Number of tasks that the whole dataset comes from. */
    int tasks();

    /**
     * The axis of the dataset along which there is one entry for each task; -1 if there is none.
     *
     * @hidden
     */
    default int taskAxis() {
        return -1;
    }

    private static void checkProduct(int... counts) {
        long product = 1;
        boolean possible = true;
        for (int count : counts) {
            product *= Math.max(0, count);
            possible &= count >= 0 && product <= Integer.MAX_VALUE;
        }
        if (!possible) {
            throw new IllegalArgumentException("Cannot stack " + Arrays.stream(counts).mapToObj(Integer::toString).collect(Collectors.joining(" x "))
                    + " tasks: there can be 0 to " + Integer.MAX_VALUE + ".");
        }
    }

    /** @hidden */
    record Along(int tasks, int axis) implements Stacking {
        public Along {
            Sequences.checkCount(tasks);
            if (axis < 0) {
                throw new IllegalArgumentException("The stacking axis must not be negative, it is " + axis + ".");
            }
        }

        @Override
        public int taskAxis() {
            return axis;
        }

        @Override
        public long[] core(int task, long[] resultShape) {
            if (resultShape.length < axis) {
                throw new IllegalArgumentException("results of shape " + Shape.format(resultShape) + " cannot be stacked along axis " + axis
                        + ", the last possible axis is " + resultShape.length);
            }
            return resultShape;
        }

        @Override
        public long[] shape(long[] core) {
            return inserted(core, tasks);
        }

        @Override
        public Region region(int task, long[] core) {
            long[] offset = new long[core.length + 1];
            offset[axis] = Objects.checkIndex(task, tasks);
            return new Region(offset, inserted(core, 1));
        }

        private long[] inserted(long[] core, long extent) {
            long[] head = Arrays.copyOf(core, axis + 1);
            head[axis] = extent;
            return Shape.concat(head, Arrays.copyOfRange(core, axis, core.length));
        }
    }

    /** @hidden */
    record Grid(List<Integer> extents) implements Stacking {
        public Grid {
            extents = List.copyOf(extents);
            checkProduct(extents.stream().mapToInt(Integer::intValue).toArray());
        }

        @Override
        public int tasks() {
            return extents.stream().reduce(1, (a, b) -> a * b);
        }

        @Override
        public long[] core(int task, long[] resultShape) {
            return resultShape;
        }

        @Override
        public long[] shape(long[] core) {
            return Shape.concat(extents.stream().mapToLong(Integer::longValue).toArray(), core);
        }

        @Override
        public Region region(int task, long[] core) {
            long[] offset = new long[extents.size() + core.length];
            int rest = Objects.checkIndex(task, tasks());
            for (int axis = extents.size() - 1; axis >= 0; axis--) {
                offset[axis] = rest % extents.get(axis);
                rest /= extents.get(axis);
            }
            long[] one = new long[extents.size()];
            Arrays.fill(one, 1);
            return new Region(offset, Shape.concat(one, core));
        }
    }

    /** @hidden */
    record TrialsByChannels(int trials, long channels, long channelsPerTask) implements Stacking {
        public TrialsByChannels {
            checkProduct(trials, new ChunkGrid(channels, channelsPerTask).count());
        }

        private ChunkGrid chunks() {
            return new ChunkGrid(channels, channelsPerTask);
        }

        @Override
        public int tasks() {
            return trials * chunks().count();
        }

        @Override
        public long[] core(int task, long[] resultShape) {
            long expected = chunks().size(Objects.checkIndex(task, tasks()) % chunks().count());
            if (resultShape.length == 0 || resultShape[0] != expected) {
                throw new IllegalArgumentException("the first axis of a result must be the chunk's " + expected + " channels, the result has shape "
                        + Shape.format(resultShape));
            }
            return Arrays.copyOfRange(resultShape, 1, resultShape.length);
        }

        @Override
        public long[] shape(long[] core) {
            return Shape.concat(new long[] {trials, channels}, core);
        }

        @Override
        public Region region(int task, long[] core) {
            int chunk = Objects.checkIndex(task, tasks()) % chunks().count();
            long[] offset = new long[core.length + 2];
            offset[0] = task / chunks().count();
            offset[1] = chunks().start(chunk);
            return new Region(offset, Shape.concat(new long[] {1, chunks().size(chunk)}, core));
        }
    }

    /** @hidden */
    record RowsByChannels(List<Long> rows, long channels, long channelsPerTask) implements Stacking {
        public RowsByChannels {
            rows = List.copyOf(rows);
            if (rows.isEmpty() || rows.get(0) != 0) {
                throw new IllegalArgumentException("The rows of blocks must begin with 0, they are " + rows + ".");
            }
            for (int b = 1; b < rows.size(); b++) {
                if (rows.get(b) < rows.get(b - 1)) {
                    throw new IllegalArgumentException("The rows of blocks must be ascending, but block " + (b - 1) + " begins at row " + rows.get(b - 1)
                            + " and ends before row " + rows.get(b) + ".");
                }
            }
            checkProduct(rows.size() - 1, new ChunkGrid(channels, channelsPerTask).count());
        }

        private ChunkGrid chunks() {
            return new ChunkGrid(channels, channelsPerTask);
        }

        @Override
        public int tasks() {
            return (rows.size() - 1) * chunks().count();
        }

        @Override
        public long[] core(int task, long[] resultShape) {
            int block = Objects.checkIndex(task, tasks()) / chunks().count();
            long height = rows.get(block + 1) - rows.get(block);
            long width = chunks().size(task % chunks().count());
            int last = resultShape.length - 1;
            if (last < 1 || resultShape[0] != height || resultShape[last] != width) {
                throw new IllegalArgumentException("a result must have the block's " + height + " rows as its first axis and the chunk's " + width
                        + " channels as its last, it has shape " + Shape.format(resultShape));
            }
            return Arrays.copyOfRange(resultShape, 1, last);
        }

        @Override
        public long[] shape(long[] core) {
            return framed(rows.get(rows.size() - 1), core, channels);
        }

        @Override
        public Region region(int task, long[] core) {
            int chunk = Objects.checkIndex(task, tasks()) % chunks().count();
            int block = task / chunks().count();
            long[] offset = new long[core.length + 2];
            offset[0] = rows.get(block);
            offset[core.length + 1] = chunks().start(chunk);
            return new Region(offset, framed(rows.get(block + 1) - rows.get(block), core, chunks().size(chunk)));
        }

        private static long[] framed(long first, long[] core, long last) {
            return Shape.concat(Shape.concat(new long[] {first}, core), new long[] {last});
        }
    }

    /** @hidden */
    record Pieces(List<Long> bounds, int axis) implements Stacking {
        public Pieces {
            bounds = List.copyOf(bounds);
            if (bounds.isEmpty() || bounds.get(0) != 0 || axis < 0) {
                throw new IllegalArgumentException("The pieces of axis " + axis + " must begin with 0, they are " + bounds + ".");
            }
            for (int p = 1; p < bounds.size(); p++) {
                if (bounds.get(p) < bounds.get(p - 1)) {
                    throw new IllegalArgumentException("The pieces of axis " + axis + " must be ascending, but piece " + (p - 1) + " begins at " + bounds.get(p - 1)
                            + " and ends before " + bounds.get(p) + ".");
                }
            }
        }

        @Override
        public int tasks() {
            return bounds.size() - 1;
        }

        private long extent(int task) {
            return bounds.get(Objects.checkIndex(task, tasks()) + 1) - bounds.get(task);
        }

        @Override
        public long[] core(int task, long[] resultShape) {
            if (resultShape.length <= axis || resultShape[axis] != extent(task)) {
                throw new IllegalArgumentException("a result must have its piece's " + extent(task) + " entries along axis " + axis + ", it has shape "
                        + Shape.format(resultShape));
            }
            return Shape.concat(Arrays.copyOf(resultShape, axis), Arrays.copyOfRange(resultShape, axis + 1, resultShape.length));
        }

        @Override
        public long[] shape(long[] core) {
            return with(core, bounds.get(tasks()));
        }

        @Override
        public Region region(int task, long[] core) {
            long[] offset = new long[core.length + 1];
            offset[axis] = bounds.get(Objects.checkIndex(task, tasks()));
            return new Region(offset, with(core, extent(task)));
        }

        private long[] with(long[] core, long extent) {
            return Shape.concat(Shape.concat(Arrays.copyOf(core, axis), new long[] {extent}), Arrays.copyOfRange(core, axis, core.length));
        }
    }
}
