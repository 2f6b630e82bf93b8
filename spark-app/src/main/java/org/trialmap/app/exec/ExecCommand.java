package org.trialmap.app.exec;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.trialmap.app.cli.Converters;
import org.trialmap.app.cli.FolderFlags;
import org.trialmap.app.cli.QuotedText;
import org.trialmap.app.cli.Run;
import org.trialmap.app.cli.RunFlags;
import org.trialmap.app.cli.SelectionFlags;
import org.trialmap.app.cli.SessionOptions;
import org.trialmap.app.cli.UsageException;
import org.trialmap.app.map.ArgumentInputs;
import org.trialmap.app.map.MapCommand;
import org.trialmap.app.map.SpecParser;
import org.trialmap.store.Layout;
import org.trialmap.task.ContextFunction;
import org.trialmap.task.RunOptions;
import org.trialmap.trial.TrialChunks;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "exec", sortOptions = false, description = "Runs a program over values (--over) or over the trials of a recording (--data): R, Octave,"
        + " Python, shell, binaries. Its stdout is the result, or the file {out}.",
        footer = {"", SpecParser.FORMS + ".",
            "Every task also has {index}, {tasks}, {cpus}, {seed} (a number of its own random stream), {rng} (the stream, for R and NumPy) and {scratch}"
                    + " (a folder, removed afterwards). {{x}}"
                    + " is the text {x}.",
            "With --data also {trial} (a file with the samples of the trial, samples x channels), {out} (where the program may save its result instead of printing it),"
                    + " {samplerate} and {number} (of the trial).",
            "With --gpus-per-task N also {gpu}: the N GPUs of the task with commas in between, which are in its CUDA_VISIBLE_DEVICES, too.",
            "There is no shell: no quoting, no wildcards, no pipes. Where you need them: -- sh -c 'sort \"$1\" | uniq' - {file}",
            "Example:", "  trialmap exec --over subject=@subjects.txt --shared threshold=3 --parse numbers --out results -- Rscript analyse.R"
                    + " {subject} {threshold}",
            "  trialmap exec --data eeg.edf --event 3 --pre 0.2 --post 0.8 --out results -- python3 analyse.py {trial} {out}"})
