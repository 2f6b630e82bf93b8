package org.trialmap.task;

import java.io.Serializable;

/** A pair of values: an element of {@link Inputs#zip} or {@link Inputs#grid}. */
public record Pair<A, B>(A first, B second) implements Serializable {
    @Override
    public String toString() {
        return "(" + first + ", " + second + ")";
    }
}
