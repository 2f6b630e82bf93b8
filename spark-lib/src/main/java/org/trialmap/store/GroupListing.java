package org.trialmap.store;

import io.jhdf.api.Group;
import java.util.List;
import org.trialmap.task.Suggestions;

/** What a message about a name that is not there says about those that are. */
final class GroupListing {
    private static final int SHOWN = 12;

    private GroupListing() {}

    static String text(Group group, String missing) {
        List<String> names = sorted(group);
        return "'" + group.getPath() + "' holds: " + list(names) + "." + Suggestions.of(missing, names);
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
}
