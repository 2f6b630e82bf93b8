package org.trialmap.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import org.trialmap.array.NdArray;
import org.trialmap.array.Shape;
import org.trialmap.hdf5.Hdf5File;
import org.trialmap.setting.Setting;
import org.trialmap.task.PaddedStacking;
import org.trialmap.task.Stacking;

/** How the results of a container are found. */
interface ResultSource {
    Layout layout();

    int tasks() throws IOException;

    BitSet missing() throws IOException;

    /** Names of the values of one task that has a result. */
    List<String> values(int task) throws IOException;

    NdArray read(int task, int value) throws IOException;

    /** Where a value is: of a task, or of all tasks. */
    Hdf5File.Dataset dataset(int task, int value) throws IOException;

    /** Extents of what {@link #read} gives. */
    long[] shape(int task, int value) throws IOException;

    /** Names of the stacked datasets; none where results are not stacked. */
    List<String> datasets();

    /** The stacked dataset of one value. */
    StackedDataset stacked(int value) throws IOException;

    static String nameOf(Hdf5File.Dataset dataset, String otherwise) throws IOException {
        return dataset.attribute("name").map(name -> (String) name.item()).orElse(otherwise);
    }

    static void requireValue(Hdf5File file, int value, int count) {
        if (value < 0 || value >= count) {
            throw new IndexOutOfBoundsException("Value " + value + " was asked for, but results in " + file.file() + " have " + count + " (from 0).");
        }
    }

    /** A group or link {@code /comp_<i>} per task. */
    record Groups(Hdf5File file, Layout layout, int tasks, BitSet missing) implements ResultSource {
        @Override
        public List<String> values(int task) throws IOException {
            List<String> names = new ArrayList<>();
            int count = count(task);
            for (int k = 0; k < count; k++) {
                names.add(nameOf(file.dataset(path(task, k)), "result_" + k));
            }
            return names;
        }

        private int count(int task) throws IOException {
            return (int) file.names("/comp_" + task).stream().filter(name -> name.startsWith("result_")).count();
        }

        private static String path(int task, int value) {
            return "/comp_" + task + "/result_" + value;
        }

        @Override
        public Hdf5File.Dataset dataset(int task, int value) throws IOException {
            requireValue(file, value, count(task));
            return file.dataset(path(task, value));
        }

        @Override
        public NdArray read(int task, int value) throws IOException {
            return dataset(task, value).read();
        }

        @Override
        public long[] shape(int task, int value) throws IOException {
            return dataset(task, value).shape();
        }

        @Override
        public List<String> datasets() {
            return List.of();
        }

        @Override
        public StackedDataset stacked(int value) {
            throw new IllegalStateException("The results in " + file.file() + " are " + layout.name().toLowerCase(Locale.ROOT)
                    + ", not stacked: there is"
                    + " no dataset of all tasks. Read them task by task with read(i), or save them with the stacked layout (" + Setting.LAYOUT_STACKED + ").");
        }
    }

    /** All tasks in one dataset per value, mostly {@code /result_<k>}; {@code stacking} is null where the file does not say how. */
    record Stacked(Hdf5File file, Stacking stacking, List<String> datasets, BitSet missing) implements ResultSource {
        @Override
        public Layout layout() {
            return Layout.STACKED;
        }

        @Override
        public int tasks() {
            return known().tasks();
        }

        private Stacking known() {
            if (stacking == null) {
                throw new IllegalStateException("The file " + file.file() + " was written by ACME, which does not record the axis along which tasks"
                        + " are stacked. Read"
                        + " its datasets with stacked(k).");
            }
            return stacking;
        }

        @Override
        public List<String> values(int task) throws IOException {
            List<String> names = new ArrayList<>();
            for (int k = 0; k < datasets.size(); k++) {
                names.add(nameOf(file.dataset("/" + datasets.get(k)), datasets.get(k)));
            }
            return names;
        }

        @Override
        public Hdf5File.Dataset dataset(int task, int value) throws IOException {
            requireValue(file, value, datasets.size());
            return file.dataset("/" + datasets.get(value));
        }

        @Override
        public NdArray read(int task, int value) throws IOException {
            Hdf5File.Dataset dataset = dataset(task, value);
            long[] core = core(dataset.shape());
            return dataset.read(known().region(task, core)).reshape(Shape.toInt(result(task, core)));
        }

        @Override
        public long[] shape(int task, int value) throws IOException {
            return result(task, core(dataset(task, value).shape()));
        }

        private long[] result(int task, long[] core) {
            if (known() instanceof PaddedStacking padded) {
                return padded.result(task, core);
            }
            long[] extents = stacking.region(task, core).extent();
            if (stacking instanceof Stacking.RowsByChannels || stacking instanceof Stacking.Pieces) {
                return extents;
            }
            long[] result = stacking instanceof Stacking.TrialsByChannels ? Arrays.copyOfRange(extents, 1, extents.length) : core;
            return result.length == 0 ? new long[] {1} : result;
        }

        private long[] core(long[] shape) {
            if (known() instanceof Stacking.Along along) {
                return Shape.concat(Arrays.copyOf(shape, along.axis()), Arrays.copyOfRange(shape, along.axis() + 1, shape.length));
            }
            if (stacking instanceof PaddedStacking padded) {
                return padded.coreOf(shape);
            }
            if (stacking instanceof Stacking.Pieces pieces) {
                return Shape.concat(Arrays.copyOf(shape, pieces.axis()), Arrays.copyOfRange(shape, pieces.axis() + 1, shape.length));
            }
            int axes = stacking instanceof Stacking.Grid grid ? grid.extents().size() : 2;
            return stacking instanceof Stacking.RowsByChannels ? Arrays.copyOfRange(shape, 1, shape.length - 1) : Arrays.copyOfRange(shape, axes, shape.length);
        }

        @Override
        public StackedDataset stacked(int value) throws IOException {
            Hdf5File.Dataset dataset = dataset(0, value);
            return new StackedDataset(nameOf(dataset, datasets.get(value)), dataset, file);
        }
    }
}
