package org.trialmap.app.info;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.trialmap.analysis.NanReport;
import org.trialmap.array.NdArray;
import org.trialmap.array.Shape;
import org.trialmap.files.InputPath;
import org.trialmap.hdf5.Hdf5File;
import org.trialmap.store.SavedResults;
import org.trialmap.support.Suggestions;
import org.trialmap.trial.AnalogData;
import org.trialmap.trial.History;
import org.trialmap.trial.SpectralData;
import org.trialmap.trial.SyncopyClass;
import org.trialmap.trial.SyncopyContainer;
import org.trialmap.trial.TrialDefinition;

/** The result of an analysis in a few lines: what the data are, whether all of them are there, and how they came about. */
final class ContainerDescription {
    private static final String AXES = "dimord";

    private final StringBuilder text = new StringBuilder();

    private ContainerDescription() {}

    /** The axes of the data if the file has the form of Syncopy's, else nothing. */
    static List<String> axes(Hdf5File file) throws IOException {
        return file.attribute("/", AXES).map(NdArray::data).map(names -> names instanceof String[] all ? List.of(all) : List.<String>of()).orElse(List.of());
    }

    /** Whether a file is the data of a Syncopy container, by its name. */
    static boolean isSyncopys(Path file) {
        return classOf(file).isPresent();
    }

    /** The class of Syncopy's whose extension a file has. */
    static Optional<SyncopyClass> classOf(Path file) {
        return Arrays.stream(SyncopyClass.values()).filter(known -> file.getFileName().toString().endsWith(known.extension())).findFirst();
    }

    /** A run that has not ended well leaves none. */
    private static boolean lacksHeader(Path file) {
        return isSyncopys(file) && !Files.exists(InputPath.of(file + ".info"));
    }

    static String of(SavedResults results) throws IOException {
        ContainerDescription lines = new ContainerDescription();
        Path file = results.container();
        lines.line("results", file.toString());
        History history = lines.data(file);
        lines.beside(file);
        NanReport.of(results).ifPresent(text -> lines.line("nan", text));
        lines.line("tasks", ResultDescription.tasks(results));
        results.plan().ifPresent(plan -> lines.line("plan id", plan.planId()));
        results.summary().ifPresent(summary -> lines.line("summary", summary.line()));
        lines.text.append(steps(history));
        return lines.text.toString();
    }

    private History data(Path file) throws IOException {
        List<String> axes;
        try (Hdf5File opened = Hdf5File.open(file)) {
            axes = axes(opened);
            Hdf5File.Dataset data = opened.dataset("/data");
            line("class", (isTimeLocked(opened, axes) ? SyncopyClass.TIME_LOCK : classOf(axes)).label());
            line("data", data.dtype() + " " + Shape.format(data.shape()) + ": " + String.join(", ", axes));
        }
        if (lacksHeader(file)) {
            line("header", "none yet, so Syncopy does not open it (trialmap gather " + file.getParent() + " writes it)");
            return History.NONE;
        }
        if (classOf(axes) == SyncopyClass.CROSS_SPECTRAL) {
            return crossSpectral(file);
        }
        if (classOf(axes) == SyncopyClass.ANALOG) {
            AnalogData data = AnalogData.open(file);
            common(data.samplerateHz(), data.channel(), data.trials());
            data.unit().ifPresent(unit -> line("unit", unit));
            return data.history();
        }
        SpectralData data = SpectralData.open(file);
        common(data.samplerateHz(), data.channel(), data.trials());
        double[] freq = data.freq();
        line("freq", freq.length + ", " + Arrays.stream(freq).min().orElse(Double.NaN) + " to " + Arrays.stream(freq).max().orElse(Double.NaN) + " Hz");
        data.unit().ifPresent(unit -> line("unit", unit));
        line("tapers", data.taper().size() + ": " + Suggestions.list(data.taper()));
        return data.history();
    }

    /** What an analysis has written beside its data. */
    private void beside(Path file) throws IOException {
        List<String> further = new ArrayList<>();
        try (Hdf5File opened = Hdf5File.open(file)) {
            for (String name : SyncopyClass.further(opened)) {
                further.add(name + " " + Shape.format(opened.dataset("/" + name).shape()));
            }
        }
        if (!further.isEmpty()) {
            line("beside", String.join(", ", further));
        }
    }

    /** AnalogData with the datasets that only averages over trials have. */
    private static boolean isTimeLocked(Hdf5File opened, List<String> axes) throws IOException {
        return classOf(axes) == SyncopyClass.ANALOG && opened.isDataset("/avg") && opened.isDataset("/var");
    }

    private static SyncopyClass classOf(List<String> axes) {
        return axes.equals(SyncopyClass.SPECTRAL.dimord()) ? SyncopyClass.SPECTRAL : axes.equals(SyncopyClass.CROSS_SPECTRAL.dimord()) ? SyncopyClass.CROSS_SPECTRAL : SyncopyClass.ANALOG;
    }

    private History crossSpectral(Path file) throws IOException {
        SyncopyContainer.Header header = SyncopyContainer.described(file);
        line("rate", header.samplerateHz().orElseThrow() + " Hz");
        header.names().forEach((axis, names) -> line(axis, names.size() + ": " + Suggestions.list(names)));
        List<Double> freq = header.freq();
        if (!freq.isEmpty()) {
            line("freq", freq.size() + ", " + freq.get(0) + " to " + freq.get(freq.size() - 1) + " Hz");
        }
        if (!header.info().isEmpty()) {
            line("numbers", header.info().entrySet().stream().map(entry -> entry.getKey() + " " + entry.getValue()).collect(Collectors.joining(", ")));
        }
        return SyncopyContainer.history(header);
    }

    private void common(double samplerateHz, List<String> channels, TrialDefinition trials) {
        line("rate", samplerateHz + " Hz");
        line("channels", channels.size() + ": " + Suggestions.list(channels));
        line("trials", trials(trials));
    }

    /** For example {@code 20, 1000 samples each}. */
    static String trials(TrialDefinition trials) {
        long shortest = IntStream.range(0, trials.count()).mapToLong(trials::length).min().orElse(0);
        long longest = IntStream.range(0, trials.count()).mapToLong(trials::length).max().orElse(0);
        return trials(trials.count(), shortest, longest);
    }

    static String trials(int count, long shortest, long longest) {
        return count + ", " + (shortest != longest ? shortest + " to " + longest + " samples" : shortest + (shortest == 1 ? " sample" : " samples")
                + " each");
    }

    /** How data came about: some lines per step. */
    static String steps(History history) {
        StringBuilder steps = new StringBuilder();
        for (int i = 0; i < history.steps().size(); i++) {
            String[] lines = History.NONE.with(history.steps().get(i)).text().split("\n");
            steps.append(text("step " + (i + 1), lines[0]));
            Arrays.stream(lines).skip(1).forEach(line -> steps.append(line).append(System.lineSeparator()));
        }
        return steps.toString();
    }

    private void line(String key, String value) {
        text.append(text(key, value));
    }

    private static String text(String key, String value) {
        return String.format(Locale.ROOT, "%-9s: %s%n", key, value);
    }
}
