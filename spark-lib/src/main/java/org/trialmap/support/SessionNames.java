package org.trialmap.support;

import java.util.regex.Pattern;

/** Names of classes that the cells of a notebook or REPL define. They have the numbers of their cells, which change when a cell runs again. */
public final class SessionNames {
    private static final Pattern JAVA = Pattern.compile("(REPL[./]\\$JShell\\$)\\d+[A-Z]*");
    private static final Pattern SCALA = Pattern.compile("(\\$line)\\d+");
    /** The class that a cell becomes, as opposed to those that it defines. */
    private static final Pattern CELL = Pattern.compile("REPL\\.\\$JShell\\$\\d+[A-Z]*|\\$line\\d+\\.\\$(read|eval)(\\$+iw)*\\$*");
    private static final Pattern COUNTED = Pattern.compile("(lambda\\$.*?\\$+|\\$anonfun\\$.*?\\$)\\d+");

    private SessionNames() {}

    public static boolean isOfSession(String className) {
        return className.startsWith("REPL.$JShell$") || className.startsWith("$line");
    }

    /** Whether it is a cell, or a part of it that surrounds what it defines. */
    public static boolean isCell(String className) {
        return CELL.matcher(className).matches();
    }

    /** A text, for example a name, without the numbers of cells. */
    public static String plain(String text) {
        return SCALA.matcher(JAVA.matcher(text).replaceAll("$1")).replaceAll("$1");
    }

    /** The name of a method or variable without numbers that count lambdas and results. */
    public static String plainMember(String name) {
        return plain(COUNTED.matcher(name).replaceFirst("$1").replaceAll("\\bres\\d+\\b|(?<=\\$)res\\d+(?=\\$)", "res"));
    }
}
