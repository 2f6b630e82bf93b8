/**
 * Cluster permutation tests: maps of t and F values, what is joined to clusters, permutations, and p values. Uses Commons Math (thresholds). Not promised, but for the types of options.
 */
package org.trialmap.signal.statistics;
