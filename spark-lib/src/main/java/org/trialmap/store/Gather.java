package org.trialmap.store;

import java.io.IOException;
import java.nio.file.Path;

/** Builds containers from the journal and the payload that a run left, without computing anything. */
public final class Gather {
    private Gather() {}

    /** Builds the container of the only run in {@code folder}, or of the run that belongs to a container's path. */
    public static SavedResults folder(Path folderOrContainer) throws IOException {
        throw new UnsupportedOperationException();
    }
}
