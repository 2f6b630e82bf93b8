package org.trialmap.app.resident;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.trialmap.app.cli.Session;
import org.trialmap.app.cli.SignalHandler;
import org.trialmap.support.FileTree;

/** What makes the first command of a process quick: Spark is there, classes are loaded, the paths that commands take are compiled. */
final class Rehearsal {
    private static final int ROUNDS = 2;
    private static final long POLL_NANOS = 10_000_000;

    private Rehearsal() {}

    /**
     * @param folder for files of its own, which it removes
     * @param cluster connection file of the one that commands shall find; null = none
     * @param run runs a command that prints nothing
     * @param enough asked between its steps
     */
    static void run(Path folder, Path cluster, Consumer<String[]> run, BooleanSupplier enough) throws IOException {
        if (enough.getAsBoolean() || !Session.startAhead(cluster)) {
            return;
        }
        while (!Session.ahead().served() && !enough.getAsBoolean()) {
            LockSupport.parkNanos(POLL_NANOS);
        }
        List<String> where = cluster == null ? List.of() : List.of("--cluster", cluster.toString());
        Path files = Files.createDirectory(folder.resolve("rehearsal"));
        try {
            for (int round = 0; round < ROUNDS; round++) {
                for (List<String> command : commands(Files.createDirectories(files.resolve(Integer.toString(round))))) {
                    if (enough.getAsBoolean()) {
                        return;
                    }
                    run.accept(Stream.concat(where.stream(), command.stream()).toArray(String[]::new));
                }
            }
        } finally {
            FileTree.delete(files);
            SignalHandler.forget();
        }
    }

    private static List<List<String>> commands(Path folder) {
        String noise = folder.resolve("noise.h5").toString();
        String spectra = folder.resolve("spectra.h5").toString();
        return List.of(
                List.of("synthdata", "white_noise", "--trials", "100", "--samples", "1000", "--channels", "16", "--samplerate", "1000", "--seed", "1", "--out", noise),
                List.of("freqanalysis", noise, "--foilim", "1", "150", "--tapsmofrq", "10", "--out", spectra),
                List.of("info", noise), List.of("info", spectra),
                List.of("freqanalysis", noise, "--foilim", "1", "150", "--plan", "--out", folder.resolve("plan.h5").toString()));
    }
}
