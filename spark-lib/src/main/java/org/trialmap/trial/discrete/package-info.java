/** Spikes and events: lists of what happened at which sample, as Syncopy's SpikeData and EventData have it. Uses {@code trial} and what that uses. Promised. */
package org.trialmap.trial.discrete;
