package org.trialmap.app.info;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.trialmap.app.cli.UsageException;
import org.trialmap.store.run.PastRun;

/** The runs that a command was asked about, and how they are told. */
final class PastRuns {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int KILO = 1000;
    private static final String[] UNITS = {"kB", "MB", "GB", "TB"};

    private PastRuns() {}

    /** At least one. */
    static List<PastRun> in(Path folder) throws IOException {
        if (!Files.exists(folder) && !folder.toString().endsWith(".h5")) {
            throw new UsageException(folder + " does not exist. Name the folder that was given to --out.");
        }
        List<PastRun> runs = PastRun.in(folder);
        if (runs.isEmpty()) {
            PastRun.requireReadable(folder);
            throw new IOException("There is no record of a run in " + folder + ". Name the folder that was given to --out.");
        }
        return runs;
    }

    /** In UTC, to the second. */
    static String time(Instant instant) {
        return TIME.format(instant);
    }

    static String bytes(long bytes) {
        double value = bytes;
        String unit = "B";
        for (int i = 0; i < UNITS.length && value >= KILO; i++) {
            value /= KILO;
            unit = UNITS[i];
        }
        return unit.equals("B") ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", value, unit);
    }
}
