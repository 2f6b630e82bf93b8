package org.trialmap.trial;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.provider.Arguments;
import org.trialmap.References;
import org.trialmap.array.DType;

/** Files for the tests of recordings: written by h5py (Debian's python3-h5py), and recordings, see the README in the test resources. */
public final class RecordingFiles {
    private static final Path RESOURCES = Path.of("").toAbsolutePath().resolveSibling("spark-lib").resolve("src/test/resources/recordings");
    private static final String EEG = "eeg_biosemi_mne.h5";
    private static final String MADE = "ecg15_made.h5";
    private static final String REAL_ECG = "ecg15_ptb_s0010.h5";
    private static final String MORE = "trialmap.data";
    private static Path made;

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
     * A recording by its name: {@code ecg15_made.h5} is written at its first use; {@code eeg_biosemi_mne.h5} is beside its description in the test
     * resources; any other is in the folder that the system property {@code trialmap.data} names.
     */
    public static synchronized Path recording(String name) {
        try {
            return name.equals(MADE) ? made() : Files.exists(RESOURCES.resolve(name)) ? RESOURCES.resolve(name) : Path.of(System.getProperty(MORE), name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The names of all recordings: a real EEG, a made ECG and, where the system property {@code trialmap.data} names its folder, a real ECG. */
    public static List<String> names() {
        return System.getProperty(MORE) == null ? List.of(EEG, MADE) : List.of(EEG, MADE, REAL_ECG);
    }

    /** Arguments for tests of all recordings and their datasets: name, dataset, channels per task, trials, type of values. */
    public static List<Arguments> datasets() {
        List<Arguments> datasets = new ArrayList<>();
        for (String name : names()) {
            if (name.equals(EEG)) {
                datasets.add(Arguments.of(name, "/data", 40, 6, DType.FLOAT32));
            } else {
                datasets.add(Arguments.of(name, "/data", 5, 51, DType.FLOAT32));
                datasets.add(Arguments.of(name, "/raw", 4, 51, DType.INT16));
            }
        }
        return datasets;
    }

    private static Path made() throws IOException {
        if (made == null) {
            made = Files.createTempDirectory("recordings").resolve(MADE);
            References.python(Files.readString(RESOURCES.resolve("ecg15_made.py")), made.toString());
            made.getParent().toFile().deleteOnExit();
            made.toFile().deleteOnExit(); // before the folder
        }
        return made;
    }
}
