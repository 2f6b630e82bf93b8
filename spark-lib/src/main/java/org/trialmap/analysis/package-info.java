/** Analyses of recordings, one class per method: options, what the result looks like, and what is computed of a trial; and what runs them. */
package org.trialmap.analysis;
