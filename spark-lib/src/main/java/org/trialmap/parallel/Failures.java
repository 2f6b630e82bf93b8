package org.trialmap.parallel;

import org.trialmap.parallel.closure.JavaCodec;
import org.trialmap.support.ExceptionText;
import org.trialmap.support.Hosts;
import org.trialmap.task.TaskFailure;

/** Turns exceptions into failures that can be sent: text only, since the user's exception class may not exist on the other side. */
final class Failures {
    private Failures() {}

    static TaskFailure of(int index, String label, Throwable thrown, int attempts) {
        ExceptionText text = ExceptionText.of(thrown);
        return new TaskFailure(index, label, text.type(), text.message(), ExceptionText.trace(thrown), Hosts.name(), attempts);
    }

    /** The exception as bytes; null if it cannot be serialized, or not be described, so that its text must do. */
    static byte[] encoded(Throwable thrown) {
        try {
            return ExceptionText.isPrintable(thrown) ? JavaCodec.encode(thrown) : null;
        } catch (Throwable e) { // writeObject is the user's code
            return null;
        }
    }

    /** The exception itself where it could be serialized and its class is known here; else its text in a {@link RemoteTaskException}. */
    static Throwable cause(TaskFailure failure, byte[] encoded) {
        try {
            if (encoded != null && JavaCodec.decode(encoded) instanceof Throwable thrown && ExceptionText.isPrintable(thrown)) {
                return thrown;
            }
        } catch (Throwable e) { // readObject is the user's code, and its class may not be on this side
            return new RemoteTaskException(failure);
        }
        return new RemoteTaskException(failure);
    }
}
