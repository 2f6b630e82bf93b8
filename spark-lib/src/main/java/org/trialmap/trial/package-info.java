/** Recordings: samples x channels cut into trials, selections, and chunks that read their samples where they are worked on. No Spark. */
package org.trialmap.trial;
