package org.trialmap.signal.filter;

import java.util.Locale;
import org.trialmap.setting.Setting;

/** Low-pass, high-pass, band-pass or band-stop. */
public enum FilterType {
    LP, HP, BP, BS;

    /** By its name on the command line: {@code lp}, {@code hp}, {@code bp} or {@code bs}. */
    public static FilterType of(String name) {
        for (FilterType type : values()) {
            if (type.toString().equals(name)) {
                return type;
            }
        }
        throw new IllegalArgumentException("There is no filter type '" + name + "'. The types are lp (low-pass), hp (high-pass), bp (band-pass) and"
                + " bs (band-stop). Correct " + Setting.FILTER_TYPE + ".");
    }

    /** How many cut-off frequencies it has: 1 or 2. */
    public int frequencies() {
        return this == LP || this == HP ? 1 : 2;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
