package org.trialmap.hdf5;

import java.io.IOException;

/** An HDF5 file cannot be read as asked: foreign, truncated, without that object, or of a type that is not supported. The text names the file. */
public final class Hdf5Exception extends IOException {
    private static final long serialVersionUID = 1;

    public Hdf5Exception(String message) {
        super(message);
    }

    public Hdf5Exception(String message, Throwable cause) {
        super(message, cause);
    }
}
