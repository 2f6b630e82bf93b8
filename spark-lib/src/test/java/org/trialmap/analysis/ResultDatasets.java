package org.trialmap.analysis;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.trialmap.array.NdArray;
import org.trialmap.hdf5.Hdf5File;

/** All datasets of a result, to be compared bit by bit. */
public final class ResultDatasets {
    private ResultDatasets() {}

    public static Map<String, NdArray> of(Path file) throws IOException {
        try (Hdf5File hdf = Hdf5File.open(file)) {
            Map<String, NdArray> datasets = new TreeMap<>();
            for (String name : hdf.names("/")) {
                datasets.put(name, hdf.dataset("/" + name).read());
            }
            return datasets;
        }
    }
}
