package org.trialmap.app.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * A batch system may start the same command again: after a lost node, a preemption, a time limit. A file that the batch job keeps ({@code trialmap.begun})
 * says that an earlier start has begun to save, so that this one goes on where that one ended, whatever the command says about existing results. In it stands
 * how many tasks were finished at the end, or when the end was near, so that a job that never finishes one is not started for ever.
 */
public final class RestartMarker {
    private RestartMarker() {}

    private static Optional<Path> file() {
        return Optional.ofNullable(System.getProperty("trialmap.begun")).map(Path::of);
    }

    /** Whether a batch system runs this process, which ends it, and may start it again. */
    static boolean isBatchJob() {
        return file().isPresent();
    }

    static boolean isOne() {
        return file().filter(Files::exists).isPresent();
    }

    /** From now on a new start goes on. */
    public static void begin() {
        file().filter(file -> !Files.exists(file)).ifPresent(file -> {
            try {
                Files.createFile(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** @param finished tasks that have a result, those of earlier starts included; asked only if somebody wants to know */
    static void note(IntSupplier finished) {
        file().ifPresent(file -> {
            try {
                Files.writeString(file, Integer.toString(finished.getAsInt()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
