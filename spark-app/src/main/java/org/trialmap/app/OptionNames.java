package org.trialmap.app;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Syncopy's keywords have underscores: {@code --filter_class} is {@code --filter-class}. */
final class OptionNames {
    private static final Pattern NAME = Pattern.compile("--[A-Za-z][\\w-]*_[\\w-]*");

    private OptionNames() { }

    /** The arguments with dashes in the options' names; what comes after {@code exec} or {@code --} belongs to others and stays. */
    static String[] dashed(String... arguments) {
        List<String> dashed = new ArrayList<>();
        boolean ours = true;
        for (String argument : arguments) {
            ours &= !argument.equals("--") && !argument.equals("exec");
            int end = argument.indexOf('=') < 0 ? argument.length() : argument.indexOf('=');
            String name = argument.substring(0, end);
            dashed.add(ours && NAME.matcher(name).matches() ? name.replace('_', '-') + argument.substring(end) : argument);
        }
        return dashed.toArray(String[]::new);
    }
}
