package org.trialmap.parallel;

/**
 * Shows how far the maps of this process are, in place of lines on standard error: a notebook's kernel has a bar for each.
 *
 * @hidden
 */
public interface ProgressDisplay {
    /** Begins a bar for a map that has not ended at once. */
    Bar begin();

    /** How far one map is; used by one thread. */
    interface Bar {
        /**
         * Replaces what was shown. What is shown last is how the map ended.
         *
         * @param share of the tasks that have ended, 0 to 1
         * @param line in words
         */
        void show(double share, String line);
    }

    /** From now on; null: standard error. */
    static void install(ProgressDisplay display) {
        ProgressLine.install(display);
    }
}
