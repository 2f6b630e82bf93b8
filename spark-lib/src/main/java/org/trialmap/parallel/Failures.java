package org.trialmap.parallel;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.IdentityHashMap;
import java.util.Map;
import org.trialmap.task.Inputs;
import org.trialmap.task.TaskFailure;

/** Turns exceptions into failures that travel: text only, since the user's exception class may not exist on the other side. */
final class Failures {
    private Failures() {}

    static TaskFailure of(int index, Object input, Throwable thrown, int attempts) {
        Throwable root = root(thrown);
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        return new TaskFailure(index, Inputs.labelOf(input), root.getClass().getName(), root.getMessage() == null ? "" : root.getMessage(), trace.toString(), host(),
                attempts);
    }

    /** The exception as bytes; null if it holds something that cannot travel. */
    static byte[] encoded(Throwable thrown) {
        try {
            return Codec.encode(thrown);
        } catch (IOException | RuntimeException e) {
            return null;
        }
    }

    /** The exception itself where it could travel and its class is known here; else its text in a {@link RemoteTaskException}. */
    static Throwable cause(TaskFailure failure, byte[] encoded) {
        try {
            if (encoded != null && Codec.decode(encoded) instanceof Throwable thrown) {
                return thrown;
            }
        } catch (RuntimeException e) {
            // its class is not on this side: the text has all that a reader needs
        }
        return new RemoteTaskException(failure);
    }

    static Throwable root(Throwable thrown) {
        Map<Throwable, Boolean> seen = new IdentityHashMap<>();
        Throwable root = thrown;
        while (root.getCause() != null && seen.put(root, true) == null) {
            root = root.getCause();
        }
        return root;
    }

    static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
