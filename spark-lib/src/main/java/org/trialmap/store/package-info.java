/**
 * Results on disk as users see them: {@link org.trialmap.store.SavedResults} opens them, {@link org.trialmap.store.SaveOptions} says how they are saved. Uses {@code hdf5}, {@code task},
 * {@code array}, {@code support}. Promised.
 */
package org.trialmap.store;
