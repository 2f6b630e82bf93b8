package org.trialmap.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.trialmap.array.Shape;
import org.trialmap.store.Hdf5File;
import org.trialmap.task.Reason;
import org.trialmap.task.Suggestions;
import org.trialmap.trial.Recording;

/** An HDF5 file that is no result in a few lines: what it holds as a recording, and its datasets. */
final class FileDescription {
    private static final int MOST = 50;
    private static final int DEEPEST = 8;

    private final StringBuilder text = new StringBuilder();

    private FileDescription() { }

    static String of(Path file) throws IOException {
        FileDescription lines = new FileDescription();
        lines.line("file", file.toString());
        List<String> datasets = new ArrayList<>();
        try (Hdf5File opened = Hdf5File.open(file)) {
            collect(opened, "/", 0, datasets);
            if (opened.isDataset("/data")) {
                lines.recording(file);
            }
            for (String path : datasets.subList(0, Math.min(MOST, datasets.size()))) {
                lines.line("dataset", path + ": " + type(opened.dataset(path)));
            }
        }
        if (datasets.size() > MOST) {
            lines.line("dataset", "... and " + (datasets.size() - MOST) + " more");
        }
        return lines.text.toString();
    }

    private void recording(Path file) {
        try {
            Recording recording = Recording.open(file);
            line("recording", recording.dataset() + ", " + recording.samplerateHz() + " Hz");
            line("trials", ContainerDescription.trials(recording.trials()));
            line("channels", recording.channelNames().size() + ": " + Suggestions.list(recording.channelNames()));
        } catch (IllegalArgumentException | IOException e) {
            line("recording", "none yet: " + Reason.of(e));
        }
    }

    private static String type(Hdf5File.Dataset dataset) {
        try {
            return dataset.dtype() + " " + Shape.format(dataset.shape());
        } catch (IOException e) {
            return "of a type that trialmap does not read, " + Shape.format(dataset.shape());
        }
    }

    private static void collect(Hdf5File file, String group, int depth, List<String> datasets) throws IOException {
        for (String name : file.names(group)) {
            String path = group.endsWith("/") ? group + name : group + "/" + name;
            if (file.isDataset(path)) {
                datasets.add(path);
            } else if (depth < DEEPEST && file.isGroup(path)) {
                collect(file, path, depth + 1, datasets);
            }
        }
    }

    private void line(String key, String value) {
        text.append(String.format(Locale.ROOT, "%-9s: %s%n", key, value));
    }
}
