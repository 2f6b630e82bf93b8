package org.trialmap.parallel.closure;

/** A function, an input or a shared value cannot be sent to other processes. The message names the captured field or variable and the cure. */
public final class NotSerializableFunctionException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    public NotSerializableFunctionException(String message, Throwable cause) {
        super(message, cause);
    }
}
