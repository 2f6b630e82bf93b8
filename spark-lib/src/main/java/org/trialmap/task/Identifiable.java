package org.trialmap.task;

/**
 * A value that says by itself what identifies it in plans that are stored. Its class may then be renamed, moved or extended, and runs that were begun before are
 * still resumed. What it adds must stay the same from release to release: written names, strings, numbers, and lists or maps of these.
 */
public interface Identifiable {
    /** Adds to {@code fingerprint} what identifies this value, the same on any machine. */
    void fingerprint(Fingerprint fingerprint);
}
