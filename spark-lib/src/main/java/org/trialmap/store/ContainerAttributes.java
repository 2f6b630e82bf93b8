package org.trialmap.store;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.trialmap.array.NdArray;
import org.trialmap.hdf5.Hdf5File;

/**
 * What a container of ours says about itself, in attributes of its root group: their names and meaning.
 *
 * @hidden
 */
public final class ContainerAttributes {
    public static final String FORMAT = "trialmap 1";
    public static final String COMPLETE = "complete";
    public static final String INCOMPLETE = "incomplete";
    /** The group of the root with the inputs. */
    public static final String INPUTS = "inputs";
    /** Attributes of the root that are ours. */
    public static final Set<String> OWN = Set.of("format", "plan_id", "run", "tasks", "layout", "status", "missing", "plan", "options", "stacking", "summary", "dataset", INPUTS);
    /** Names of groups and datasets with results. */
    public static final String RESULTS = "(comp|result)_\\d+";

    private ContainerAttributes() {}

    /** What one of our attributes of a container means. */
    static <T> T understood(Hdf5File file, String name, String text, Json.Meaning<T> meaning) throws IOException {
        return Json.understood(text, "The header '" + name + "' of '" + file.file() + "'", "Restore the file, or build it again with trialmap gather.", meaning);
    }

    /** Attributes of the inputs that are datasets, since they are too large. */
    static Map<String, NdArray> large(Hdf5File file) throws IOException {
        Map<String, NdArray> large = new LinkedHashMap<>();
        if (FoundContainer.text(file, "format").filter(FORMAT::equals).isPresent() && FoundContainer.text(file, "dataset").isEmpty()) {
            for (String name : file.names("/")) {
                if (!name.matches(RESULTS) && !name.equals(INPUTS)) {
                    large.put(name, file.dataset("/" + name).read());
                }
            }
        }
        return large;
    }
}
