package org.trialmap.parallel.closure;

/** A function that does no more than call another one in a prepared environment: it is the other one that names, plans and messages are about. */
public interface Wrapper {
    /** The function that is called. */
    Object wrapped();
}
