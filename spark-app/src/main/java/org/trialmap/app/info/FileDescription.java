package org.trialmap.app.info;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.trialmap.app.cli.EventFlags;
import org.trialmap.array.Shape;
import org.trialmap.hdf5.Hdf5File;
import org.trialmap.support.Reason;
import org.trialmap.support.Suggestions;
import org.trialmap.trial.Event;
import org.trialmap.trial.Recording;
import org.trialmap.trial.RecordingOptions;

/** A file that is not a result in a few lines: what it holds as a recording, and the datasets of an HDF5 file. */
final class FileDescription {
    private static final int MOST = 50;
    private static final int DEEPEST = 8;

    private final StringBuilder text = new StringBuilder();

    private FileDescription() {}

    static String of(Path file) throws IOException {
        FileDescription lines = new FileDescription();
        lines.line("file", file.toString());
        List<String> datasets = new ArrayList<>();
        try (Hdf5File opened = Hdf5File.open(file)) {
            collect(opened, "/", 0, datasets);
            for (String data : datasets.contains("/data") ? List.of("/data") : datasets.stream().filter(path -> isSeries(path, datasets)).toList()) {
                lines.recording(file, RecordingOptions.DEFAULT.dataset(data));
            }
            for (String path : datasets.subList(0, Math.min(MOST, datasets.size()))) {
                lines.line("dataset", path + ": " + type(opened, path));
            }
        }
        if (datasets.size() > MOST) {
            lines.line("dataset", "... and " + (datasets.size() - MOST) + " more");
        }
        return lines.text.toString();
    }

    /** Of a recording that is not HDF5. */
    static String ofForeign(Path file) {
        FileDescription lines = new FileDescription();
        lines.line("file", file.toString());
        lines.recording(file, RecordingOptions.DEFAULT);
        return lines.text.toString();
    }

    /** Whether it is one of NWB's series of samples, which has its time beside it. */
    private static boolean isSeries(String path, List<String> datasets) {
        String group = path.substring(0, path.lastIndexOf('/') + 1);
        return path.equals(group + "data") && (datasets.contains(group + "starting_time") || datasets.contains(group + "timestamps"));
    }

    private void recording(Path file, RecordingOptions options) {
        try {
            Recording recording = Recording.open(file, options);
            line("recording", recording.dataset() + ", " + recording.samplerateHz() + " Hz");
            unit(recording);
            line("trials", ContainerDescription.trials(recording.trials()));
            line("channels", recording.channelNames().size() + ": " + Suggestions.list(recording.channelNames()));
            events(recording);
            for (String left : recording.leftOut()) {
                line("left out", left);
            }
        } catch (IllegalArgumentException | IOException e) {
            line("recording", "none yet: " + Reason.of(e));
        }
    }

    private void events(Recording recording) {
        try {
            List<Event> events = EventFlags.automatic(recording);
            if (!events.isEmpty()) {
                line("events", events.size() + ": " + EventFlags.counts(events));
            }
        } catch (IllegalArgumentException | IOException e) {
            line("events", "not readable: " + Reason.of(e));
        }
    }

    private void unit(Recording recording) {
        if (recording.isScaled() || recording.unit().isPresent()) {
            line("unit", recording.unit().orElse("not known") + (recording.isScaled() ? ", the stored numbers are scaled to " + recording.dtype()
                    + " (--raw takes them as they are, without unit)" : ""));
        }
    }

    static String type(Hdf5File file, String path) {
        try {
            Hdf5File.Dataset dataset = file.dataset(path);
            return dataset.dtype() + " " + Shape.format(dataset.shape());
        } catch (IOException e) {
            return "not readable. " + Reason.sentence(e);
        }
    }

    /** Adds what cannot be looked at, too: why not is said where it is described. */
    private static void collect(Hdf5File file, String group, int depth, List<String> datasets) throws IOException {
        for (String name : file.names(group)) {
            String path = group.endsWith("/") ? group + name : group + "/" + name;
            try {
                if (file.isDataset(path)) {
                    datasets.add(path);
                } else if (depth < DEEPEST && file.isGroup(path)) {
                    collect(file, path, depth + 1, datasets);
                }
            } catch (IOException e) {
                datasets.add(path);
            }
        }
    }

    private void line(String key, String value) {
        text.append(String.format(Locale.ROOT, "%-9s: %s%n", key, value));
    }
}
