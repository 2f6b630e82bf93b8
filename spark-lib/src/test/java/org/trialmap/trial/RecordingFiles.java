package org.trialmap.trial;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.trialmap.References;

/** Files for the tests of recordings: written by h5py (Debian's python3-h5py), and the two real recordings beside the project. */
public final class RecordingFiles {
    private RecordingFiles() {}

    /** Runs a script that finds h5py, NumPy as {@code np} and the folder (ending in "/") as {@code folder}; gives what it printed. */
    static String python(Path folder, String body) {
        return References.python("import sys, h5py, numpy as np\nfolder = sys.argv[1] + '/'\n" + body, folder.toString());
    }

    /** A file that h5py fills; the body sees it as {@code f}. */
    static Path h5py(Path folder, String name, String body) {
        python(folder, "with h5py.File(folder + '" + name + "', 'w') as f:\n" + body.indent(4));
        return folder.resolve(name);
    }

    /**
     * A real recording: from the folder that the system property {@code trialmap.data} names, else from {@code shared/data} in or beside a
     * folder above the working directory.
     */
    public static Path real(String name) {
        String folder = System.getProperty("trialmap.data");
        if (folder != null) {
            return Path.of(folder, name);
        }
        for (Path above = Path.of("").toAbsolutePath(); above != null; above = above.getParent()) {
            if (Files.exists(above.resolve("shared/data").resolve(name))) {
                return above.resolve("shared/data").resolve(name);
            }
        }
        needs(false, "the recording shared/data/" + name + " (or -Dtrialmap.data=FOLDER)");
        throw new AssertionError();
    }

    private static void needs(boolean there, String what) {
        if (!there && "required".equals(System.getenv("TRIALMAP_REFERENCES"))) {
            throw new AssertionError("Missing, though TRIALMAP_REFERENCES=required: " + what);
        }
        Assumptions.assumeTrue(there, "missing: " + what);
    }
}
