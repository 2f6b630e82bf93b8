package org.trialmap.parallel;

/** A function, an input or a shared value cannot be sent to other processes. The message names the captured field or variable and the cure. */
public final class CannotTravelException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    CannotTravelException(String message, Throwable cause) {
        super(message, cause);
    }
}
