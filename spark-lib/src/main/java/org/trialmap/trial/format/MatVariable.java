package org.trialmap.trial.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.trialmap.array.DType;

/** The variable of a file of MATLAB that is a recording; empty name: each of its fields is a variable of its own. */
record MatVariable(Path file, boolean hdf5, MatValue root, String name) {
    MatValue struct() throws IOException {
        return MatSamples.struct(root, name);
    }

    /** @param what it is, for messages */
    MatFields fields(String what) throws IOException {
        return new MatFields(file, what + (name.isEmpty() ? "" : " '" + name + "'"), struct(), 0);
    }

    MatSamples samples(String field, DType dtype, List<Long> ends) throws IOException {
        return new MatSamples(file.toString(), Files.size(file), hdf5, name, field, dtype, List.copyOf(ends));
    }
}
