package org.example;

import java.io.IOException;
import java.nio.file.Path;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.store.Existing;
import org.trialmap.store.Layout;
import org.trialmap.store.SaveOptions;
import org.trialmap.store.SavedResults;
import org.trialmap.trial.Recording;

/** The program: {@link PeakToPeak} of all trials of a recording. It does not say where it runs; README.md does. */
public final class MyAnalysis {
    private MyAnalysis() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 2) {
            System.err.println("Give two arguments: RECORDING FOLDER");
            System.exit(2);
        }
        System.out.println(run(ParallelMap.fromSettings(), Path.of(arguments[0]), Path.of(arguments[1])));
    }

    // tag::run[]
    /** Saves one dataset (trial, channel) in {@code folder} and returns its file. Started again, it computes what is missing. */
    static Path run(ParallelMap pmap, Path recording, Path folder) throws IOException {
        SaveOptions options = SaveOptions.DEFAULTS.withLayout(Layout.STACKED).withExisting(Existing.RESUME);
        try (SavedResults results = pmap.over(Recording.open(recording).chunks()).saving(options).save(folder, new PeakToPeak())) {
            return results.container();
        }
    }
    // end::run[]
}
