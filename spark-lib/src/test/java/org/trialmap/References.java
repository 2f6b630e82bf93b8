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
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * Programs that we did not write and that judge our files and numbers: h5py, numpy and scipy (Debian's {@code /usr/bin/python3}), h5dump. Where
 * one is missing the test is skipped, unless the environment variable {@code TRIALMAP_REFERENCES} is {@code required}: then it fails.
 */
public final class References {
    private static final String PYTHON = "/usr/bin/python3";
    private static final Map<List<String>, String> CHECKED = new ConcurrentHashMap<>(); // probe -> why it failed, or empty

    private References() {}

    /** Runs a Python script that may import h5py and numpy; {@code args} are its {@code sys.argv[1:]}. Returns what it printed. */
    public static String python(String script, String... args) {
        require(PYTHON, "-c", "import h5py, numpy");
        return run(command(args, PYTHON, "-c", script));
    }

    /** As {@link #python}, for a script that may import scipy too. */
    public static String scipy(String script, String... args) {
        require(PYTHON, "-c", "import numpy, scipy.signal");
        return run(command(args, PYTHON, "-c", script));
    }

    /** Runs h5dump and returns what it printed. */
    public static String h5dump(String... args) {
        require("h5dump", "--version");
        return run(command(args, "h5dump"));
    }

    private static void require(String... probe) {
        String failure = CHECKED.computeIfAbsent(List.of(probe), command -> {
            try {
                run(command);
                return "";
            } catch (UncheckedIOException | AssertionError e) {
                return "The reference " + String.join(" ", command) + " does not run: " + e.getMessage();
            }
        });
        if ("required".equals(System.getenv("TRIALMAP_REFERENCES"))) {
            Assertions.assertEquals("", failure);
        }
        Assumptions.assumeTrue(failure.isEmpty(), failure);
    }

    private static List<String> command(String[] args, String... start) {
        List<String> command = new ArrayList<>(List.of(start));
        command.addAll(List.of(args));
        return command;
    }

    private static String run(List<String> command) {
        try {
            Path errors = Files.createTempFile("reference", ".err");
            try {
                ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
                builder.environment().put("PYTHONIOENCODING", "utf-8");
                builder.environment().put("PYTHONUTF8", "1");
                Process process = builder.start();
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
