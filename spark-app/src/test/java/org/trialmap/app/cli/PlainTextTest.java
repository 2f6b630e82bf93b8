package org.trialmap.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PlainTextTest {
    @Test
    void controlSequencesAreTakenOut() {
        assertEquals("red text, link, \ufffdbell", PlainText.of("\33[1;31mred\33[0m text, \33]8;;http://x\7link\33]8;;\33\\, \7bell"));
        assertEquals("a\tb\nc", PlainText.of("a\tb\r\nc"));
        assertEquals("\ufffd\ufffd\ufffd", PlainText.of("\0\u009b\u202e"));
    }

    @Test
    void ofAProgressBarTheLastStateIsLeft() {
        assertEquals("100 %\nfailed", PlainText.of("  0 %\r 50 %\r100 %\nfailed\r"));
    }

    @Test
    void longLinesAndTextsAreCutAndCounted() {
        assertEquals("x".repeat(1000) + "... (999001 more characters)\nend", PlainText.of("x".repeat(1_000_001) + "\nend"));
        assertEquals("y\n".repeat(15_000) + "... (4 more characters)", PlainText.of("y\n".repeat(15_002)));
        assertEquals("z".repeat(999) + "... (3 more characters)", PlainText.of("z".repeat(999) + "\ud83d\ude00z"));
    }
}
