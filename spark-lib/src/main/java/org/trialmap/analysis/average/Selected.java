package org.trialmap.analysis.average;

import org.trialmap.trial.TrialChunks;

/** How many trials there are to work on, in words. */
final class Selected {
    private Selected() {}

    /**
     * For example {@code 5 trials, of which all but 1 have samples that are NaN or infinite and are left out}.
     *
     * @param count those that are not left out
     */
    static String of(int count, TrialChunks trials) {
        int selected = trials.count();
        return selected + (selected == 1 ? " trial" : " trials") + (selected > count ? ", of which all but " + count + " have samples that are NaN or infinite and are left out" : "");
    }
}
