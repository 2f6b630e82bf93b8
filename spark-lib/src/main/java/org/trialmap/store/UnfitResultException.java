package org.trialmap.store;

/** A task's result cannot be stored, or does not fit the results of the other tasks. The text names the task and the cure. */
public final class UnfitResultException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    public UnfitResultException(String message) {
        super(message);
    }
}
