package org.trialmap.app;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.trialmap.app.analysis.ArtifactCommand;
import org.trialmap.app.analysis.BaselineCommand;
import org.trialmap.app.analysis.ClusterStatCommand;
import org.trialmap.app.analysis.ConcatCommand;
import org.trialmap.app.analysis.ConnectivityCommand;
import org.trialmap.app.analysis.ConvertCommand;
import org.trialmap.app.analysis.DefineTrialCommand;
import org.trialmap.app.analysis.FreqAnalysisCommand;
import org.trialmap.app.analysis.ItcCommand;
import org.trialmap.app.analysis.Keywords;
import org.trialmap.app.analysis.MathCommand;
import org.trialmap.app.analysis.PreprocessingCommand;
import org.trialmap.app.analysis.RedefineTrialCommand;
import org.trialmap.app.analysis.ResampleDataCommand;
import org.trialmap.app.analysis.SelectDataCommand;
import org.trialmap.app.analysis.SpikePsthCommand;
import org.trialmap.app.analysis.SpikeStatsCommand;
import org.trialmap.app.analysis.StatisticCommand;
import org.trialmap.app.analysis.SynthDataCommand;
import org.trialmap.app.analysis.TimeLockCommand;
import org.trialmap.app.cli.ClusterNames;
import org.trialmap.app.cli.ErrorReport;
import org.trialmap.app.cli.ExitCode;
import org.trialmap.app.cli.FrontEnd;
import org.trialmap.app.cli.Logging;
import org.trialmap.app.cli.OptionNames;
import org.trialmap.app.cli.Session;
import org.trialmap.app.cli.SparkDefaults;
import org.trialmap.app.cli.TemporaryHome;
import org.trialmap.app.cli.Utf8Writer;
import org.trialmap.app.cli.Version;
import org.trialmap.app.exec.ExecCommand;
import org.trialmap.app.info.CleanCommand;
import org.trialmap.app.info.CompletionCommand;
import org.trialmap.app.info.GatherCommand;
import org.trialmap.app.info.InfoCommand;
import org.trialmap.app.info.LogCommand;
import org.trialmap.app.info.PrepareCommand;
import org.trialmap.app.info.ReportCommand;
import org.trialmap.app.map.DemoCommand;
import org.trialmap.app.map.ExamplesCommand;
import org.trialmap.app.map.MapCommand;
import org.trialmap.app.notebook.NotebookCommand;
import org.trialmap.app.plot.PlotCommand;
import org.trialmap.app.resident.Handover;
import org.trialmap.app.resident.ResidentCommand;
import org.trialmap.app.table.TableCommand;
import org.trialmap.support.Reason;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command line. Exit codes: 0 ok, 1 the run failed (what finished is kept), 2 wrong usage (nothing was run). */
@Command(name = "trialmap", versionProvider = Version.class, sortOptions = false,
        description = "Runs a function or a program over many inputs, or over the trials and channels of a recording, on Apache Spark; leaves one"
                + " HDF5 result.",
        footer = {"", "Exit codes: 0 ok; 1 the run failed or was stopped, what finished is kept; 2 wrong usage, nothing was run."})
public final class Main extends FrontEnd {
    private static final List<Class<?>> COMMANDS = List.of(
            DemoCommand.class, ExamplesCommand.class, MapCommand.class, ExecCommand.class,
            FreqAnalysisCommand.class, ConnectivityCommand.class, TimeLockCommand.class, StatisticCommand.Mean.class, StatisticCommand.Std.class, StatisticCommand.Var.class,
            StatisticCommand.Median.class, ItcCommand.class, BaselineCommand.class, ClusterStatCommand.class, SpikePsthCommand.class, SpikeStatsCommand.class,
            PreprocessingCommand.class, ResampleDataCommand.class, ConvertCommand.class, SelectDataCommand.class, DefineTrialCommand.class, RedefineTrialCommand.class,
            ConcatCommand.class, ArtifactCommand.class, MathCommand.class, SynthDataCommand.class,
            InfoCommand.class, PlotCommand.class, TableCommand.class, GatherCommand.class, ReportCommand.class, LogCommand.class,
            CleanCommand.class, NotebookCommand.class, ResidentCommand.class, PrepareCommand.class, CompletionCommand.class);