public final class ExecCommand implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(names = "--over", paramLabel = "NAME=SPEC", description = "Values to run over; may be repeated: side by side, or with"
            + " --grid all combinations.")
    private List<String> over = new ArrayList<>();

    @Option(names = "--grid", description = "All combinations of the --over values, the last one running fastest.")
    private boolean grid;

    @Option(names = "--shared", paramLabel = "NAME=VALUE", description = "A value that all tasks have in common; may be repeated.")
    private List<String> shared = new ArrayList<>();

    @Option(names = "--parse", paramLabel = "text|numbers", converter = ExecCommand.ParserNames.class,
            description = "What stdout is: text (a string) or numbers (a float64 vector) (default: text).")
    private OutputParser parse = OutputParser.TEXT;

    @Option(names = "--persistent",
            description = "Start the program once for many tasks, not once for each: it reads a line of JSON for each task from its stdin, and answers each with a line of JSON on its stdout.")
    private boolean persistent;

    @Option(names = "--data", paramLabel = "FILE", converter = Converters.InputPaths.class,
            description = "A recording to run over, HDF5, a Syncopy container or another format, as EDF: one task per trial (and chunk of channels).")
    private Path data;

    @Option(names = "--trial-format", paramLabel = "npy|h5", converter = ExecCommand.FormatNames.class, description = "With --data, what {trial} and {out} are: npy (NumPy) or h5 (HDF5, its dataset"
            + " 'data') (default: npy).")
    private TrialFormat format;

    @Mixin
    private SelectionFlags selection;

    @Mixin
    private FolderFlags destination;

    @Mixin
    private RunFlags flags;

    @Parameters(index = "0", paramLabel = "PROGRAM", description = "The program, after --. {NAME} is replaced in it and in its arguments.")
    private String program;

    @Parameters(index = "1..*", paramLabel = "ARG", arity = "0..*", description = "Its arguments.")
    private List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        refuseStrayOptions();
        Run run = Run.of(destination, flags, Layout.LINKED, spec.commandLine());
        Map<String, String> common = new LinkedHashMap<>();
        List<String> names = new ArrayList<>();
        for (String text : shared) {
            SpecParser.Assignment parts = SpecParser.assignment("--shared", text, "NAME=VALUE");
            common.put(parts.name(), parts.value());
            names.add(parts.name());
        }
        SessionOptions where = destination.session(flags, List.of());
        if (data != null) {
            TrialChunks chunks = selection.open("--data ", data, flags.quiet() ? null : spec.commandLine().getErr());
            ArgumentInputs.refuseRepeatedNames(names);
            refuseBuiltIn(names);
            return run.over(chunks, typed(function(names, common, where, run.options())), where);
        }
        ArgumentInputs inputs = MapCommand.inputs(over, grid, true, names);
        names.addAll(0, inputs.names());
        refuseBuiltIn(names);
        return run.over(inputs, typed(function(names, common, where, run.options())), where);
    }

    @SuppressWarnings("unchecked") // it takes both kinds of inputs
    private static <T> ContextFunction<T, Object> typed(ExecFunction function) {
        return (ContextFunction<T, Object>) (ContextFunction<?, Object>) function;
    }

    private void refuseStrayOptions() {
        if (over.isEmpty() == (data == null)) {
            throw new UsageException((data == null ? "Neither --over nor --data is given" : "--over and --data are both given")
                    + ". Run either over values (--over NAME=SPEC) or over a recording (--data FILE).");
        }
        List<String> stray = new ArrayList<>(data == null ? selection.given() : grid ? List.of("--grid") : List.of());
        if (data == null && format != null) {
            stray.add("--trial-format");
        }
        MapCommand.refuseStray(stray, data == null);
        if (persistent && spec.commandLine().getParseResult().hasMatchedOption("--parse")) {
            throw new UsageException("--parse is given with --persistent, whose answers are JSON: numbers are numbers there, and texts are in quotes. Leave --parse out.");
        }
        String numbers = destination.wantsNumbers().orElse("");
        if (data == null && !persistent && parse == OutputParser.TEXT && !numbers.isEmpty()) {
            throw new UsageException(numbers + " is for numbers, but what the program prints is kept as a text. Add --parse numbers, or leave " + numbers + " out.");
        }
    }

    private List<String> builtIn() {
        List<String> names = new ArrayList<>(CommandTemplate.BUILT_IN);
        if (destination.gpusPerTask() > 0) {
            names.add(ExecFunction.GPU);
        }
        if (data != null) {
            names.addAll(ExecFunction.OF_TRIALS);
        }
        return names;
    }

    private ExecFunction function(List<String> names, Map<String, String> common, SessionOptions where, RunOptions options) {
        List<String> words = new ArrayList<>(List.of(program));
        words.addAll(arguments);
        CommandTemplate command = new CommandTemplate(words);
        List<String> known = new ArrayList<>(names);
        known.addAll(data == null ? List.of() : ExecFunction.OF_TRIALS);
        known.addAll(destination.gpusPerTask() == 0 ? List.of() : List.of(ExecFunction.GPU));
        if (command.names().contains(ExecFunction.GPU) && !known.contains(ExecFunction.GPU)) {
            throw new UsageException("{gpu} in the program's arguments is the GPU of the task, but tasks have none. Add --gpus-per-task 1; to pass the text itself on, write {{gpu}}.");
        }
        command.check(known);
        String ofTask = command.names().stream().filter(name -> !common.containsKey(name)).findFirst().orElse(null);
        if (persistent && ofTask != null) {
            throw new UsageException(
                    "{" + ofTask + "} in the program's arguments is another value for each task, but with --persistent the program is started once for many tasks. Leave it out: the program"
                            + " reads it from its stdin, as \"" + ofTask + "\" of a line of JSON.");
        }
        Path folder = Path.of("").toAbsolutePath();
        String master = where.master(System.getProperty("spark.master"));
        boolean here = master.startsWith("local") || master.equals(SessionOptions.SERIAL);
        String problem = here && command.hasFixedProgram() ? ExecFunction.problem(CommandTemplate.fill(program, Map.of()), folder,
                System.getenv("PATH")) : null;
        if (problem != null) {
            throw new UsageException("The program " + QuotedText.of(program) + " cannot be started: " + problem + ".");
        }
        return new ExecFunction(command, common, folder.toString(), parse, options.seed(), options.random(), data == null ? null : format == null ? TrialFormat.NPY : format,
                destination.shape().orElse(null), persistent);
    }

    private void refuseBuiltIn(List<String> names) {
        for (String name : names) {
            if (builtIn().contains(name)) {
                throw new UsageException("The name " + name + " is taken: {" + name + "} is what every task has anyway (" + String.join(", ", builtIn())
                        + "). Choose another name.");
            }
        }
    }

    static final class FormatNames implements CommandLine.ITypeConverter<TrialFormat> {
        @Override
        public TrialFormat convert(String text) {
            return Converters.of(TrialFormat.class, text);
        }
    }

    static final class ParserNames implements CommandLine.ITypeConverter<OutputParser> {
        @Override
        public OutputParser convert(String text) {
            return Converters.of(OutputParser.class, text);
        }
    }
}
