package org.trialmap.store;

import java.io.Closeable;
import java.io.IOException;

/** One attempt to write the results of one partition, on an executor. */
public final class PayloadAttempt implements Closeable {
    PayloadAttempt() {}

    /**
     * Adds the result of one task.
     *
     * @throws UnfitResultException if the result cannot be stored or does not fit: that task has failed, the attempt stays usable
     */
    public void add(int task, Object result) throws IOException {
        throw new UnsupportedOperationException();
    }

    public PayloadCommit commit() throws IOException {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() throws IOException {
        throw new UnsupportedOperationException();
    }
}
