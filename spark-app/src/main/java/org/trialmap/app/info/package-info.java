/** {@code trialmap info}, {@code gather}, {@code report}, {@code log}, {@code clean}, {@code completion}: what a file is, making one file of a run, what runs there are. Uses {@code cli}. */
package org.trialmap.app.info;
