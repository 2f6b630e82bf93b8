package org.trialmap.hdf5;

import java.io.IOException;
import java.util.List;
import org.trialmap.hdf5.format.NaturalOrder;
import org.trialmap.support.Suggestions;

/** What a message about a name that is not there says about those that are. */
final class GroupListing {
    private static final int SHOWN = 12;

    private GroupListing() {}

    static String text(Navigator.Place group, String missing) throws IOException {
        List<String> names = sorted(group);
        return "'" + group.path() + "' holds: " + list(names) + "." + Suggestions.of(missing, names);
    }

    static String listing(Navigator.Place group) throws IOException {
        return list(sorted(group));
    }

    static List<String> sorted(Navigator.Place group) throws IOException {
        return group.links().keySet().stream().sorted(NaturalOrder.INSTANCE).toList();
    }

    private static String list(List<String> names) {
        if (names.isEmpty()) {
            return "nothing";
        }
        String shown = String.join(", ", names.subList(0, Math.min(SHOWN, names.size())));
        return names.size() > SHOWN ? shown + " and " + (names.size() - SHOWN) + " more" : shown;
    }
}
