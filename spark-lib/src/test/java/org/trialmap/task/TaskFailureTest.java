package org.trialmap.task;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TaskFailureTest {
    private static TaskFailure failure(String type, String message, int attempts) {
        return new TaskFailure(17, "trial 18, channels 8..15", type, message, "at ...", "node3", attempts);
    }

    @Test
    void describesWhatWhereAndWhy() {
        assertEquals("Task 17 of 500 (trial 18, channels 8..15) failed on node3: IllegalArgumentException: 12 channels, selection asks for 16.",
                failure("java.lang.IllegalArgumentException", "12 channels, selection asks for 16.", 1).describe(500));
    }

    @Test
    void saysHowOftenItWasTried() {
        assertEquals("Task 17 of 500 (trial 18, channels 8..15) failed on node3 after 3 attempts: IOException: gone", failure("java.io.IOException", "gone", 3).describe(500));
    }

    @Test
    void anEmptyMessageLeavesNoColonBehind() {
        assertEquals("Task 17 of 500 (trial 18, channels 8..15) failed on node3: StackOverflowError", failure("java.lang.StackOverflowError", "", 1).describe(500));
    }

    @Test
    void namesNestedClassesAsTheSourceDoes() {
        assertEquals("Task 17 of 500 (trial 18, channels 8..15) failed on node3: Outer.Inner: m", failure("org.lab.Outer$Inner", "m", 0).describe(500));
        assertEquals("Task 17 of 500 (trial 18, channels 8..15) failed on node3: NoPackage: m", failure("NoPackage", "m", 0).describe(500));
    }

    @Test
    void printsAtMostFourLines() {
        String trace = "java.lang.IllegalStateException: no luck\n\tat a.B.c(B.java:1)\n\tat a.B.d(B.java:2)\n\tat a.B.e(B.java:3)\n\tat a.B.f(B.java:4)\n";
        assertEquals("Task 17 (trial 18) failed on node3 after 2 attempts: IllegalStateException: no luck\n  at a.B.c(B.java:1)\n  at a.B.d(B.java:2)\n  at a.B.e(B.java:3)",
                new TaskFailure(17, "trial 18", "java.lang.IllegalStateException", "no luck\nmore\nlines", trace, "node3", 2).toString());
        assertEquals("Task 17 (trial 18) failed: NotRun", new TaskFailure(17, "trial 18", "NotRun", "", "", "", 0).toString());
    }
}
