/**
 * What all commands share: the Spark session, options of runs and selections, converters, error messages, exit codes, Ctrl-C, logging, the proxy of the web pages. Uses the library and {@code cluster}.
 */
package org.trialmap.app.cli;
