/**
 * {@code trialmap freqanalysis}, {@code connectivityanalysis}, {@code preprocessing}, {@code resampledata}, {@code convert}, {@code spike_psth}, {@code spikestats}, {@code synthdata}: the analyses with Syncopy's keywords. Uses {@code cli}.
 */
package org.trialmap.app.analysis;
