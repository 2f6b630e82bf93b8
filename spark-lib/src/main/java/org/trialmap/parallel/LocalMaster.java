package org.trialmap.parallel;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads master URLs of the form {@code local}, {@code local[4]}, {@code local[*,4]}. */
final class LocalMaster {
    private static final Pattern LOCAL = Pattern.compile("local(?:\\[\\s*(\\d+|\\*)\\s*(?:,\\s*(\\d+)\\s*)?])?");

    private LocalMaster() {}

    static boolean matches(String master) {
        return LOCAL.matcher(master).matches();
    }

    /** Number of threads. */
    static int threads(String master) {
        String threads = matched(master).group(1);
        return threads == null ? 1 : threads.equals("*") ? Runtime.getRuntime().availableProcessors() : Integer.parseInt(threads);
    }

    /** How often a task is tried: once, unless the master says otherwise. */
    static int attempts(String master) {
        String attempts = matched(master).group(2);
        return attempts == null ? 1 : Integer.parseInt(attempts);
    }

    private static Matcher matched(String master) {
        Matcher local = LOCAL.matcher(master);
        if (!local.matches()) {
            throw new IllegalArgumentException("'" + master + "' is no local master.");
        }
        return local;
    }
}
