/**
 * {@code trialmap freqanalysis}, {@code connectivityanalysis}, {@code timelockanalysis}, {@code preprocessing}, {@code resampledata}, {@code convert}, {@code synthdata}: the analyses with Syncopy's keywords. Uses {@code cli}.
 */
package org.trialmap.app.analysis;
