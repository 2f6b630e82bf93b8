package org.trialmap.support;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * An exception in words: the outermost of its causes that says something of its own, and the root cause where that says more. Exceptions are the user's code,
 * so that each of their methods may throw and their texts may be of any size and hold anything: nothing here throws, and texts fit for a terminal.
 */
public record ExceptionText(String type, String message) {
    private static final int LONGEST = 4096;
    private static final int LONGEST_TRACE = 1 << 24;
    private static final int LISTED_CAUSES = 100;

    public static ExceptionText of(Throwable thrown) {
        List<Throwable> chain = chain(thrown);
        Throwable head = chain.stream().filter(ExceptionText::saysSomething).findFirst().orElse(chain.get(chain.size() - 1));
        Throwable root = chain.get(chain.size() - 1);
        String message = messageOf(head);
        String cause = root == head ? "" : simple(root.getClass().getName()) + (messageOf(root).isEmpty() ? "" : ": " + messageOf(root));
        boolean known = cause.isEmpty() || message.contains(messageOf(root).isEmpty() ? simple(root.getClass().getName()) : messageOf(root));
        return new ExceptionText(head.getClass().getName(), shown(message) + (known ? "" : " (caused by " + shown(cause) + ")"));
    }

    /** For example {@code IOException: The file x cannot be read. (caused by EOFException)}. */
    public static String words(Throwable thrown) {
        ExceptionText text = of(thrown);
        return simple(text.type) + (text.message.isEmpty() ? "" : ": " + text.message);
    }

    private static String simple(String className) {
        return className.substring(className.lastIndexOf('.') + 1).replace('$', '.');
    }

    /** From the outermost to the root cause, each once. */
    private static List<Throwable> chain(Throwable thrown) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Throwable> chain = new ArrayList<>();
        for (Throwable next = thrown; next != null && seen.add(next); next = causeOf(next)) {
            chain.add(next);
        }
        return chain;
    }

    public static Throwable root(Throwable thrown) {
        List<Throwable> chain = chain(thrown);
        return chain.get(chain.size() - 1);
    }

    private static Throwable causeOf(Throwable thrown) {
        try {
            return thrown.getCause();
        } catch (Throwable e) {
            return null;
        }
    }

    /** False for wrappers, whose message is none or, as Java makes it, their cause's. */
    private static boolean saysSomething(Throwable thrown) {
        String message = messageOf(thrown);
        Throwable cause = causeOf(thrown);
        return !message.isBlank() && (cause == null || !message.equals(cause.getClass().getName() + (messageOf(cause).isEmpty() ? "" : ": " + messageOf(cause))));
    }

    private static String messageOf(Throwable thrown) {
        try {
            String message = thrown.getMessage();
            return message == null ? "" : message;
        } catch (Throwable e) {
            return "(its message cannot be read: getMessage() threw " + e.getClass().getName() + ")";
        }
    }

    /** Control characters other than line ends and tabs as Java escapes, at most {@value #LONGEST} characters. */
    static String shown(String text) {
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < text.length() && shown.length() < LONGEST;) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (isPlain(c)) {
                shown.appendCodePoint(c);
            } else {
                shown.append(String.format(Locale.ROOT, "\\u%04x", c));
            }
            if (i < text.length() && shown.length() >= LONGEST) {
                shown.append("... (").append(text.length()).append(" characters; the stack trace has all of them)");
            }
        }
        return shown.toString();
    }

    private static boolean isPlain(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL -> c == '\n' || c == '\t';
            case Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE, Character.UNASSIGNED -> false;
            default -> true;
        };
    }

    /** The stack trace as Java prints it; where that fails, or there are very many causes, the first of them and the last. */
    public static String trace(Throwable thrown) {
        String printed = printed(thrown);
        String text = printed == null ? listed(chain(thrown)) : printed;
        return text.length() <= LONGEST_TRACE ? text : text.substring(0, LONGEST_TRACE) + "... (" + text.length() + " characters)";
    }

    /** Whether whoever catches it can print it. */
    public static boolean isPrintable(Throwable thrown) {
        return printed(thrown) != null;
    }

    private static String printed(Throwable thrown) {
        if (chain(thrown).size() > LISTED_CAUSES) { // Java follows each with a call
            return null;
        }
        try {
            StringWriter trace = new StringWriter();
            thrown.printStackTrace(new PrintWriter(trace));
            return trace.toString();
        } catch (Throwable e) {
            return null;
        }
    }

    private static String listed(List<Throwable> chain) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < Math.min(chain.size(), LISTED_CAUSES); i++) {
            list(text.append(i == 0 ? "" : "Caused by: "), chain.get(i));
        }
        if (chain.size() > LISTED_CAUSES) {
            text.append("... ").append(chain.size() - LISTED_CAUSES).append(" more causes, the last of them:\n");
            list(text, chain.get(chain.size() - 1));
        }
        return text.toString();
    }

    private static void list(StringBuilder text, Throwable thrown) {
        text.append(thrown.getClass().getName()).append(": ").append(messageOf(thrown)).append('\n');
        for (StackTraceElement frame : thrown.getStackTrace()) {
            text.append("\tat ").append(frame).append('\n');
        }
    }
}
