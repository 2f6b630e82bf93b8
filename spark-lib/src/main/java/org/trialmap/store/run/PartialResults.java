package org.trialmap.store.run;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.trialmap.array.NdArray;
import org.trialmap.hdf5.Hdf5File;
import org.trialmap.store.OwnFiles;

/** The finished tasks of a run whose container the driver makes of their results. Holds none of them. */
public final class PartialResults implements Closeable {
    private final RunFolder folder;
    private final RunRecord record;
    private final Commits commits;
    private Path path;
    private Hdf5File file;

    PartialResults(RunFolder folder, RunRecord record, Commits commits) {
        this.folder = folder;
        this.record = record;
        this.commits = commits;
    }

    /** Makes the container's data of partial results. */
    @FunctionalInterface
    public interface Whole {
        /**
         * @param partial what tasks returned
         * @param container takes the pieces of the data, each once, as its stacking has them; from 0
         * @return further datasets of the container
         */
        Map<String, NdArray> write(PartialResults partial, PayloadAttempt container) throws IOException;
    }

    /**
     * Reads value {@code k} of what a task returned.
     *
     * @throws IOException if its file cannot be read, or is not as it was written
     */
    public NdArray value(int task, int k) throws IOException {
        return open(task).dataset("/comp_" + task + "/result_" + k).read();
    }

    public int tasks() {
        return commits.tasks();
    }

    /** Reads all that a task returned, by name; a single value has the name "". */
    public Map<String, NdArray> values(int task) throws IOException {
        Map<String, NdArray> values = new LinkedHashMap<>();
        int count = open(task).names("/comp_" + task).size();
        for (int k = 0; k < count; k++) {
            Hdf5File.Dataset value = file.dataset("/comp_" + task + "/result_" + k);
            values.put((String) value.attribute("name").map(NdArray::item).orElse(""), value.read());
        }
        return values;
    }

    private Hdf5File open(int task) throws IOException {
        Path wanted = folder.written(record, commits.of(task));
        if (!wanted.equals(path)) {
            close();
            file = OwnFiles.openHdf5(wanted);
            path = wanted;
        }
        return file;
    }

    @Override
    public void close() throws IOException {
        path = null;
        if (file != null) {
            file.close();
        }
    }
}