    @Option(names = "--cluster", paramLabel = "FILE|NAME", description = "Run on the cluster of this connection file, or of this name"
            + " (trialmap-slurm up, trialmap-cluster up); before the command.")
    private Path cluster;

    @Option(names = "--no-resident", scope = ScopeType.INHERIT, description = "Take and leave no process that waits, whatever TRIALMAP_RESIDENT says.")
    private boolean notResident;

    private Main() {}

    public static void main(String[] arguments) throws Exception {
        if (Handover.isDue()) {
            Handover.prepare();
        }
        boolean debug = debugByEnvironment() || Stream.of(arguments).takeWhile(argument -> !argument.equals("--")).anyMatch("--debug"::equals);
        Logging.showTraces(debug);
        Logging.setUp();
        if (!debug) {
            TemporaryHome.removeAtEnd();
        }
        PrintStream out = System.out;
        System.setOut(System.err); // what a user's function prints must not get between the results' path and its reader
        int code = run(out, System.err, Handover.isDue() ? Handover.command(Main::rehearse) : arguments);
        Handover.end(code);
        System.exit(code);
    }

    private static void rehearse(String... arguments) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        run(nowhere, nowhere, arguments);
    }

    /** Runs one command; the two streams get what it prints. */
    public static int run(PrintStream out, PrintStream err, String... arguments) {
        CommandLine command = commandLine(chosen(arguments));
        command.setOut(Utf8Writer.on(out)).setErr(Utf8Writer.on(err));
        try {
            if (!ErrorReport.isText(command, arguments)) {
                return ExitCode.USAGE;
            }
            SparkDefaults.load();
            return execute(command, OptionNames.dashed(arguments));
        } finally {
            System.clearProperty(Session.CLUSTER);
            command.getOut().flush();
            command.getErr().flush();
        }
    }

    /** With all commands. */
    public static CommandLine commandLine() {
        return commandLine(Optional.empty());
    }

    /** The command that these words begin with, if it can be read without the others: to describe all takes longer than many a command. */
    static Optional<Class<?>> chosen(String... arguments) {
        List<String> words = List.of(arguments);
        int first = 0;
        while (first < words.size() && words.get(first).startsWith("-")) {
            first += words.get(first).equals("--cluster") ? 2 : 1;
        }
        String word = first < words.size() ? words.get(first) : "";
        return COMMANDS.stream().filter(command -> command != CompletionCommand.class && name(command).equals(word)).findFirst();
    }

    private static String name(Class<?> command) {
        return command.getAnnotation(Command.class).name();
    }

    static CommandLine commandLine(Optional<Class<?>> only) {
        CommandLine command = commandLine(new Main(), only.map(List::<Class<?>>of).orElse(COMMANDS));
        command.setExecutionStrategy(parsed -> {
            Path cluster = ((Main) command.getCommand()).cluster;
            if (cluster != null) {
                System.setProperty(Session.CLUSTER, ClusterNames.file(cluster, ClusterNames.folder(System.getenv())).toString());
            }
            try {
                return new CommandLine.RunLast().execute(parsed);
            } catch (OutOfMemoryError e) { // picocli reports exceptions only
                throw new CommandLine.ExecutionException(command, Reason.of(e), new CompletionException(e));
            }
        });
        Map<String, CommandLine> commands = command.getSubcommands();
        if (commands.containsKey("exec")) {
            commands.get("exec").setStopAtPositional(true); // what follows the program's name is the program's
        }
        if (commands.containsKey("freqanalysis")) {
            Keywords.FREQANALYSIS.register(commands.get("freqanalysis"));
        }
        return command;
    }
}
