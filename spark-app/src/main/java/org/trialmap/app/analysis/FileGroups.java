package org.trialmap.app.analysis;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Stack;
import org.trialmap.app.cli.Converters;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** Takes the files of an option that stands once per group: all words up to the next option. The option is of type {@code List<List<Path>>}. */
final class FileGroups implements IParameterConsumer {
    @Override
    public void consumeParameters(Stack<String> words, ArgSpec argument, CommandSpec command) {
        OptionSpec option = (OptionSpec) argument;
        List<Path> group = new ArrayList<>();
        while (!words.isEmpty() && !words.peek().startsWith("--")) {
            group.add(file(words.pop(), option, command));
        }
        if (group.isEmpty()) {
            throw new ParameterException(command.commandLine(), option.longestName() + " names no file. Often a pattern meets none. Write " + option.longestName() + " FILE FILE ..., once per group.");
        }
        List<List<Path>> groups = new ArrayList<>();
        List<List<Path>> earlier = option.getValue();
        groups.addAll(earlier == null ? List.of() : earlier);
        groups.add(group);
        option.setValue(groups);
    }

    /** As picocli itself says it of options of other types. */
    private static Path file(String name, OptionSpec option, CommandSpec command) {
        try {
            return new Converters.InputPaths().convert(name);
        } catch (TypeConversionException e) {
            throw new ParameterException(command.commandLine(), "Invalid value for option '" + option.longestName() + "': " + e.getMessage());
        }
    }
}
