package org.trialmap.app;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Words for error messages: the likeliest meaning of a misspelt name, and lists that do not fill the screen. */
final class Suggestions {
    private static final int MOST = 20;

    private Suggestions() {}

    /** {@code " Did you mean 'x'?"} with the nearest of the valid names, empty if none is near. */
    static String of(String given, Collection<String> valid) {
        String wanted = given.toLowerCase(Locale.ROOT);
        int limit = Math.max(1, given.length() / 3);
        return valid.stream().min(Comparator.comparingInt(name -> distance(wanted, name.toLowerCase(Locale.ROOT))))
                .filter(name -> distance(wanted, name.toLowerCase(Locale.ROOT)) <= limit).map(name -> " Did you mean '" + name + "'?").orElse("");
    }

    /** The names, or the first ones and how many there are. */
    static String list(Collection<String> names) {
        List<String> shown = names.stream().limit(MOST).toList();
        return String.join(", ", shown) + (names.size() > MOST ? ", ... (" + names.size() + " in all)" : "");
    }

    /** Levenshtein's distance: insertions, deletions and replacements that turn one word into the other. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
