package org.trialmap.signal.statistics;

/** Which clusters a test looks for. */
public enum Tail {
    /** Those above the threshold, and those below the negative one. */
    BOTH,
    /** Those above the threshold. */
    POSITIVE,
    /** Those below the negative threshold. */
    NEGATIVE;

    public boolean hasPositive() {
        return this != NEGATIVE;
    }

    public boolean hasNegative() {
        return this != POSITIVE;
    }
}
