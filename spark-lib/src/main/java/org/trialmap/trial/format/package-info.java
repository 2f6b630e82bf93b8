/**
 * Readers of recordings that other programs write: one small class per format says where the samples lie, and one reader reads those at places of a formula. Uses
 * {@code array}, {@code support} and {@code hdf5} (MATLAB's files), knows nothing of trials. Not promised.
 */
package org.trialmap.trial.format;
