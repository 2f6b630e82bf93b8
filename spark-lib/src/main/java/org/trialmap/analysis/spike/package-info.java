/** Analyses of spikes, trial by trial: options, and how the result is made. Uses {@code analysis}, {@code spike}, {@code trial.discrete} and what these use. Promised. */
package org.trialmap.analysis.spike;
