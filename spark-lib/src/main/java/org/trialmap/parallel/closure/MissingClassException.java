package org.trialmap.parallel.closure;

/** A class of the user's is not on the class path of this process: another executor may have it. */
public final class MissingClassException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    MissingClassException(String message, Throwable cause) {
        super(message, cause);
    }
}
