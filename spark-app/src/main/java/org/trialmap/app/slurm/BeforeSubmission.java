package org.trialmap.app.slurm;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import org.trialmap.app.Main;
import org.trialmap.app.cli.ErrorReport;
import org.trialmap.app.cli.ExitCode;
import org.trialmap.app.cli.OptionNames;
import org.trialmap.app.cli.RunFlags;
import org.trialmap.app.cli.UsageException;
import picocli.CommandLine;

/**
 * What a job would refuse after its wait in the queue is refused here, where it can be seen from this machine: wrong options, inputs and jars that are not there, results that are
 * there already or cannot be saved. The command's own checks see it: it is planned, and its plan thrown away. Of other applications than trialmap's commands nothing is known.
 */
final class BeforeSubmission {
    static final String UNCHECKED = "--unchecked";

    private BeforeSubmission() {}

    /** Refuses what is wrongly typed. */
    static void checkWords(List<String> command) {
        if (!isOther(command)) {
            try {
                Main.commandLine().parseArgs(OptionNames.dashed(command.toArray(String[]::new)));
            } catch (CommandLine.ParameterException e) {
                throw refusal(e.getMessage(), "; " + e.getCommandLine().getCommandSpec().qualifiedName() + " --help shows how it is called.", e);
            }
        }
    }

    /** Refuses what the files that this machine sees do not allow. */
    static void checkFiles(List<String> command) {
        CommandLine main = Main.commandLine();
        CommandLine asked = isOther(command) ? null : main.getSubcommands().get(command.get(0));
        if (asked == null || asked.getCommandSpec().findOption(RunFlags.ELSEWHERE) == null) {
            return;
        }
        List<String> words = new ArrayList<>(command);
        words.add(1, RunFlags.ELSEWHERE);
        Exception[] thrown = {null};
        main.setOut(new PrintWriter(Writer.nullWriter())).setErr(new PrintWriter(Writer.nullWriter()));
        main.setExecutionExceptionHandler((e, line, parsed) -> {
            thrown[0] = e;
            return ExitCode.USAGE;
        });
        main.execute(OptionNames.dashed(words.toArray(String[]::new)));
        Throwable error = thrown[0] == null ? null : ErrorReport.unwrapped(thrown[0]);
        if (error instanceof UsageException || error instanceof IOException || error instanceof java.io.UncheckedIOException) {
            throw refusal(ErrorReport.text(error), ". Where the job's nodes see other files than this machine, add " + UNCHECKED + ".", error);
        } // else it may come from the user's own code, which may find on the job's nodes what it misses here
    }

    private static boolean isOther(List<String> command) {
        return command.get(0).startsWith("-");
    }

    private static UsageException refusal(String text, String hint, Throwable cause) {
        return new UsageException(text.replaceFirst("\\.$", "") + ". Nothing was submitted" + hint, cause);
    }
}
