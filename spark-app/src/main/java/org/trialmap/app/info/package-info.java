/** {@code trialmap info}, {@code gather}, {@code completion}: what a file is, making one file of a run. Uses {@code cli}. */
package org.trialmap.app.info;
