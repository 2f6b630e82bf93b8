package org.trialmap.app.exec;

/** A program that a task ran did not do its work. The text has its exit code and the end of its stderr. */
final class ProgramFailedException extends Exception {
    private static final long serialVersionUID = 1;

    ProgramFailedException(String message) {
        super(message);
    }
}
