package org.trialmap.store;

/** A task's result, or all that a function can return, cannot be stored, or does not fit the results of the other tasks. The text names the task or function and the cure. */
public final class UnfitResultException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    public UnfitResultException(String message) {
        super(message);
    }
}
