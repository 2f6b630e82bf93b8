/** Handling data: parts of them in a container of their own, arithmetic of two results, or of one and a number. Uses {@code analysis} and {@code trial}. */
package org.trialmap.analysis.data;
