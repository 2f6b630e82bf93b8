/**
 * Statistics over files or trials: the cluster permutation test. Uses {@code analysis}, {@code signal.statistics} and what these use.
 */
package org.trialmap.analysis.statistics;
