package org.trialmap.task;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PairTest {
    @Test
    void printsAsPythonsTuple() {
        assertEquals("(1, a)", new Pair<>(1, "a").toString());
        assertEquals("(null, (2, 3))", new Pair<>(null, new Pair<>(2, 3)).toString());
    }
}
