/** {@code trialmap exec}: programs as functions. Uses {@code cli} and {@code map}. */
package org.trialmap.app.exec;
