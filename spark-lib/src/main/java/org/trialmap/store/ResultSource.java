package org.trialmap.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import org.trialmap.array.NdArray;
import org.trialmap.array.Shape;
import org.trialmap.task.Stacking;

/** How the results of a container are found. */
interface ResultSource {
    Layout layout();

    int tasks() throws IOException;

    BitSet missing() throws IOException;

    /** Names of the values of one task that has a result. */
    List<String> values(int task) throws IOException;

    NdArray read(int task, int value) throws IOException;

    /** The stacked dataset of one value. */
    StackedDataset stacked(int value) throws IOException;

    static String nameOf(Hdf5File.Dataset dataset, int value) throws IOException {
        return dataset.attribute("name").map(name -> (String) name.item()).orElse("result_" + value);
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
                names.add(nameOf(file.dataset(path(task, k)), k));
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
        public NdArray read(int task, int value) throws IOException {
            requireValue(file, value, count(task));
            return file.dataset(path(task, value)).read();
        }

        @Override
        public StackedDataset stacked(int value) {
            throw new IllegalStateException("The results in " + file.file() + " are " + layout.name().toLowerCase(Locale.ROOT)
                    + ", not stacked: there is"
                    + " no dataset of all tasks. Read them task by task with read(i), or save them with the stacked layout (--layout stacked).");
        }
    }

    /** All tasks in {@code /result_<k>}; {@code stacking} is null where the file does not say how. */
    record Stacked(Hdf5File file, Stacking stacking, int count, BitSet missing) implements ResultSource {
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
            for (int k = 0; k < count; k++) {
                names.add(nameOf(file.dataset("/result_" + k), k));
            }
            return names;
        }

        @Override
        public NdArray read(int task, int value) throws IOException {
            requireValue(file, value, count);
            Hdf5File.Dataset dataset = file.dataset("/result_" + value);
            long[] shape = dataset.shape();
            long[] core = core(shape);
            NdArray array = dataset.read(known().region(task, core));
            int[] extent = array.shape();
            int[] result = stacking instanceof Stacking.TrialsByChannels ? Arrays.copyOfRange(extent, 1, extent.length) : Shape.toInt(core);
            return array.reshape(result.length == 0 ? new int[] {1} : result);
        }

        private long[] core(long[] shape) {
            if (known() instanceof Stacking.Along along) {
                return Shape.concat(Arrays.copyOf(shape, along.axis()), Arrays.copyOfRange(shape, along.axis() + 1, shape.length));
            }
            return Arrays.copyOfRange(shape, 2, shape.length);
        }

        @Override
        public StackedDataset stacked(int value) throws IOException {
            requireValue(file, value, count);
            Hdf5File.Dataset dataset = file.dataset("/result_" + value);
            return new StackedDataset(nameOf(dataset, value), dataset, file);
        }
    }
}
