/**
 * A run that writes results: its folder and plan, payload files, the journal of what is safely on disk, resuming, gathering, locks and rights in shared folders. Uses {@code store},
 * {@code hdf5}, {@code task}. Not promised, but for {@link org.trialmap.store.run.Gather}.
 */
package org.trialmap.store.run;
