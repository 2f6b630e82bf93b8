package org.trialmap.app.cli;

import java.io.PrintStream;
import java.util.List;
import org.trialmap.setting.Setting;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The top command of a program: the options that each of them has, and how their words are read and errors told. */
public abstract class FrontEnd implements Runnable {
    private static final int WIDEST = 140;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(names = {"-h", "--help"}, usageHelp = true, scope = ScopeType.INHERIT, description = "Show this help.")
    private boolean help;

    @Option(names = {"-V", "--version"}, versionHelp = true, description = "Show the version.")
    private boolean version;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show the stack trace of an error (also: environment variable TRIALMAP_DEBUG=1).")
    private boolean debug;

    /** Whether stack traces are wanted. */
    final boolean debug() {
        return debug || debugByEnvironment();
    }

    public static boolean debugByEnvironment() {
        String variable = System.getenv("TRIALMAP_DEBUG");
        return variable != null && !variable.isEmpty() && !variable.equals("0");
    }

    /** The program with the commands that it names itself, ready to read words. */
    protected static CommandLine commandLine(FrontEnd program) {
        return commandLine(program, List.of());
    }

    /** The program with these commands, too. */
    protected static CommandLine commandLine(FrontEnd program, List<Class<?>> commands) {
        CommandLine command = new CommandLine(program);
        commands.forEach(command::addSubcommand);
        command.setExpandAtFiles(false); // @FILE is ours in --over and the program's in exec
        command.setUsageHelpAutoWidth(true).setUsageHelpWidth(WIDEST);
        Converters.register(command);
        command.setParameterExceptionHandler(ErrorReport::usage);
        command.setExecutionExceptionHandler(ErrorReport::execution);
        return command;
    }

    /** Runs one command; the two streams get what it prints. */
    protected static int run(CommandLine command, PrintStream out, PrintStream err, String... arguments) {
        command.setOut(Utf8Writer.on(out)).setErr(Utf8Writer.on(err));
        int code = ErrorReport.isText(command, arguments) ? execute(command, arguments) : ExitCode.USAGE;
        command.getOut().flush();
        command.getErr().flush();
        return code;
    }

    /** Texts of the library name options meanwhile, not calls. */
    protected static int execute(CommandLine command, String... arguments) {
        Setting.Words before = Setting.use(Setting.Words.OPTIONS);
        try {
            return command.execute(arguments);
        } finally {
            Setting.use(before);
        }
    }

    /** Without a command. */
    @Override
    public final void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Missing command: one of " + String.join(", ", spec.subcommands().keySet()) + ".");
    }
}
