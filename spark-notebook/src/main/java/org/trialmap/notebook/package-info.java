/**
 * Jupyter kernels for Java (the JDK's JShell) and Scala (its REPL), both in the driver's own process. Uses {@code parallel} and {@code store} for what it displays. Not promised:
 * {@code trialmap notebook install} is the door.
 */
package org.trialmap.notebook;
