/**
 * Models of power spectra: the outputs fooof, fooof_aperiodic and fooof_peaks of {@code freqanalysis}. Uses {@code analysis}, {@code signal.model} and what these use.
 */
package org.trialmap.analysis.model;
