package org.trialmap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.opentest4j.AssertionFailedError;

/**
 * Programs that we did not write and that judge our files and numbers: h5py, numpy, scipy, pandas, scikit-learn and MNE (Debian's {@code /usr/bin/python3}), h5dump, R. Where
 * one is missing the test is skipped, unless the environment variable {@code TRIALMAP_REFERENCES} is {@code required}: then it fails. So it is
 * with all else that a test needs of the machine, see {@link #need}.
 */
public final class References {
    private static final String NUMPY = "h5py numpy";
    private static final String SCIPY = "numpy scipy.signal";
    private static final String PANDAS = "numpy pandas";
    private static final String SCIKIT = "numpy sklearn";
    private static final String MNE = "h5py numpy scipy.stats scipy.sparse mne";
    private static final Map<String, String> CHECKED = new ConcurrentHashMap<>(); // reference -> why it failed, or empty

    private References() {}

    /** Runs a Python script that may import h5py and numpy; {@code args} are its {@code sys.argv[1:]}. Returns what it printed. */
    public static String python(String script, String... args) {
        require(NUMPY, () -> runPython(NUMPY, "import " + NUMPY.replace(" ", ", ")));
        return runPython(NUMPY, script, args);
    }

    /** As {@link #python}, for a script that may import scipy too. */
    public static String scipy(String script, String... args) {
        require(SCIPY, () -> runPython(SCIPY, "import " + SCIPY.replace(" ", ", ")));
        return runPython(SCIPY, script, args);
    }

    /** As {@link #python}, for a script that may import pandas and numpy. */
    public static String pandas(String script, String... args) {
        require(PANDAS, () -> runPython(PANDAS, "import " + PANDAS.replace(" ", ", ")));
        return runPython(PANDAS, script, args);
    }

    /** As {@link #python}, for a script that may import scikit-learn and numpy. */
    public static String scikit(String script, String... args) {
        require(SCIKIT, () -> runPython(SCIKIT, "import " + SCIKIT.replace(" ", ", ")));
        return runPython(SCIKIT, script, args);
    }

    /** As {@link #scipy}, for a script that may import MNE too. */
    public static String mne(String script, String... args) {
        require(MNE, () -> runPython(MNE, "import " + MNE.replace(" ", ", ")));
        return runPython(MNE, script, args);
    }

    private static String runPython(String modules, String script, String... args) {
        try {
            PythonServer.Ended ended = PythonServer.run(modules, script, args);
            Assertions.assertEquals(0, ended.code(), () -> script + "\n" + List.of(args) + "\n" + ended.out() + ended.err());
            return ended.out();
        } catch (IOException e) {
            throw new AssertionFailedError(PythonServer.PYTHON + " cannot be run, or died: " + e, e);
        }
    }

    /** Runs a script of R; {@code args} are its {@code commandArgs(TRUE)}. Returns what it printed. */
    public static String r(String script, String... args) {
        require("Rscript", () -> run(List.of("Rscript", "--version")));
        List<String> command = new ArrayList<>(List.of("Rscript", "-e", script));
        command.addAll(List.of(args));
        return run(command);
    }

    /** Runs h5dump and returns what it printed. */
    public static String h5dump(String... args) {
        require("h5dump", () -> run(List.of("h5dump", "--version")));
        List<String> command = new ArrayList<>(List.of("h5dump"));
        command.addAll(List.of(args));
        return run(command);
    }

    /**
     * Skips the test when something that it needs is not there; fails it where references are required.
     *
     * @param missing what is said then, for example {@code "mounting a disk, which takes root"}
     */
    public static void need(boolean there, String missing) {
        need(there, missing, "required".equals(System.getenv("TRIALMAP_REFERENCES")));
    }

    static void need(boolean there, String missing, boolean required) {
        if (required && !there) {
            throw new AssertionFailedError("Missing, though TRIALMAP_REFERENCES=required: " + missing);
        }
        Assumptions.assumeTrue(there, "missing: " + missing);
    }

    private static void require(String reference, Supplier<String> probe) {
        String failure = CHECKED.computeIfAbsent(reference, name -> {
            try {
                probe.get();
                return "";
            } catch (UncheckedIOException | AssertionError e) {
                return name + " (it does not run: " + e.getMessage() + ")";
            }
        });
        need(failure.isEmpty(), failure);
    }

    private static String run(List<String> command) {
        try {
            Path errors = Files.createTempFile("reference", ".err");
            try {
                Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
                process.getOutputStream().close();
                String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                int code = process.waitFor();
                Assertions.assertEquals(0, code, () -> command + "\n" + output + read(errors));
                return output;
            } finally {
                Files.deleteIfExists(errors);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
