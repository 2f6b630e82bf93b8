package org.trialmap.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.trialmap.store.Layout;
import org.trialmap.store.SaveOptions;
import org.trialmap.task.RunOptions;
import org.trialmap.task.Suggestions;
import org.trialmap.trial.Recording;
import org.trialmap.trial.RecordingOptions;
import org.trialmap.trial.Selection;
import org.trialmap.trial.TrialChunks;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "map", sortOptions = false, description = "Runs a function over values (--over) or over the trials and channels of a recording"
        + " (--data).",
        footer = {"", SpecParser.FORMS + ".", "Examples:", "  trialmap map --function my.Model::energy --jar model.jar --over x=0:100 --over"
                + " y=linspace(0,1,100) --out results",
            "  trialmap map --function org.trialmap.app.examples.Rms --data ecg.h5 --chan-per-worker 5 --out results"})
final class MapCommand implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(names = "--function", paramLabel = "CLASS", required = true,
            description = "A class that implements TaskFunction or ContextFunction, or a public static method as CLASS::METHOD.")
    private String function;

    @Option(names = "--jar", paramLabel = "JAR", description = "Where its classes are; may be repeated.")
    private List<Path> jars = new ArrayList<>();

    @Option(names = "--over", paramLabel = "NAME=SPEC", description = "Values to run over; may be repeated: side by side, or with --grid all"
            + " combinations.")
    private List<String> over = new ArrayList<>();

    @Option(names = "--grid", description = "All combinations of the --over values, the last one running fastest.")
    private boolean grid;

    @Option(names = "--shared", paramLabel = "NAME=VALUE", description = "A value that all tasks have in common; may be repeated.")
    private List<String> shared = new ArrayList<>();

    @Option(names = "--data", paramLabel = "FILE", description = "A recording to run over, HDF5 or a Syncopy container: one task per trial"
            + " (and chunk of channels).")
    private Path data;

    @Option(names = "--dataset", paramLabel = "PATH", description = "Its dataset (default: /data).")
    private String dataset;

    @Option(names = "--samplerate", paramLabel = "HZ", description = "Its samplerate, if the file does not say.")
    private Double samplerate;

    @Option(names = "--trials", paramLabel = "SEL", description = "Trials: 0,3,5:10 (from 0, stop excluded; default: all).")
    private String trials;

    @Option(names = "--channels", paramLabel = "SEL", description = "Channels: Cz,Pz,0:4 (names, or from 0; default: all).")
    private String channels;

    @Option(names = "--latency", arity = "2", paramLabel = "A B", hideParamSyntax = true, description = "Only t = A to B seconds of every trial, both"
            + " included; trials that do not cover it are left out and named.")
    private Double[] latency;

    @Option(names = "--chan-per-worker", paramLabel = "N", description = "At most N channels per task (default: all in one).")
    private Integer channelsPerTask;

    @Mixin
    private RunFlags flags;

    @Override
    public Integer call() throws Exception {
        if (over.isEmpty() == (data == null)) {
            throw new UsageException((data == null ? "Neither --over nor --data is given" : "--over and --data are both given")
                    + ". Run either over values (--over NAME=SPEC) or over a recording (--data FILE).");
        }
        refuseStrayOptions();
        RunOptions options = flags.options();
        SaveOptions saving = flags.saving(data == null ? Layout.LINKED : Layout.STACKED);
        Run run = new Run(flags, options, saving, spec.commandLine());
        List<Column> common = shared.stream().map(MapCommand::sharedColumn).toList();
        if (data != null) {
            TrialChunks chunks = chunks();
            ArgumentInputs.refuseRepeatedNames(common.stream().map(Column::name).toList());
            UserCode code = new UserCode(jars);
            return run.over(chunks, new Binder(function, List.of(), common).bind(code.find(function)), flags.session(code.jars()));
        }
        ArgumentInputs inputs = inputs(over, grid, false, common.stream().map(Column::name).toList());
        UserCode code = new UserCode(jars);
        return run.over(inputs, new Binder(function, inputs.columns(), common).bind(code.find(function)), flags.session(code.jars()));
    }

    private void refuseStrayOptions() {
        List<String> stray = new ArrayList<>();
        if (data == null) {
            Object[] values = {dataset, samplerate, trials, channels, latency, channelsPerTask};
            String[] names = {"--dataset", "--samplerate", "--trials", "--channels", "--latency", "--chan-per-worker"};
            for (int i = 0; i < values.length; i++) {
                if (values[i] != null) {
                    stray.add(names[i]);
                }
            }
        } else if (grid) {
            stray.add("--grid");
        }
        if (!stray.isEmpty()) {
            throw new UsageException(String.join(" and ", stray) + (stray.size() == 1 ? " goes" : " go") + " with " + (data == null
                    ? "--data FILE, which is not given"
                    : "--over, which is not given") + ". Add it, or leave " + (stray.size() == 1 ? stray.get(0) : "them") + " out.");
        }
    }

    static ArgumentInputs inputs(List<String> over, boolean grid, boolean asText, List<String> sharedNames) {
        SpecParser parser = new SpecParser("--over", Path.of("").toAbsolutePath());
        List<Column> columns = over.stream().map(parser::parse).toList();
        List<String> names = new ArrayList<>(columns.stream().map(Column::name).toList());
        names.addAll(sharedNames);
        ArgumentInputs.refuseRepeatedNames(names);
        return new ArgumentInputs(columns, grid, asText);
    }

    static Column sharedColumn(String text) {
        SpecParser.Assignment parts = SpecParser.assignment("--shared", text, "NAME=VALUE");
        Class<?> type = SpecParser.type("--shared", parts, List.of(parts.value()));
        return new Column(parts.name(), new Column.Texts(List.of(parts.value()), type));
    }

    private void report(List<TrialChunks.Dropped> dropped) {
        if (!dropped.isEmpty() && !flags.quiet()) {
            boolean one = dropped.size() == 1;
            TrialChunks.Dropped first = dropped.get(0);
            String trials = Suggestions.list(dropped.stream().map(trial -> Integer.toString(trial.trial())).toList());
            spec.commandLine().getErr().println("trialmap: " + (one ? "trial " + trials + " does" : dropped.size() + " trials do")
                    + " not cover the latency " + latency[0] + " to " + latency[1] + " s and " + (one ? "is left out: " + first.reason()
                    : "are left out: " + trials + " (trial " + first.trial() + ": " + first.reason() + ")") + ".");
        }
    }

    private TrialChunks chunks() throws IOException {
        if (!Files.exists(data) && !Files.isDirectory(Path.of(data + ".spy"))) {
            throw new UsageException("--data " + data + " does not exist. Correct the path.");
        }
        try {
            RecordingOptions options = new RecordingOptions(Optional.ofNullable(dataset), samplerate == null ? OptionalDouble.empty()
                    : OptionalDouble.of(samplerate));
            Selection selection = Selection.all();
            selection = trials == null ? selection : selection.trials(trials);
            selection = channels == null ? selection : selection.channels(channels);
            selection = latency == null ? selection : selection.latency(latency[0], latency[1]);
            TrialChunks chunks = Recording.open(data, options).chunks(selection);
            report(chunks.dropped());
            return channelsPerTask == null ? chunks : chunks.channelsPerTask(channelsPerTask);
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage(), e);
        }
    }
}
