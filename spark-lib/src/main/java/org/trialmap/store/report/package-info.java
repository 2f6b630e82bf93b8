/**
 * What happened in a run: {@code trace.csv} with a line for each task, and {@code report.html}, a page that is made from what a run has recorded. Uses {@code store}, {@code task}. Not promised.
 */
package org.trialmap.store.report;
