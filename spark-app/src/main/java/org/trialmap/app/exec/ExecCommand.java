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
import org.trialmap.app.cli.SessionOptions;
import org.trialmap.app.cli.UsageException;
import org.trialmap.app.map.ArgumentInputs;
import org.trialmap.app.map.Arguments;
import org.trialmap.app.map.MapCommand;
import org.trialmap.app.map.SpecParser;
import org.trialmap.store.Layout;
import org.trialmap.task.ContextFunction;
import org.trialmap.task.RunOptions;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "exec", sortOptions = false, description = "Runs a program over values: R, Octave, Python, shell, binaries. Its stdout is the"
        + " result.",
        footer = {"", SpecParser.FORMS + ".",
            "Every task also has {index}, {tasks}, {cpus}, {seed} (a number of its own random stream), {rng} (the stream, for R and NumPy) and {scratch}"
                    + " (a folder, removed afterwards). {{x}}"
                    + " is the text {x}.",
            "There is no shell: no quoting, no wildcards, no pipes. Where you need them: -- sh -c 'sort \"$1\" | uniq' - {file}",
            "Example:", "  trialmap exec --over subject=@subjects.txt --shared threshold=3 --parse numbers --out results -- Rscript analyse.R"
                    + " {subject} {threshold}"})
public final class ExecCommand implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(names = "--over", paramLabel = "NAME=SPEC", required = true, description = "Values to run over; may be repeated: side by side, or with"
            + " --grid all combinations.")
    private List<String> over;

    @Option(names = "--grid", description = "All combinations of the --over values, the last one running fastest.")
    private boolean grid;

    @Option(names = "--shared", paramLabel = "NAME=VALUE", description = "A value that all tasks have in common; may be repeated.")
    private List<String> shared = new ArrayList<>();

    @Option(names = "--parse", paramLabel = "text|numbers", converter = ExecCommand.ParserNames.class,
            description = "What stdout is: text (a string) or numbers (a float64 vector) (default: text).")
    private OutputParser parse = OutputParser.TEXT;

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
        Run run = Run.of(destination, flags, Layout.LINKED, spec.commandLine());
        Map<String, String> common = new LinkedHashMap<>();
        List<String> names = new ArrayList<>();
        for (String text : shared) {
            SpecParser.Assignment parts = SpecParser.assignment("--shared", text, "NAME=VALUE");
            common.put(parts.name(), parts.value());
            names.add(parts.name());
        }
        ArgumentInputs inputs = MapCommand.inputs(over, grid, true, names);
        names.addAll(0, inputs.names());
        refuseBuiltIn(names);
        SessionOptions where = flags.session(List.of());
        ContextFunction<Arguments, Object> function = function(names, common, where, run.options());
        return run.over(inputs, function, where);
    }

    private ExecFunction function(List<String> names, Map<String, String> common, SessionOptions where, RunOptions options) {
        List<String> words = new ArrayList<>(List.of(program));
        words.addAll(arguments);
        CommandTemplate command = new CommandTemplate(words);
        command.check(names);
        Path folder = Path.of("").toAbsolutePath();
        String master = where.master(System.getProperty("spark.master"));
        boolean here = master.startsWith("local") || master.equals(SessionOptions.SERIAL);
        String problem = here && command.hasFixedProgram() ? ExecFunction.problem(CommandTemplate.fill(program, Map.of()), folder,
                System.getenv("PATH")) : null;
        if (problem != null) {
            throw new UsageException("The program " + QuotedText.of(program) + " cannot be started: " + problem + ".");
        }
        return new ExecFunction(command, common, folder.toString(), parse, options.seed(), options.random());
    }

    private static void refuseBuiltIn(List<String> names) {
        for (String name : names) {
            if (CommandTemplate.BUILT_IN.contains(name)) {
                throw new UsageException("The name " + name + " is taken: {" + name + "} is what every task has anyway (" + String.join(", ",
                        CommandTemplate.BUILT_IN)
                        + "). Choose another name.");
            }
        }
    }

    static final class ParserNames implements CommandLine.ITypeConverter<OutputParser> {
        @Override
        public OutputParser convert(String text) {
            return Converters.of(OutputParser.class, text);
        }
    }
}
