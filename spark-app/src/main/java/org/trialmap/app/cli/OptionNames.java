package org.trialmap.app.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Syncopy's keywords have underscores: {@code --filter_class} is {@code --filter-class}. */
public final class OptionNames {
    private static final Pattern NAME = Pattern.compile("--[A-Za-z][\\w-]*_[\\w-]*");

    private OptionNames() {}

    /** The arguments with dashes in the options' names; those of {@code exec}, which may be a program's, and what comes after {@code --} stay. */
    public static String[] dashed(String... arguments) {
        if (Arrays.stream(arguments).filter(word -> !word.startsWith("-")).findFirst().filter("exec"::equals).isPresent()) {
            return arguments;
        }
        List<String> dashed = new ArrayList<>();
        boolean ours = true;
        for (String argument : arguments) {
            ours &= !argument.equals("--");
            int end = argument.indexOf('=') < 0 ? argument.length() : argument.indexOf('=');
            String name = argument.substring(0, end);
            dashed.add(ours && NAME.matcher(name).matches() ? name.replace('_', '-') + argument.substring(end) : argument);
        }
        return dashed.toArray(String[]::new);
    }
}
