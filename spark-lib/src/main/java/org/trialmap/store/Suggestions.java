package org.trialmap.store;

import io.jhdf.api.Group;
import java.util.List;
import java.util.Locale;

/** What a message about a name that is not there says about those that are. */
final class Suggestions {
    private static final int SHOWN = 12;

    private Suggestions() {}

    static String text(Group group, String missing) {
        List<String> names = sorted(group);
        String closest = null;
        int best = Math.max(1, missing.length() / 3) + 1;
        for (String name : names) {
            int distance = distance(name.toLowerCase(Locale.ROOT), missing.toLowerCase(Locale.ROOT), best);
            if (distance < best) {
                best = distance;
                closest = name;
            }
        }
        return "'" + group.getPath() + "' holds: " + list(names) + "." + (closest == null ? "" : " Did you mean '" + closest + "'?");
    }

    static String listing(Group group) {
        return list(sorted(group));
    }

    private static List<String> sorted(Group group) {
        return group.getChildren().keySet().stream().sorted(NaturalOrder.INSTANCE).toList();
    }

    private static String list(List<String> names) {
        if (names.isEmpty()) {
            return "nothing";
        }
        String shown = String.join(", ", names.subList(0, Math.min(SHOWN, names.size())));
        return names.size() > SHOWN ? shown + " and " + (names.size() - SHOWN) + " more" : shown;
    }

    /** Insertions, deletions and replacements from one text to the other; {@code limit} or more is not counted exactly. */
    private static int distance(String a, String b, int limit) {
        if (Math.abs(a.length() - b.length()) >= limit) {
            return limit;
        }
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
