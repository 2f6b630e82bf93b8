package org.trialmap.store.report;

import java.util.Locale;

/** Text of a page. What comes from a run is always escaped: it may be anything, and somebody else may have written it. */
final class Html {
    private final StringBuilder all = new StringBuilder();

    /** Markup of ours. */
    Html raw(String markup) {
        all.append(markup);
        return this;
    }

    Html text(String any) {
        all.append(escape(any));
        return this;
    }

    Html section(String title) {
        return raw("<h2>").text(title).raw("</h2>\n");
    }

    Html paragraph(String any) {
        return raw("<p>").text(any).raw("</p>\n");
    }

    Html head(String... titles) {
        raw("<table>\n<tr>");
        for (String title : titles) {
            raw("<th>").text(title).raw("</th>");
        }
        return raw("</tr>\n");
    }

    Html row(String... cells) {
        raw("<tr>");
        for (String cell : cells) {
            raw("<td>").text(cell).raw("</td>");
        }
        return raw("</tr>\n");
    }

    Html end() {
        return raw("</table>\n");
    }

    static String escape(String any) {
        StringBuilder safe = new StringBuilder(any.length());
        for (int i = 0; i < any.length(); i++) {
            char c = any.charAt(i);
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.append(Character.isISOControl(c) && "\r\n\t".indexOf(c) < 0 ? '\uFFFD' : c);
            }
        }
        return safe.toString();
    }

    /** At most so many characters. */
    static String cut(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
        return text.substring(0, end) + "... (" + text.length() + " characters)";
    }

    /** Three digits behind the point, more where there would be nothing else. */
    static String seconds(double value) {
        return String.format(Locale.ROOT, value != 0 && Math.abs(value) < 0.01 ? "%.6f s" : "%.3f s", value);
    }

    @Override
    public String toString() {
        return all.toString();
    }
}
