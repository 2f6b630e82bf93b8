package org.trialmap.trial.format;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.trialmap.hdf5.Hdf5File;

/**
 * A file of MATLAB's version 7.3, which is HDF5: values are datasets and groups, and those in cells have a place of their own that references lead to. For one
 * thread.
 */
final class Mat73File implements MatFile {
    private final Hdf5File file;
    /** Of lists that have been read: events are asked for one by one. */
    private final Map<String, List<String>> references = new HashMap<>();

    Mat73File(Path path) throws IOException {
        this.file = Hdf5File.open(path);
    }

    Hdf5File file() {
        return file;
    }

    List<String> references(String path) throws IOException {
        List<String> known = references.get(path);
        if (known == null) {
            known = file.references(path);
            references.put(path, known);
        }
        return known;
    }

    @Override
    public MatValue root() {
        return new Mat73Value(this, "/", "struct");
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
