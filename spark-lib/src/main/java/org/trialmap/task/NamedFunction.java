package org.trialmap.task;

import java.util.List;

/** A function object that knows better than its class what it is called, for example because it calls a method chosen by name. */
public interface NamedFunction {
    /** The class that does the work, for noticing that its code has changed; null if it is not a class. */
    default Class<?> code() {
        return getClass();
    }

    /** Programs and scripts that do the work, as paths, absolute or relative to the working directory. */
    default List<String> programs() {
        return List.of();
    }

    /** Texts made of an input that may be paths of files, beside the input's own values. */
    default List<String> paths(Object input) {
        return List.of();
    }

    /** Short name, used for result files. */
    String name();

    /** What is called, in full: part of the plan's identity. */
    String function();
}
