/**
 * Results on disk: containers, payload files, the journal of a run, resuming and gathering, locks and rights in shared folders. Uses {@code hdf5}, {@code task}, {@code array},
 * {@code support}. Promised: what {@link org.trialmap.store.SavedResults} and {@link org.trialmap.store.SaveOptions} need.
 */
package org.trialmap.store;
