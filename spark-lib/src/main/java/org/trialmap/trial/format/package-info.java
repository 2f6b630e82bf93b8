/**
 * Readers of recordings that other programs write: one small class per format says where the samples lie, and one reader reads them. Uses {@code array} and
 * {@code support}, knows nothing of trials. Not promised.
 */
package org.trialmap.trial.format;
