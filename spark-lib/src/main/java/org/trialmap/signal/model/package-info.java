/**
 * Models that are fitted to power spectra: an aperiodic part and peaks, as the program fooof has them. Uses no other room. Not promised, but for the types of options.
 */
package org.trialmap.signal.model;
