package org.trialmap.store;

import java.io.IOException;
import java.io.Serializable;

/** Where and how executors write results; small, travels with the tasks. */
public final class PayloadTarget implements Serializable {
    private static final long serialVersionUID = 1;

    PayloadTarget() {}

    /** Begins an attempt to write the results of {@code tasks} (ascending indices). */
    public PayloadAttempt begin(int partition, int attempt, int[] tasks) throws IOException {
        throw new UnsupportedOperationException();
    }
}
