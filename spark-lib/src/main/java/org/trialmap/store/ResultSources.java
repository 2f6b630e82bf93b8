package org.trialmap.store;

import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.trialmap.hdf5.Hdf5Exception;
import org.trialmap.hdf5.Hdf5File;
import org.trialmap.support.IndexRanges;
import org.trialmap.task.Stacking;

/** Finds out what kind of container a file is. */
final class ResultSources {
    private ResultSources() {}

    static ResultSource of(Hdf5File file) throws IOException {
        if (FoundContainer.text(file, "format").filter(ContainerAttributes.FORMAT::equals).isPresent()) {
            return ours(file);
        }
        ResultSource acme = AcmeResults.of(file);
        if (acme == null) {
            List<String> names = file.names("/");
            throw new Hdf5Exception("The file '" + file.file() + "' holds no results: neither groups comp_0, comp_1, ... nor datasets result_0, ...;"
                    + " it has "
                    + (names.isEmpty() ? "nothing" : String.join(", ", names.subList(0, Math.min(10, names.size()))))
                    + ". Name a file that trialmap or ACME wrote.");
        }
        return acme;
    }

    private static ResultSource ours(Hdf5File file) throws IOException {
        int tasks;
        Layout layout;
        BitSet missing;
        try {
            layout = Layout.valueOf(FoundContainer.text(file, "layout").orElse("").toUpperCase(Locale.ROOT));
            tasks = Math.toIntExact((Long) file.attribute("/", "tasks").orElseThrow().item());
            missing = IndexRanges.parse(FoundContainer.text(file, "missing").orElse(""));
        } catch (RuntimeException e) {
            throw new Hdf5Exception("The header of '" + file.file() + "' is damaged: its layout, tasks or missing tasks are absent or wrong. Restore the file,"
                    + " or build it again with trialmap gather.", e);
        }
        if (layout != Layout.STACKED) {
            return new ResultSource.Groups(file, layout, tasks, missing);
        }
        Stacking stacking = ContainerAttributes.understood(file, "stacking", FoundContainer.text(file, "stacking").orElse("{}"), Json::stacking);
        Optional<String> frame = FoundContainer.text(file, "dataset");
        if (frame.isPresent()) {
            return new ResultSource.Stacked(file, stacking, List.of(frame.get()), missing);
        }
        return new ResultSource.Stacked(file, stacking, AcmeResults.datasets(file.names("/")), missing);
    }
}
