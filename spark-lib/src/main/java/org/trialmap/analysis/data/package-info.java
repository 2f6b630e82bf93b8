/** Handling data: parts of them in a container of their own, other trials cut from theirs, artifacts, arithmetic of two results, or of one and a number. Uses {@code analysis}, {@code trial} and {@code parallel}. */
package org.trialmap.analysis.data;
