package org.trialmap.app.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Stack;
import java.util.regex.Pattern;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * Takes the numbers of an option of type {@code List<Double>}, as many as its arity wants: {@code 10,20,30} or {@code 10 20 30}. What is not a number
 * is left to others. {@code all} and {@code none} are the same as nothing.
 */
public final class NumberList implements IParameterConsumer {
    private static final Pattern NUMBER = Pattern.compile("[-+]?(?:(?:\\d{1,3}(?:_\\d{3})+|\\d+)\\.?\\d*|\\.\\d+)(?:[eE][-+]?\\d+)?");

    @Override
    public void consumeParameters(Stack<String> words, ArgSpec argument, CommandSpec command) {
        OptionSpec option = (OptionSpec) argument;
        if (option.getValue() != null) {
            throw refused(option, command, "is given twice", "");
        }
        if (!words.isEmpty() && (words.peek().equals("all") || Converters.isNone(words.peek()))) {
            words.pop();
            return;
        }
        List<Double> numbers = new ArrayList<>();
        while (!words.isEmpty() && numbers.size() < option.arity().max() && isNumbers(words.peek())) {
            for (String number : words.pop().split(",")) {
                numbers.add(value(option, command, number));
            }
        }
        if (numbers.isEmpty() && !words.isEmpty()) {
            throw refused(option, command, "has no number, but " + QuotedText.of(words.peek()), "");
        }
        if (numbers.size() < option.arity().min() || numbers.size() > option.arity().max()) {
            String list = numbers.isEmpty() ? "" : ": " + String.join(", ", numbers.stream().map(String::valueOf).toList());
            throw refused(option, command, "has " + numbers.size() + (numbers.size() == 1 ? " number" : " numbers"), list);
        }
        option.setValue(List.copyOf(numbers));
    }

    private static double value(OptionSpec option, CommandSpec command, String number) {
        double value = value(number);
        if (Double.isInfinite(value)) {
            throw refused(option, command, "holds " + number + ", which is beyond what a double can hold (1.8e308)", "");
        }
        return value;
    }

    /** What {@link #isNumber} takes. */
    public static double value(String word) {
        return Double.parseDouble(NumberText.plain(word));
    }

    public static boolean isNumber(String word) {
        return NUMBER.matcher(word).matches();
    }

    public static boolean isNumbers(String word) {
        return Arrays.stream(word.split(",", -1)).allMatch(NumberList::isNumber); // a pattern of the whole list would need a stack as deep as it is long
    }

    private static ParameterException refused(OptionSpec option, CommandSpec command, String problem, String list) {
        return new ParameterException(command.commandLine(), option.longestName() + " " + problem + list + ". Write " + option.longestName() + " "
                + option.paramLabel() + (option.arity().max() > 2 ? ", with commas or spaces between them." : "."));
    }
}
