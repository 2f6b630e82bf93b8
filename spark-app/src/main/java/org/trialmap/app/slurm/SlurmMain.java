package org.trialmap.app.slurm;

import java.io.PrintStream;
import java.util.Map;
import org.trialmap.app.Main;
import org.trialmap.app.cli.FrontEnd;
import org.trialmap.app.cli.Version;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The front end for SLURM, scripts/trialmap-slurm. Exit codes as {@link Main}'s; {@code run --wait} ends with the job's. */
@Command(name = "trialmap-slurm", sortOptions = false, versionProvider = Version.class,
        subcommands = {SlurmRunCommand.class, SlurmPlanCommand.class, SlurmUpCommand.class, SlurmScaleCommand.class, SlurmStatusCommand.class, SlurmUiCommand.class, SlurmDownCommand.class},
        description = "Runs trialmap commands and other Spark applications as jobs of a SLURM cluster.",
        footer = {"", "Exit codes: 0 ok; 1 the run failed or was stopped, what finished is kept; 2 wrong usage, nothing was run."})
public final class SlurmMain extends FrontEnd {
    private final Map<String, String> environment;

    private SlurmMain(Map<String, String> environment) {
        this.environment = environment;
    }

    public static void main(String[] arguments) {
        System.exit(run(System.out, System.err, System.getenv(), arguments));
    }

    /** Runs one command; the two streams get what it prints. */
    static int run(PrintStream out, PrintStream err, Map<String, String> environment, String... arguments) {
        CommandLine command = commandLine(new SlurmMain(environment));
        for (String name : new String[] {"run", "plan"}) {
            command.getSubcommands().get(name).setStopAtPositional(true); // what follows the command's name is the command's
        }
        return run(command, out, err, arguments);
    }

    Map<String, String> environment() {
        return environment;
    }
}
