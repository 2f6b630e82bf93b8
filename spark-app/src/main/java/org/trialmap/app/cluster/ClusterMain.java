package org.trialmap.app.cluster;

import java.io.PrintStream;
import java.util.Map;
import org.trialmap.app.cli.Converters;
import org.trialmap.app.cli.DebugFlag;
import org.trialmap.app.cli.ErrorReport;
import org.trialmap.app.cli.ExitCode;
import org.trialmap.app.cli.Utf8Writer;
import org.trialmap.app.cli.Version;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Clusters that stay, without SLURM: scripts/trialmap-cluster. */
@Command(name = "trialmap-cluster", sortOptions = false, versionProvider = Version.class,
        subcommands = {ClusterUpCommand.class, ClusterStatusCommand.class, ClusterUiCommand.class, ClusterDownCommand.class},
        description = "Keeps a cluster on this machine or on several hosts, without SLURM, for any number of trialmap --cluster NAME ...",
        footer = {"", "Exit codes: 0 ok; 1 it failed, or the cluster has ended; 2 wrong usage, nothing was done."})
public final class ClusterMain implements Runnable, DebugFlag {
    private static final int WIDEST = 140;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(names = {"-h", "--help"}, usageHelp = true, scope = ScopeType.INHERIT, description = "Show this help.")
    private boolean help;

    @Option(names = {"-V", "--version"}, versionHelp = true, description = "Show the version.")
    private boolean version;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show the stack trace of an error (also: environment variable TRIALMAP_DEBUG=1).")
    private boolean debug;

    private final Map<String, String> environment;

    private ClusterMain(Map<String, String> environment) {
        this.environment = environment;
    }

    public static void main(String[] arguments) {
        System.exit(run(System.out, System.err, System.getenv(), arguments));
    }

    /** Runs one command; the two streams get what it prints. */
    static int run(PrintStream out, PrintStream err, Map<String, String> environment, String... arguments) {
        CommandLine command = new CommandLine(new ClusterMain(environment));
        command.setExpandAtFiles(false);
        command.setUsageHelpAutoWidth(true).setUsageHelpWidth(WIDEST);
        Converters.register(command);
        command.setParameterExceptionHandler(ErrorReport::usage);
        command.setExecutionExceptionHandler(ErrorReport::execution);
        command.setOut(Utf8Writer.on(out)).setErr(Utf8Writer.on(err));
        int code = ErrorReport.isText(command, arguments) ? command.execute(arguments) : ExitCode.USAGE;
        command.getOut().flush();
        command.getErr().flush();
        return code;
    }

    Map<String, String> environment() {
        return environment;
    }

    @Override
    public boolean debug() {
        return debug || DebugFlag.debugByEnvironment();
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Missing command: one of " + String.join(", ", spec.subcommands().keySet()) + ".");
    }
}
