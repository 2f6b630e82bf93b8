package org.trialmap.store;

import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.trialmap.task.Stacking;

/** Finds out what kind of container a file is. */
final class ResultSources {
    private ResultSources() {}

    static ResultSource of(Hdf5File file) throws IOException {
        if (FoundContainer.text(file, "format").filter(ContainerHead.FORMAT::equals).isPresent()) {
            return ours(file);
        }
        List<String> names = names(file);
        BitSet groups = new BitSet();
        names.stream().filter(name -> name.matches("comp_\\d{1,9}")).forEach(name -> groups.set(Integer.parseInt(name.substring(5))));
        List<String> stacked = datasets(names);
        if (!stacked.isEmpty()) {
            long[] shape = file.dataset("/result_0").shape();
            Stacking stacking = shape.length == 1 ? Stacking.tasks(Math.toIntExact(shape[0])) : null;
            return new ResultSource.Stacked(file, stacking, stacked, new BitSet());
        }
        if (groups.isEmpty()) {
            throw new Hdf5Exception("The file '" + file.file() + "' holds no results: neither groups comp_0, comp_1, ... nor datasets result_0, ...;"
                    + " it has "
                    + (names.isEmpty() ? "nothing" : String.join(", ", names.subList(0, Math.min(10, names.size()))))
                    + ". Name a file that trialmap or ACME wrote.");
        }
        int tasks = groups.length();
        BitSet missing = (BitSet) groups.clone();
        missing.flip(0, tasks);
        return new ResultSource.Groups(file, Layout.LINKED, tasks, missing);
    }

    private static List<String> datasets(List<String> names) {
        int count = (int) names.stream().filter(name -> name.matches("result_\\d+")).count();
        return IntStream.range(0, count).mapToObj(k -> "result_" + k).toList();
    }

    private static List<String> names(Hdf5File file) throws IOException {
        try {
            return file.names("/");
        } catch (Hdf5Exception e) {
            throw new Hdf5Exception("The results in '" + file.file() + "' cannot be listed (" + e.getMessage()
                    + "). If ACME wrote them with result_shape, they are a"
                    + " virtual dataset, which jHDF does not read: open the files in the payload folder one by one, or write them with"
                    + " single_file=True.", e);
        }
    }

    private static ResultSource ours(Hdf5File file) throws IOException {
        Layout layout = Layout.valueOf(FoundContainer.text(file, "layout").orElse("").toUpperCase(Locale.ROOT));
        int tasks = Math.toIntExact((Long) file.attribute("/", "tasks").orElseThrow().item());
        BitSet missing = Ranges.parse(FoundContainer.text(file, "missing").orElse(""));
        if (layout != Layout.STACKED) {
            return new ResultSource.Groups(file, layout, tasks, missing);
        }
        Stacking stacking = Json.stacking(Json.MAPPER.readTree(FoundContainer.text(file, "stacking").orElse("{}")));
        Optional<String> frame = FoundContainer.text(file, "dataset");
        if (frame.isPresent()) {
            return new ResultSource.Stacked(file, stacking, List.of(frame.get()), missing);
        }
        return new ResultSource.Stacked(file, stacking, datasets(file.names("/")), missing);
    }
}
