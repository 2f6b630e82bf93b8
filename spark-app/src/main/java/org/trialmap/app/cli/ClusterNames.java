package org.trialmap.app.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;

/** Connection files by the names of their clusters: {@code ~/.trialmap/clusters/NAME.conf}. */
public final class ClusterNames {
    public static final String ENDING = ".conf";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private ClusterNames() {}

    /** Where a user's connection files are. */
    public static Path folder(Map<String, String> environment) {
        return Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")), ".trialmap", "clusters");
    }

    /** {@code named} is a file, or the name of a cluster that has one in {@code folder}. A file wins, and so it does where there is neither. */
    public static Path file(Path named, Path folder) {
        String name = named.toString();
        Path file = isName(name) ? folder.resolve(name + ENDING) : named;
        return !Files.isRegularFile(named) && Files.exists(file) ? file : named;
    }

    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /** The cluster that a connection file is of. */
    public static String name(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(ENDING) ? name.substring(0, name.length() - ENDING.length()) : name;
    }
}
