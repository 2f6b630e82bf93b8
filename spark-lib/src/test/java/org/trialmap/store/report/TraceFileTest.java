package org.trialmap.store.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceFileTest {
    private static final long START = 1_790_000_000_123_456L;

    @TempDir
    private Path folder;

    private void append(TracedCall... calls) throws IOException {
        try (TraceFile trace = new TraceFile(folder)) {
            trace.add(run -> List.of(calls));
        }
    }

    @Test
    void aLineForEachTaskInWordsThatRAndPandasRead() throws IOException {
        append(new TracedCall(0, 1, true, "node3", START, 2_000_123, 1), new TracedCall(17, 1, false, "a,\"b\"\n", START + 1, 5, 3), new TracedCall(18, 1, false, "", 0, 0, 4));
        assertEquals("""
                task,run,status,host,start,seconds,attempts
                0,1,ok,node3,2026-09-21T14:13:20.123456Z,2.000123,1
                17,1,failed,a__b__,2026-09-21T14:13:20.123457Z,0.000005,3
                18,1,failed,,,,4
                """, Files.readString(folder.resolve("trace.csv")));
    }

    @Test
    void whatIsReadIsWhatWasWritten() throws IOException {
        TracedCall[] calls = {new TracedCall(0, 1, true, "node3", START, 2_000_123, 1), new TracedCall(18, 1, false, "", 0, 0, 4), new TracedCall(18, 2, true, "node4", START, 999_999, 1)};
        append(calls);
        assertEquals(new TraceFile.Content(List.of(calls), ""), TraceFile.read(folder));
    }

    @Test
    void aResumedRunHasTheNextNumberAndATornLineIsCutOff() throws IOException {
        for (int i = 0; i < 3; i++) {
            try (TraceFile trace = new TraceFile(folder)) {
                trace.add(run -> List.of(new TracedCall(run, run, true, "n", START, 1, 1)));
            }
            Files.writeString(folder.resolve("trace.csv"), "9,9,ok", StandardOpenOption.APPEND);
        }
        TraceFile.Content content = TraceFile.read(folder);
        assertEquals(List.of(1, 2, 3), content.calls().stream().map(TracedCall::run).toList());
        assertEquals("Lines of trace.csv that cannot be read: 1.", content.notice());
    }

    @Test
    void nothingIsMadeBeforeThereIsSomethingToWrite() throws IOException {
        new TraceFile(folder).close();
        assertTrue(Files.notExists(folder.resolve("trace.csv")));
        assertEquals(new TraceFile.Content(List.of(), "This run has no trace.csv: it ran no task, has more than 1000000 tasks, or was made by a version that wrote none."), TraceFile.read(folder));
    }

    @Test
    void aTraceThatIsVeryLargeIsNotRead() throws IOException {
        append(IntStream.range(0, 500_000).mapToObj(task -> new TracedCall(task, 1, true, "node", START, 1, 1)).toArray(TracedCall[]::new));
        assertEquals(new TraceFile.Content(List.of(), "trace.csv has " + Files.size(folder.resolve("trace.csv")) + " bytes; calls are shown up to 25165824."), TraceFile.read(folder));
    }
}
