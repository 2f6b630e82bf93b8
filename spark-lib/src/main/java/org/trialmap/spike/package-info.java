/**
 * Spike trains: what is computed of the times of spikes, with the names of Elephant's functions, and trains that are made. Knows arrays and random streams: no files, no trials,
 * no Spark. Promised.
 */
package org.trialmap.spike;
