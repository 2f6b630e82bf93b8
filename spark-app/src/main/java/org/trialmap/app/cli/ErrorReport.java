package org.trialmap.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.trialmap.parallel.MapFailedException;
import org.trialmap.parallel.closure.NotSerializableFunctionException;
import org.trialmap.support.Suggestions;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns exceptions into text for people and an exit code. Stack traces only where they were asked for. */
public final class ErrorReport {
    private ErrorReport() {}

    /** Refuses arguments that are not text: Java puts U+FFFD in the place of such bytes, and so they would reach a program or a file's name changed. */
    public static boolean isText(CommandLine command, String... arguments) {
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i].indexOf('\ufffd') >= 0) {
                UsageException error = new UsageException("Argument " + (i + 1) + ", " + QuotedText.of(arguments[i]) + ", holds bytes that are not text in the"
                        + " system's encoding (" + System.getProperty("sun.jnu.encoding") + "); they would be changed on the way. Convert it (iconv -t UTF-8), or rename"
                        + " the file that it names.");
                print(command, error.getMessage() + help(command), error);
                return false;
            }
        }
        return true;
    }

    /** What picocli itself finds wrong. */
    public static int usage(ParameterException error, String[] arguments) {
        CommandLine command = error.getCommandLine();
        // A misspelt option comes before what it makes missing.
        List<String> unknown = error instanceof UnmatchedArgumentException unmatched ? unmatched.getUnmatched() : command.getUnmatchedArguments();
        String text = !unknown.isEmpty() ? unknown(command, unknown.get(0)) : !isUnmappable(error) ? error.getMessage()
                : error.getMessage().replaceFirst(": cannot convert.*(?s).*", "") + " holds characters that the system's encoding here ("
                        + System.getProperty("sun.jnu.encoding") + ") does not have. Set the environment variable LC_ALL=C.UTF-8 and start again.";
        print(command, text + help(command), error);
        return ExitCode.USAGE;
    }

    /** A path that this process cannot even express, since it was started without a locale. */
    private static boolean isUnmappable(Throwable error) {
        return error.getMessage() != null && error.getMessage().contains("unmappable characters");
    }

    private static String unknown(CommandLine command, String word) {
        if (word.startsWith("-")) {
            String option = word.replaceFirst("=.*", "");
            List<String> options = command.getCommandSpec().options().stream().filter(known -> !known.hidden()).flatMap(known -> Arrays.stream(known.names())).toList();
            return "There is no option " + QuotedText.of(option) + "." + Suggestions.of(option, options) + " The options are "
                    + String.join(", ", options) + ".";
        }
        List<String> commands = List.copyOf(command.getSubcommands().keySet());
        return commands.isEmpty() ? "There is one word too many: " + QuotedText.of(word) + "."
                : "There is no command " + QuotedText.of(word) + "." + Suggestions.of(word, commands) + " The commands are "
                        + String.join(", ", commands) + ".";
    }

    /** What a command threw. */
    public static int execution(Exception thrown, CommandLine command, ParseResult parsed) {
        Throwable error = unwrapped(thrown);
        boolean usage = error instanceof UsageException || error instanceof NotSerializableFunctionException;
        print(command, text(error) + (error instanceof UsageException ? help(command) : ""), error);
        return usage ? ExitCode.USAGE : ExitCode.FAILED;
    }

    private static String help(CommandLine command) {
        return "\nHelp: " + command.getCommandSpec().qualifiedName() + " --help";
    }

    private static void print(CommandLine command, String text, Throwable error) {
        PrintWriter err = command.getErr();
        err.println("trialmap: " + PlainText.of(text));
        CommandLine top = command;
        while (top.getParent() != null) {
            top = top.getParent();
        }
        if (((FrontEnd) top.getCommand()).debug()) {
            error.printStackTrace(err);
        }
        err.flush();
    }

    public static Throwable unwrapped(Throwable thrown) {
        boolean envelope = (thrown instanceof CompletionException || thrown instanceof UncheckedIOException) && thrown.getCause() != null;
        return envelope && (thrown instanceof CompletionException || thrown.getMessage() == null || thrown.getMessage().equals(thrown.getCause()
                .toString()))
                        ? unwrapped(thrown.getCause()) : thrown;
    }

    public static String text(Throwable error) {
        String message = error.getMessage();
        if (error instanceof NoSuchFileException file && file.getReason() == null) {
            return file.getFile() + " does not exist. Correct the path.";
        }
        if (error instanceof AccessDeniedException file) {
            return file.getFile() + ": permission denied. Choose another place, or change its permissions.";
        }
        if (error instanceof FileSystemException) {
            return message;
        }
        boolean told = error instanceof UsageException || error instanceof NotSerializableFunctionException || error instanceof MapFailedException || error instanceof TasksFailedException
                || error instanceof IOException
                || error instanceof UncheckedIOException || error instanceof IllegalArgumentException || error instanceof IllegalStateException;
        if (told && message != null) {
            return message;
        }
        if (error instanceof OutOfMemoryError) {
            return "Out of memory (" + message + ") with a heap of " + (Runtime.getRuntime().maxMemory() >> 20)
                    + " MiB. Give more: TRIALMAP_JAVA_OPTS=-Xmx8g, or --conf"
                    + " spark.driver.memory=8g.";
        }
        return "Unexpected " + error.getClass().getSimpleName() + (message == null ? "" : ": " + message)
                + ". Add --debug to see where it comes from.";
    }
}
