package org.trialmap.store.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.trialmap.array.NdArray;
import org.trialmap.hdf5.Hdf5File;
import org.trialmap.hdf5.Hdf5Writer;
import org.trialmap.store.Frame;
import org.trialmap.store.OwnFiles;

/**
 * The datasets and attributes of a {@link Frame}, kept in the run's folder from its beginning until the container is completed.
 *
 * @param run the run's folder
 * @param more datasets that were not known at the beginning
 */
public record FrameFiles(Path run, Map<String, NdArray> more) {
    private static Path in(Path run) {
        return run.resolve("companions.h5");
    }

    static void write(Path run, Frame frame) throws IOException {
        Path file = in(run);
        Files.deleteIfExists(file);
        Hdf5Writer writer = Hdf5Writer.create(file);
        try {
            add(writer.root(), frame.datasets(), frame.attributes());
            writer.closeUnforced();
        } catch (IOException | RuntimeException e) {
            writer.abandon();
            throw e;
        }
    }

    /** Adds what {@link #write} kept, and the rest. */
    void copy(Hdf5Writer.Group root) throws IOException {
        try (Hdf5File kept = OwnFiles.openHdf5(in(run))) {
            for (String name : kept.names("/")) {
                root.dataset(name, kept.dataset("/" + name).read());
            }
            add(root, more, kept.attributes("/"));
        }
    }

    private static void add(Hdf5Writer.Group root, Map<String, NdArray> datasets, Map<String, NdArray> attributes) throws IOException {
        for (Map.Entry<String, NdArray> dataset : datasets.entrySet()) {
            root.dataset(dataset.getKey(), dataset.getValue());
        }
        for (Map.Entry<String, NdArray> attribute : attributes.entrySet()) {
            root.attribute(attribute.getKey(), attribute.getValue());
        }
    }
}
