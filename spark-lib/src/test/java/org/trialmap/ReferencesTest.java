package org.trialmap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/** What is missing skips a test, or fails it where references are required. */
class ReferencesTest {
    @Test
    void whatIsMissingSkipsOrFails() {
        References.need(true, "a moon", true);
        References.need(true, "a moon", false);
        assertEquals("Missing, though TRIALMAP_REFERENCES=required: a moon",
                assertThrows(AssertionFailedError.class, () -> References.need(false, "a moon", true)).getMessage());
        assertEquals("Assumption failed: missing: a moon", assertThrows(TestAbortedException.class, () -> References.need(false, "a moon", false)).getMessage());
    }
}
