package org.trialmap.app.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.trialmap.trial.Recording;
import picocli.CommandLine.Option;

/** Windows of a long recording in place of the trials that it has. */
public final class WindowFlags {
    @Option(names = "--windows", paramLabel = "TIME", converter = Converters.Seconds.class,
            description = "Trials of this length that follow each other, as 10s, in place of the recording's; a shorter rest is"
                    + " left out and named.")
    private Double window;

    @Option(names = "--margin", paramLabel = "TIME", converter = Converters.Seconds.class, description = "What filters read on both sides of a window (default: as much as they need).")
    private Double margin;

    Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("--windows", window);
        values.put("--margin", margin);
        return values;
    }

    boolean isGiven() {
        return window != null || margin != null;
    }

    void refuseForSpectrum(Path file) {
        if (isGiven()) {
            throw new UsageException("--windows is given for " + file + ", a spectrum. Windows are cut from a recording. Leave out --windows and --margin.");
        }
    }

    /** Throws {@link UsageException} for a margin where there are no filters. */
    public void refuseMargin(String command) {
        if (margin != null) {
            throw new UsageException("--margin is given, but " + command + " has no filter. The filters of preprocessing and resampledata have one. Leave it out.");
        }
    }

    /**
     * The recording cut into windows; itself, if none are wanted.
     *
     * @param joined whether results become one recording again
     * @param notes gets what is to be said of what is left out; null = nobody
     */
    Recording cut(Recording recording, boolean joined, PrintWriter notes) {
        if (window == null && (joined || margin != null)) {
            throw new UsageException((joined ? "--join" : "--margin") + " is given without --windows. It belongs to windows of a long recording. Add --windows TIME, or leave it out.");
        }
        if (window == null) {
            return recording;
        }
        Recording cut = joined ? margin == null ? recording.pieces(window) : recording.pieces(window, margin) : margin == null ? recording.windows(window) : recording.windows(window, margin);
        int left = cut.withoutTrial().size();
        if (notes != null && left > 0) {
            notes.println("trialmap: " + cut.withoutTrial().get(0).reason() + " and left out" + (left == 1 ? "." : ", for example; so are the ends of " + (left - 1) + " other parts."));
        }
        return cut;
    }
}
