/** A process that waits for the next command, started and warm: what it must have in common with that command, the hand-over, its end. Uses {@code cli}. */
package org.trialmap.app.resident;
