package org.trialmap.table;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.trialmap.array.NdArray;
import org.trialmap.hdf5.Hdf5File;
import org.trialmap.store.ContainerAttributes;
import org.trialmap.store.SavedResults;
import org.trialmap.trial.Recording;

/** Tells results of maps from recordings and what analyses make of them. */
final class ResultKind {
    private ResultKind() {}

    /** Whether the file, or the only one in the folder, has the results of tasks, as trialmap or ACME write them. */
    static boolean isOfTasks(Path file) throws IOException {
        if (!Files.exists(file) || file.toString().endsWith(".spy")) {
            return false;
        }
        if (Files.isDirectory(file)) {
            try (SavedResults only = SavedResults.open(file)) {
                return isOfTasks(only.container());
            }
        }
        if (Recording.isForeign(file)) {
            return false;
        }
        try (Hdf5File opened = Hdf5File.open(file)) {
            boolean ours = NdArray.from(ContainerAttributes.FORMAT).equals(opened.attributes("/").get("format"));
            boolean formed = ours && opened.attribute("/", "dataset").isPresent(); // in the form of another program
            return !formed && (ours || opened.names("/").stream().anyMatch(name -> name.matches(ContainerAttributes.RESULTS)));
        }
    }
}
