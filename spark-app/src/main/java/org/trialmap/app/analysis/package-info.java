/**
 * {@code trialmap freqanalysis}, {@code connectivityanalysis}, {@code clusterstat}, {@code preprocessing}, {@code resampledata}, {@code convert}, {@code synthdata}: the analyses with Syncopy's (clusterstat:
 * FieldTrip's) keywords. Uses {@code cli}.
 */
package org.trialmap.app.analysis;
