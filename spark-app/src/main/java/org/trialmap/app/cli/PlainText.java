package org.trialmap.app.cli;

import java.util.regex.Pattern;

/** Text of programs and exceptions, fit for a terminal: no control sequences, no lines or texts without end. */
public final class PlainText {
    private static final int LONGEST_LINE = 1000;
    private static final int LONGEST = 30_000;
    /** Colours and cursor movements (CSI), titles and links (OSC). */
    private static final Pattern SEQUENCE = Pattern.compile("\\x1b\\[[0-?]*[ -/]*[@-~]|\\x1b\\][^\\x07\\x1b]*(?:\\x07|\\x1b\\\\)");
    private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\x{202a}-\\x{202e}\\x{2066}-\\x{2069}]");

    private PlainText() {}

    /** Without control characters (each is shown as U+FFFD) and with long lines cut; what is cut is counted. */
    public static String of(String text) {
        String[] lines = SEQUENCE.matcher(text).replaceAll("").split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            lines[i] = cut(CONTROL.matcher(last(lines[i])).replaceAll("\ufffd"), LONGEST_LINE);
        }
        return cut(String.join("\n", lines), LONGEST);
    }

    /** What is left to be seen of a line that a progress bar has overwritten again and again. */
    private static String last(String line) {
        int end = line.length();
        while (end > 0 && line.charAt(end - 1) == '\r') {
            end--;
        }
        return line.substring(end == 0 ? 0 : line.lastIndexOf('\r', end - 1) + 1, end);
    }

    private static String cut(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
        return text.substring(0, end) + "... (" + (text.length() - end) + " more characters)";
    }
}
