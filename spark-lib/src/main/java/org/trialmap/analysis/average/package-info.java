/**
 * Averages and what goes with them: of trials at the same times (time-locked), and along axes. Uses {@code analysis} and what it uses.
 */
package org.trialmap.analysis.average;
