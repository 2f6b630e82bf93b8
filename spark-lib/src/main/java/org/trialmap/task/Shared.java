package org.trialmap.task;

import java.io.Serializable;

/**
 * A large value that many tasks read: it is sent once to each process, where all tasks use the same object. Capture the handle in the function,
 * call {@link #value()} inside; never write into the value.
 */
public interface Shared<T> extends Serializable {
    T value();

    /** Serialized size of the value, in bytes. */
    long bytes();
}
