package org.trialmap.app.info;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.trialmap.app.cli.EventFlags;
import org.trialmap.array.NdArray;
import org.trialmap.array.Shape;
import org.trialmap.files.InputPath;
import org.trialmap.hdf5.Hdf5File;
import org.trialmap.support.Reason;
import org.trialmap.support.Suggestions;
import org.trialmap.trial.RecordingOptions;
import org.trialmap.trial.SyncopyClass;
import org.trialmap.trial.SyncopyContainer;
import org.trialmap.trial.discrete.EventData;
import org.trialmap.trial.discrete.SpikeData;

/** A container of Syncopy's in a few lines, of any of its classes, as its header says; what the two files do not agree in, too. */
final class SyncopyDescription {
    private final StringBuilder text = new StringBuilder();

    private SyncopyDescription() {}

    /** @param file the HDF5 file, whose name has the extension of a class */
    static String of(Path file) throws IOException {
        SyncopyDescription lines = new SyncopyDescription();
        lines.line("file", file.toString());
        try (Hdf5File opened = Hdf5File.open(file)) {
            Path info = InputPath.of(file + ".info");
            if (!Files.exists(info)) {
                lines.line("header", "none: there is no " + info.getFileName() + " beside it, so neither trialmap nor Syncopy opens it");
            } else {
                lines.header(file, opened);
            }
            for (String name : opened.names("/")) {
                lines.line("dataset", "/" + name + ": " + FileDescription.type(opened, "/" + name));
            }
        }
        return lines.text.toString();
    }

    private void header(Path file, Hdf5File opened) throws IOException {
        SyncopyContainer.Info info;
        try {
            info = SyncopyContainer.read(file);
        } catch (IllegalArgumentException | IOException e) {
            line("header", "cannot be used: " + Reason.of(e));
            return;
        }
        SyncopyContainer.Header header = info.header();
        SyncopyClass named = ContainerDescription.classOf(file).orElseThrow();
        line("class", header.dataclass().label() + (named == header.dataclass() ? "" : " (its header says so; the end of its name is that of " + named.label() + ")"));
        if (opened.isDataset("/data")) {
            line("data", FileDescription.type(opened, "/data") + ": " + String.join(", ", header.dimord()));
            long[] said = info.stored().dataShape().stream().mapToLong(Long::longValue).toArray();
            if (!Arrays.equals(said, info.stored().described(opened).shape())) {
                line("header", "it says shape " + Shape.format(said) + ", so the two files do not belong together, or one was changed without the other");
            }
        }
        line("rate", header.samplerateHz().isPresent() ? header.samplerateHz().getAsDouble() + " Hz" : "not known");
        header.names().forEach((axis, names) -> line(axis + (axis.contains("_") ? "" : "s"), names.size() + ": " + Suggestions.list(names)));
        if (!header.freq().isEmpty()) {
            line("freq", frequencies(header.freq()));
        }
        trials(opened);
        if (header.dataclass() == SyncopyClass.SPIKE || header.dataclass() == SyncopyClass.EVENT) {
            rows(file, header);
        }
        text.append(ContainerDescription.steps(SyncopyContainer.history(header)));
    }

    /** How many spikes or events there are, and of what; reads all of them. */
    private void rows(Path file, SyncopyContainer.Header header) {
        boolean spike = header.dataclass() == SyncopyClass.SPIKE;
        RecordingOptions options = header.samplerateHz().isPresent() ? RecordingOptions.DEFAULT : RecordingOptions.DEFAULT.samplerateHz(1); // nothing is said of times
        try {
            line(spike ? "spikes" : "events", spike ? spikes(SpikeData.open(file, options)) : events(EventData.open(file, options)));
        } catch (IllegalArgumentException | IOException e) {
            line(spike ? "spikes" : "events", "not readable: " + Reason.of(e));
        }
    }

    private static String spikes(SpikeData spikes) {
        List<String> trains = spikes.trains().stream().map(SpikeData.Train::name).toList();
        return spikes.count() + outside(spikes.outside()) + "; " + trains.size() + (trains.size() == 1 ? " train: " : " trains: ") + Suggestions.list(trains);
    }

    private static String events(EventData events) {
        return events.events().size() + outside(events.outside()) + ": " + EventFlags.counts(events.events());
    }

    private static String outside(long count) {
        return count == 0 ? "" : ", " + count + " in no trial";
    }

    /** For example {@code 75, 1.0 to 75.0 Hz}. */
    private static String frequencies(List<Double> freq) {
        return freq.size() + ", " + freq.stream().min(Double::compare).orElseThrow() + " to " + freq.stream().max(Double::compare).orElseThrow() + " Hz";
    }

    private void trials(Hdf5File opened) throws IOException {
        long[] shape = opened.isDataset("/trialdefinition") ? opened.dataset("/trialdefinition").shape() : new long[0];
        if (shape.length != 2 || shape[0] == 0 || shape[1] < 3) {
            line("trials", "none, or in no form that is known");
            return;
        }
        NdArray table = opened.dataset("/trialdefinition").read();
        long shortest = Long.MAX_VALUE;
        long longest = 0;
        for (int k = 0; k < shape[0]; k++) {
            int row = k * (int) shape[1];
            long samples = ((Number) java.lang.reflect.Array.get(table.data(), row + 1)).longValue()
                    - ((Number) java.lang.reflect.Array.get(table.data(), row)).longValue();
            shortest = Math.min(shortest, samples);
            longest = Math.max(longest, samples);
        }
        line("trials", ContainerDescription.trials((int) shape[0], shortest, longest));
    }

    private void line(String key, String value) {
        text.append(String.format(Locale.ROOT, "%-9s: %s%n", key, value));
    }
}
