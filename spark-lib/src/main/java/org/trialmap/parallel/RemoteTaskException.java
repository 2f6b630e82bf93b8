package org.trialmap.parallel;

import org.trialmap.task.TaskFailure;

/** Stands for an exception of another process that could not be serialized; its text has that exception's stack trace. */
final class RemoteTaskException extends RuntimeException {
    private static final long serialVersionUID = 1;

    RemoteTaskException(TaskFailure failure) {
        super(failure.stackTrace(), null, false, false);
    }
}
