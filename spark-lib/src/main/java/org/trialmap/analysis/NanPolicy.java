package org.trialmap.analysis;

import java.util.Locale;

/** What is done about trials that have samples which are NaN or infinite, in the selected channels and times. Both count as NaN. */
public enum NanPolicy {
    /**
     * A channel of such a trial becomes NaN where it cannot be computed; means over trials leave it out. Trials that have NaN in the result are listed in
     * the log and in the attribute {@code nan_trials} of its data; how many trials a mean left out of each channel is in {@code nan_left_out}.
     */
    PROPAGATE,
    /** Such a trial fails. */
    REFUSE;

    /** As on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
