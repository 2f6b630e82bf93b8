package org.trialmap.support;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Words for error messages: the likeliest meaning of a misspelt name, and lists that do not fill the screen. */
public final class Suggestions {
    private static final int MOST = 20;
    private static final int LONGEST = 200;

    private Suggestions() {}

    /** {@code " Did you mean 'x'?"} with the nearest of the valid names, empty if none is near. */
    public static String of(String given, Collection<String> valid) {
        if (given.length() > LONGEST) {
            return "";
        }
        String wanted = given.toLowerCase(Locale.ROOT);
        int limit = Math.max(1, given.length() / 3);
        return valid.stream().min(Comparator.comparingInt(name -> distance(wanted, name.toLowerCase(Locale.ROOT))))
                .filter(name -> distance(wanted, name.toLowerCase(Locale.ROOT)) <= limit).map(name -> " Did you mean '" + name + "'?").orElse("");
    }

    /** The names, or the first ones and how many there are. */
    public static String list(Collection<String> names) {
        List<String> shown = names.stream().limit(MOST).toList();
        return String.join(", ", shown) + (names.size() > MOST ? ", ... (" + names.size() + " in all)" : "");
    }

    /** Insertions, deletions, replacements and exchanges of neighbours that turn one word into the other (optimal string alignment). */
    public static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int replaced = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                d[i][j] = Math.min(replaced, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
