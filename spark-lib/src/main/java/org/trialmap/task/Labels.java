package org.trialmap.task;

import java.lang.reflect.Array;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;

/**
 * Short descriptions of inputs for messages: one line, at most 80 characters. Of collections, maps and pairs only as many elements are looked
 * at as fit; other objects describe themselves.
 */
final class Labels {
    private static final int LONGEST = 80;
    private static final String CUT = "...";

    private final StringBuilder line = new StringBuilder();
    private int whole; // where the line is cut if it gets too long: the end of the last character that leaves room for the dots

    private Labels() {}

    static String of(Object input) {
        Labels label = new Labels();
        try {
            label.describe(input);
        } catch (RuntimeException | StackOverflowError e) { // a collection of the user's own, or one that holds itself
            return failed(input, "description", e);
        }
        return label.isFull() ? label.line.substring(0, label.whole) + CUT : label.line.toString();
    }

    private boolean isFull() {
        return line.length() > LONGEST;
    }

    private void describe(Object input) {
        if (isFull()) {
            return;
        }
        if (input instanceof String text) {
            append("\"");
            append(text);
            append("\"");
        } else if (input instanceof Pair<?, ?> pair) {
            append("(");
            describe(pair.first());
            append(", ");
            describe(pair.second());
            append(")");
        } else if (input instanceof Collection<?> collection) {
            elements("[", collection, "]");
        } else if (input instanceof Map<?, ?> map) {
            elements("{", map.entrySet(), "}");
        } else if (input instanceof Map.Entry<?, ?> entry) {
            describe(entry.getKey());
            append("=");
            describe(entry.getValue());
        } else {
            append(input != null && input.getClass().isArray() ? array(input) : ownWords(input));
        }
    }

    private void elements(String open, Collection<?> elements, String close) {
        String before = open;
        for (Object element : elements) {
            append(before);
            describe(element);
            if (isFull()) {
                return;
            }
            before = ", ";
        }
        append(before.equals(open) ? open + close : close);
    }

    private static String array(Object array) {
        String type = array.getClass().getComponentType().getSimpleName();
        int inner = type.indexOf('[');
        String length = "[" + Array.getLength(array) + "]";
        return inner < 0 ? type + length : type.substring(0, inner) + length + type.substring(inner);
    }

    /** A label is wanted where a task has failed: an input that cannot describe itself must not hide that. */
    private static String ownWords(Object input) {
        try {
            return String.valueOf((Object) String.valueOf(input)); // twice: toString may return null
        } catch (RuntimeException | Error e) {
            return failed(input, "toString", e);
        }
    }

    private static String failed(Object input, String what, Throwable cause) {
        return input.getClass().getName() + " (its " + what + " failed: " + cause.getClass().getSimpleName() + ")";
    }

    private void append(String text) {
        for (int i = 0; i < text.length() && !isFull();) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (breaksLine(c)) {
                line.append(String.format(Locale.ROOT, "\\u%04x", c));
            } else {
                line.appendCodePoint(c);
            }
            if (line.length() <= LONGEST - CUT.length()) {
                whole = line.length();
            }
        }
    }

    private static boolean breaksLine(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE -> true;
            default -> false;
        };
    }
}
