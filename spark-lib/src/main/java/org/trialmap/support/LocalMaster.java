package org.trialmap.support;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads master URLs of the form {@code local}, {@code local[4]}, {@code local[*,4]}. */
public final class LocalMaster {
    private static final Pattern LOCAL = Pattern.compile("local(?:\\[\\s*(\\d+|\\*)\\s*(?:,\\s*(\\d+)\\s*)?])?");

    private LocalMaster() {}

    public static boolean matches(String master) {
        return LOCAL.matcher(master).matches();
    }

    /** Whether all of the application's processes are on this machine: with {@code local-cluster[2,1,1024]}, too. */
    public static boolean isThisMachine(String master) {
        return matches(master) || master.startsWith("local-cluster");
    }

    /** Number of threads. */
    public static int threads(String master) {
        String threads = matched(master).group(1);
        return threads == null ? 1 : threads.equals("*") ? Runtime.getRuntime().availableProcessors() : Integer.parseInt(threads);
    }

    /** How often a task is tried: once, unless the master says otherwise. */
    public static int attempts(String master) {
        String attempts = matched(master).group(2);
        return attempts == null ? 1 : Integer.parseInt(attempts);
    }

    private static Matcher matched(String master) {
        Matcher local = LOCAL.matcher(master);
        if (!local.matches()) {
            throw new IllegalArgumentException("'" + master + "' is not a local master.");
        }
        return local;
    }
}
