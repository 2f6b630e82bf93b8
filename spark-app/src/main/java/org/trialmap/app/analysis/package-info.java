/**
 * The analyses, with the keywords of Syncopy and FieldTrip: {@code trialmap freqanalysis}, {@code connectivityanalysis}, {@code timelockanalysis}, {@code mean}, {@code baseline},
 * {@code clusterstat}, {@code spike_psth}, {@code preprocessing}, {@code resampledata} and others; {@code convert}, {@code definetrial}, {@code concat}, {@code artifact} and {@code synthdata}. Uses {@code cli}.
 */
package org.trialmap.app.analysis;
