package org.trialmap.app.cli;

import java.util.Locale;

/** Texts that a user typed, for messages. */
public final class QuotedText {
    private static final int LONGEST = 60;

    private QuotedText() {}

    /** A text in quotes on one line, shortened. */
    public static String of(String text) {
        StringBuilder line = new StringBuilder("'");
        text.codePoints().limit(LONGEST).forEach(c -> line.append(Character.isISOControl(c) ? String.format(Locale.ROOT, "\\u%04x", c) : Character.toString(c)));
        return line.append(text.codePointCount(0, text.length()) > LONGEST ? "...'" : "'").toString();
    }
}
