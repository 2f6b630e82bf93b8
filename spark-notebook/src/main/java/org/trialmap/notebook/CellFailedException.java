package org.trialmap.notebook;

/** A cell does not compile, or has thrown what the kernel cannot hand on as it is. Its text is all that the user needs. */
final class CellFailedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    CellFailedException(String said) {
        super(said.stripTrailing());
    }

    CellFailedException(String said, Throwable cause) {
        super(said.stripTrailing(), cause);
    }
}
