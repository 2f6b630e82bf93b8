package org.trialmap.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.trialmap.array.NdArray;
import org.trialmap.hdf5.Hdf5File;
import org.trialmap.task.Stacking;

/** The containers of ACME, and its payload files, which have no mark of their own (docs/results.md). */
final class AcmeResults {
    private AcmeResults() {}

    /** Null if the file is none of them. */
    static ResultSource of(Hdf5File file) throws IOException {
        List<String> names = file.names("/");
        BitSet groups = new BitSet();
        names.stream().filter(name -> name.matches("comp_\\d{1,9}")).forEach(name -> groups.set(Integer.parseInt(name.substring(5))));
        List<String> datasets = datasets(names);
        if (datasets.isEmpty()) {
            return groups.isEmpty() ? null : groups(file, groups);
        }
        if (groups.isEmpty() && (datasets.size() > 1 || isPayload(file.file()))) {
            return new OneCall(file, datasets);
        }
        return stacked(file, datasets, groups.isEmpty() ? null : groups(file, groups));
    }

    static List<String> datasets(List<String> names) {
        int count = (int) names.stream().filter(name -> name.matches("result_\\d+")).count();
        return IntStream.range(0, count).mapToObj(k -> "result_" + k).toList();
    }

    private static ResultSource.Groups groups(Hdf5File file, BitSet found) {
        BitSet missing = (BitSet) found.clone();
        missing.flip(0, found.length());
        return new ResultSource.Groups(file, Layout.LINKED, found.length(), missing);
    }

    /** {@code name_payload/name_3.h5}. */
    private static boolean isPayload(Path file) {
        String folder = file.getParent() == null || file.getParent().getFileName() == null ? "" : file.getParent().getFileName().toString();
        String stem = folder.endsWith("_payload") ? folder.substring(0, folder.length() - "_payload".length()) : "";
        String name = file.getFileName().toString();
        return !stem.isEmpty() && name.startsWith(stem + "_") && name.substring(stem.length() + 1).matches("\\d+\\.h5");
    }

    private static ResultSource stacked(Hdf5File file, List<String> datasets, ResultSource.Groups rest) throws IOException {
        Hdf5File.Dataset first = file.dataset("/result_0");
        long[] shape = first.shape();
        int axis = first.axisOfParts();
        if (axis < 0 && rest != null) {
            int[] fitting = IntStream.range(0, shape.length).filter(one -> shape[one] == rest.tasks()).toArray();
            axis = fitting.length == 1 ? fitting[0] : -1;
        }
        axis = axis < 0 && shape.length == 1 ? 0 : axis;
        Stacking stacking = axis < 0 ? null : Stacking.along(Math.toIntExact(shape[axis]), axis);
        ResultSource.Stacked stacked = new ResultSource.Stacked(file, stacking, datasets, new BitSet());
        return rest == null ? stacked : new WithGroups(stacked, rest);
    }

    /** The first value of all calls in one dataset, the others in a group or link for each call. */
    record WithGroups(ResultSource.Stacked first, ResultSource.Groups rest) implements ResultSource {
        @Override
        public Layout layout() {
            return Layout.STACKED;
        }

        @Override
        public int tasks() {
            return first.stacking() == null ? rest.tasks() : first.tasks();
        }

        @Override
        public BitSet missing() {
            return first.missing();
        }

        @Override
        public List<String> values(int task) throws IOException {
            List<String> names = new ArrayList<>(first.values(task));
            names.addAll(more(task));
            return names;
        }

        private List<String> more(int task) throws IOException {
            if (!rest.file().exists("/comp_" + task)) {
                return List.of();
            }
            return rest.file().names("/comp_" + task).stream().filter(name -> name.matches("result_\\d+") && !first.datasets().contains(name)).toList();
        }

        @Override
        public NdArray read(int task, int value) throws IOException {
            return isFirst(value) ? first.read(task, value) : dataset(task, value).read();
        }

        @Override
        public long[] shape(int task, int value) throws IOException {
            return isFirst(value) ? first.shape(task, value) : dataset(task, value).shape();
        }

        private boolean isFirst(int value) {
            return value < first.datasets().size();
        }

        @Override
        public Hdf5File.Dataset dataset(int task, int value) throws IOException {
            if (isFirst(value)) {
                return first.dataset(task, value);
            }
            List<String> more = more(task);
            ResultSource.requireValue(rest.file(), value, first.datasets().size() + more.size());
            return rest.file().dataset("/comp_" + task + "/" + more.get(value - first.datasets().size()));
        }

        @Override
        public List<String> datasets() {
            return first.datasets();
        }

        @Override
        public StackedDataset stacked(int value) throws IOException {
            if (value >= first.datasets().size()) {
                throw new IllegalStateException("Value " + value + " in " + rest.file().file() + " is not stacked: ACME stacks the first value only."
                        + " Read it task by task with read(i, " + value + ").");
            }
            return first.stacked(value);
        }
    }

    /** A payload file: what one call returned. */
    record OneCall(Hdf5File file, List<String> names) implements ResultSource {
        @Override
        public Layout layout() {
            return Layout.LINKED;
        }

        @Override
        public int tasks() {
            return 1;
        }

        @Override
        public BitSet missing() {
            return new BitSet();
        }

        @Override
        public List<String> values(int task) {
            return names;
        }

        @Override
        public Hdf5File.Dataset dataset(int task, int value) throws IOException {
            ResultSource.requireValue(file, value, names.size());
            return file.dataset("/" + names.get(value));
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
            throw new IllegalStateException("The file " + file.file() + " holds what one call returned, there is nothing stacked in it. Read it with"
                    + " read(0).");
        }
    }
}
