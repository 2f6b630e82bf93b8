/** {@code trialmap notebook}: tells Jupyter of the kernels, which are in a jar of their own. Uses {@code cli}. */
package org.trialmap.app.notebook;
