package org.trialmap.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Text that a shell and a properties file read back as it was. */
public final class ShellText {
    private ShellText() {}

    /** One word for a POSIX shell. */
    public static String quoted(String word) {
        return !word.isEmpty() && word.matches("[\\w@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    /** Words for a POSIX shell. */
    public static String quoted(List<String> words) {
        return words.stream().map(ShellText::quoted).collect(Collectors.joining(" "));
    }

    /** {@code export NAME='VALUE'} lines. */
    static String exports(Map<String, String> variables) {
        return assignments(variables).replaceAll("(?m)^(?=.)", "export ");
    }

    /** {@code NAME='VALUE'} lines; values have no line ends. */
    static String assignments(Map<String, String> variables) {
        return variables.entrySet().stream().map(e -> e.getKey() + "=" + quoted(e.getValue()) + "\n").collect(Collectors.joining());
    }

    /** One option in a variable like JDK_JAVA_OPTIONS, which knows quotes, but no escapes within them. */
    static String javaOption(String option) {
        if (!option.matches("(?s).*[\\s'\"].*")) {
            return option;
        }
        return option.contains("\"") ? "'" + option + "'" : "\"" + option + "\"";
    }

    /** Lines of a properties file, sorted as given. */
    static String properties(Map<String, String> settings) {
        return settings.entrySet().stream().map(e -> escaped(e.getKey(), true) + " " + escaped(e.getValue(), false) + "\n").collect(Collectors.joining());
    }

    private static String escaped(String text, boolean key) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\\' -> escaped.append("\\\\");
                case '\n' -> escaped.append("\\n");
                case '\r' -> escaped.append("\\r");
                case '\t' -> escaped.append("\\t");
                case ' ' -> escaped.append(key || i == 0 ? "\\ " : " ");
                case '=', ':', '#', '!' -> escaped.append(key || i == 0 ? "\\" : "").append(c);
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }

    /** Commas and white space separate. */
    static List<String> list(String text) {
        List<String> words = new ArrayList<>();
        for (String word : text.strip().split("[,\\s]+")) {
            if (!word.isEmpty()) {
                words.add(word);
            }
        }
        return words;
    }
}
