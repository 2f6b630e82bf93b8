package org.trialmap.parallel;

/** A class of the user's is not on the class path of this process: another executor may have it. */
final class MissingClassException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    MissingClassException(String message, Throwable cause) {
        super(message, cause);
    }
}
