package org.trialmap.app.map;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.trialmap.app.cli.Converters;
import org.trialmap.app.cli.FolderFlags;
import org.trialmap.app.cli.Run;
import org.trialmap.app.cli.RunFlags;
import org.trialmap.app.cli.SelectionFlags;
import org.trialmap.app.cli.UsageException;
import org.trialmap.store.Layout;
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
public final class MapCommand implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(names = "--function", paramLabel = "CLASS", required = true,
            description = "A class that implements TaskFunction or ContextFunction, or a public static method as CLASS::METHOD; or a Java source file, FILE.java or FILE.java::METHOD, which is"
                    + " compiled.")
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

    @Option(names = "--data", paramLabel = "FILE", converter = Converters.InputPaths.class,
            description = "A recording to run over, HDF5, a Syncopy container or another format, as EDF: one task per trial"
                    + " (and chunk of channels).")
    private Path data;

    @Mixin
    private SelectionFlags selection;

    @Mixin
    private FolderFlags destination;

    @Mixin
    private RunFlags flags;

    @Override
    public Integer call() throws Exception {
        if (over.isEmpty() == (data == null)) {
            throw new UsageException((data == null ? "Neither --over nor --data is given" : "--over and --data are both given")
                    + ". Run either over values (--over NAME=SPEC) or over a recording (--data FILE).");
        }
        refuseStrayOptions();
        selection.refuseMargin("map");
        Run run = Run.of(destination, flags, data == null ? Layout.LINKED : Layout.STACKED, spec.commandLine());
        List<Column> common = shared.stream().map(MapCommand::sharedColumn).toList();
        if (data != null) {
            TrialChunks chunks = selection.open("--data ", data, flags.quiet() ? null : spec.commandLine().getErr());
            ArgumentInputs.refuseRepeatedNames(common.stream().map(Column::name).toList());
            UserCode code = code();
            return run.over(chunks, code.withJars(new Binder(function, List.of(), common).bind(code.find(function))), destination.session(flags, code.jars()));
        }
        ArgumentInputs inputs = inputs(over, grid, false, common.stream().map(Column::name).toList());
        UserCode code = code();
        return run.over(inputs, code.withJars(new Binder(function, inputs.columns(), common).bind(code.find(function))), destination.session(flags, code.jars()));
    }

    /** Where the function is; a source file is compiled, and the function from then on known by its class. */
    private UserCode code() {
        if (SourceFile.isNamedBy(function)) {
            SourceFile source = SourceFile.compile(function, jars);
            function = source.function();
            jars.add(source.jar());
        }
        return new UserCode(jars);
    }

    private void refuseStrayOptions() {
        List<String> stray = new ArrayList<>();
        if (data == null) {
            stray.addAll(selection.given());
        } else if (grid) {
            stray.add("--grid");
        }
        refuseStray(stray, data == null);
    }

    /** Refuses options that belong to the other kind of inputs. */
    public static void refuseStray(List<String> stray, boolean overValues) {
        if (!stray.isEmpty()) {
            throw new UsageException(String.join(" and ", stray) + (stray.size() == 1 ? " needs " : " need ") + (overValues
                    ? "--data FILE, which is not given"
                    : "--over, which is not given") + ". Add it, or leave " + (stray.size() == 1 ? stray.get(0) : "them") + " out.");
        }
    }

    public static ArgumentInputs inputs(List<String> over, boolean grid, boolean asText, List<String> sharedNames) {
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
}
