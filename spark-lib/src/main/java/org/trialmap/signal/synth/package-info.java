/**
 * Synthetic signals, with Syncopy's names and parameters. Uses {@code signal.filter} and {@code signal.spectrum}. Promised as arguments of {@code SynthData}.
 */
package org.trialmap.signal.synth;
