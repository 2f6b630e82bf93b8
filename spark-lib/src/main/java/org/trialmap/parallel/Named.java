package org.trialmap.parallel;

/** A function object that knows better than its class what it is called, for example because it calls a method chosen by name. */
public interface Named {
    /** Short name, used for result files. */
    String name();

    /** What is called, in full: part of the plan's identity. */
    String function();
}
