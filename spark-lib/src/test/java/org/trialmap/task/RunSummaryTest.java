package org.trialmap.task;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.trialmap.store.Json;

class RunSummaryTest {
    private final Locale before = Locale.getDefault();

    @AfterEach
    void localeAsBefore() {
        Locale.setDefault(before);
    }

    private static RunSummary took(double runSeconds, double callSeconds) {
        return new RunSummary(500, 498, 2, 3, 40, 4, runSeconds + 19.5, new RunSummary.Phases(1.5, 18, runSeconds, 0), callSeconds, 0.0625, 1_234_567, 500_000_000, "local[4]");
    }

    @Test
    void aLineHasAllFiguresInAnyLocale() {
        Locale.setDefault(Locale.GERMANY);
        assertEquals("498 of 500 tasks ran in 10.00 s on local[4] (4 slots, 40 partitions): start-up 1.50 s, waiting for workers 18.00 s,"
                + " gathering 0.25 s, calls 30.00 s, efficiency 75%, longest call 0.063 s, 3 retried, 2 failed, 1,234,567 bytes written", took(10, 30).gathered(0.25).line());
    }

    @Test
    void gatheringIsPartOfTheWhole() {
        assertEquals(29.5, took(10, 30).wallSeconds());
        assertEquals(29.75, took(10, 30).gathered(0.25).wallSeconds());
        assertEquals(new RunSummary.Phases(1.5, 18, 10, 0.25), took(10, 30).gathered(0.25).phases());
        assertEquals(500_000_000, took(10, 30).gathered(0.25).peakMemoryBytes());
    }

    @Test
    void whatAnOlderVersionWroteCountsAsRunning() throws IOException {
        RunSummary read = Json.MAPPER.readValue("{\"tasks\": 1, \"ran\": 1, \"wallSeconds\": 7.0, \"bytesWritten\": 8, \"master\": \"serial\"}", RunSummary.class);
        assertEquals(new RunSummary(1, 1, 0, 0, 0, 0, 7, null, 0, 0, 8, 0, "serial"), read);
        assertEquals(new RunSummary.Phases(0, 0, 7, 0), new RunSummary(1, 1, 0, 0, 1, 1, 7, null, 7, 7, 0, 0, "serial").phases());
    }

    @Test
    void efficiencyIsTheShareOfTheSlotsTimeWhileTasksRan() {
        assertEquals(0.75, took(10, 30).efficiency());
        assertEquals(0, took(10, 0).efficiency());
        assertEquals(1, took(10, 40.001).efficiency(), "clocks that differ a little do not make more than everything");
        assertEquals(0, took(0, 0).efficiency());
    }
}
