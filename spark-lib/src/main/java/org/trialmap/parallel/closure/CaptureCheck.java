package org.trialmap.parallel.closure;

import java.io.IOException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trialmap.parallel.ParallelMap;

/**
 * Names what a function has captured that is better shared: it is sent with every partition and, if a call could change it, read again for every task.
 *
 * @param user the function as the user wrote it
 * @param limit bytes from which on it is refused
 */
public record CaptureCheck(Object user, long limit) {
    private static final Logger LOG = LoggerFactory.getLogger("org.trialmap.parallel.ParallelMap");
    private static final long LARGE = 1 << 20;

    /**
     * @param bytes of the whole function, serialized
     * @throws NotSerializableFunctionException if it is above the limit
     */
    public void check(long bytes) {
        if (bytes <= LARGE) {
            return;
        }
        String large = "The function " + FunctionIdentity.inFull(user) + " has captured " + size(bytes) + largest() + ", which is sent with every partition and read again for every"
                + " task. Share it instead: shared = pmap.share(value) before the map, shared.value() inside the function.";
        if (bytes > limit) {
            throw new NotSerializableFunctionException(large + " More than " + size(limit) + " must be allowed: captureLimit(bytes).", null);
        }
        LOG.warn(large);
    }

    private static String size(long bytes) {
        return String.format(Locale.ROOT, "%.1f MiB", bytes / (double) LARGE);
    }

    /** The largest captured value, for example {@code , 7.6 MiB of it in 'table' (double[])}. */
    private String largest() {
        return CapturedValues.of(user).entrySet().stream().filter(entry -> entry.getValue() != null).max(Comparator.comparingLong(entry -> bytes(entry.getValue())))
                .map(entry -> ", " + size(bytes(entry.getValue())) + " of it in " + entry.getKey() + " (" + entry.getValue().getClass().getTypeName() + ")").orElse("");
    }

    private static long bytes(Object value) {
        try {
            return JavaCodec.encode(value, new LinkedHashMap<>(), type -> {}).length;
        } catch (IOException e) {
            throw new IllegalStateException("The whole function was encoded before.", e);
        }
    }
}
