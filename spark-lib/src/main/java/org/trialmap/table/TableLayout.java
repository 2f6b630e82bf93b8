package org.trialmap.table;

import org.trialmap.setting.Setting;
import org.trialmap.support.Suggestions;

/** What a row of a recording or spectrum is. */
enum TableLayout {
    /** One value. */
    TIDY,
    /** The values of one trial and channel, as arrays. */
    ARRAYS;

    static TableLayout of(String text) {
        return switch (text) {
            case "tidy" -> TIDY;
            case "arrays" -> ARRAYS;
            default -> throw new IllegalArgumentException("The layout '" + text + "' is not known." + Suggestions.of(text, java.util.List.of("tidy", "arrays"))
                    + " Layouts are tidy, one row for each value, and arrays, one row for each trial and channel. Correct " + Setting.TABLE_LAYOUT + ".");
        };
    }
}
