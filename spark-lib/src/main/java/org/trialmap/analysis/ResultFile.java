package org.trialmap.analysis;

import java.nio.file.Path;
import java.util.Objects;
import org.trialmap.setting.Setting;
import org.trialmap.store.Existing;
import org.trialmap.store.SaveOptions;
import org.trialmap.support.LocalPath;

/**
 * Where a result goes.
 *
 * @param path {@code NAME.spy} for a Syncopy container, a folder; {@code NAME.h5} for one HDF5 file with the same datasets and attributes
 * @param existing what happens to a result that is there already
 * @param transport how the results of tasks reach the file
 */
public record ResultFile(Path path, Existing existing, SaveOptions.Transport transport) {
    private static final String FOLDER = ".spy";
    private static final String FILE = ".h5";

    /** @throws IllegalArgumentException for a path that ends in neither .spy nor .h5 */
    public ResultFile {
        Objects.requireNonNull(existing, "existing");
        Objects.requireNonNull(transport, "transport");
        path = LocalPath.of(path).toAbsolutePath().normalize();
        String name = path.getFileName() == null ? "" : path.getFileName().toString();
        if (!name.endsWith(FOLDER) && !name.endsWith(FILE) || name.startsWith(".")) {
            throw new IllegalArgumentException("The result cannot be written to '" + path + "': its name says which kind of file it is. Name it NAME.spy"
                    + " (a Syncopy container) or NAME.h5 (one HDF5 file), with " + Setting.OUT_FILE + ".");
        }
    }

    /** A new file. */
    public static ResultFile at(Path path) {
        return new ResultFile(path, Existing.REFUSE, SaveOptions.Transport.AUTO);
    }

    public ResultFile withExisting(Existing value) {
        return new ResultFile(path, value, transport);
    }

    public ResultFile withTransport(SaveOptions.Transport value) {
        return new ResultFile(path, existing, value);
    }

    /** Whether it is a Syncopy container. */
    boolean isFolder() {
        return path.toString().endsWith(FOLDER);
    }

    /** Without extension. */
    String name() {
        String name = path.getFileName().toString();
        return name.substring(0, name.lastIndexOf('.'));
    }

    /** Where the HDF5 file and the record of the run lie. */
    Path folder() {
        return isFolder() ? path : path.getParent();
    }

    /** The HDF5 file. */
    Path hdf5(String extension) {
        return folder().resolve(name() + (isFolder() ? extension : FILE));
    }
}
