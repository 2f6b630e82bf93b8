/**
 * Connectivity between the channels of recordings: methods that sum over trials. Uses {@code analysis}, {@code signal.connectivity} and what these use.
 */
package org.trialmap.analysis.connectivity;
