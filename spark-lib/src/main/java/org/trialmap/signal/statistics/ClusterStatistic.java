package org.trialmap.signal.statistics;

/** What a cluster is measured by. Negative clusters have negative values. */
public enum ClusterStatistic {
    /** The sum of the t or F values of its points. */
    MAXSUM,
    /** The number of its points. */
    MAXSIZE
}
