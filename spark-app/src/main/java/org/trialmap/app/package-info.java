/**
 * The command line {@code trialmap}: {@link org.trialmap.app.Main} and its commands, each in the package of its name. {@code cli} is below all commands; {@code exec} uses {@code map}.
 */
package org.trialmap.app;
