package org.trialmap.trial.format;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/** A file of MATLAB that is open. */
interface MatFile extends Closeable {
    /** All variables as the fields of a struct. */
    MatValue root();

    /** Of version 7.3, which is HDF5, or of version 5 to 7. */
    static MatFile open(Path file, boolean hdf5) throws IOException {
        return hdf5 ? new Mat73File(file) : Mat5File.open(file);
    }
}
