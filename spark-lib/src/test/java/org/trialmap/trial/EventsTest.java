package org.trialmap.trial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trialmap.trial.format.EdfFiles;

/** Events of recordings and of tables, and trials around them; samples are compared with slices of NumPy. */
class EventsTest {
    private static final String CORRECT = " Correct trials(...).";

    @TempDir
    Path folder;

    private Recording edf(String kind, String starts, String... tals) {
        EdfFiles.python(folder, """
                starts = STARTS
                more = MORE
                tals = ['+%s\\x14\\x14\\0' % t + (more[k] if k < len(more) else '') for k, t in enumerate(starts)]
                s = [Signal('Fz', 100), Signal('Cz', 100), Signal('EDF Annotations', 60, tals=tals)]
                write('a.edf', s, len(starts), kind='KIND')
                x = np.stack([values(y) for y in s[:2]], 1)
                np.save(folder + 'x.npy', x)
                """.replace("STARTS", starts).replace("MORE", "[" + String.join(", ", List.of(tals).stream().map(tal -> "'" + tal + "'").toList()) + "]").replace("KIND", kind));
        return open("a.edf");
    }

    private Recording open(String name) {
        try {
            return Recording.open(folder.resolve(name));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static List<String> texts(List<Event> events) {
        return events.stream().map(event -> event.sample() + " " + event.seconds() + " " + event.durationSeconds() + " " + event.value()).toList();
    }

    private static List<String> trials(Recording recording) {
        TrialDefinition trials = recording.trials();
        return java.util.stream.IntStream.range(0, trials.count()).mapToObj(k -> trials.start(k) + " " + trials.stop(k) + " " + trials.offset(k)).toList();
    }

    private void refuses(org.junit.jupiter.api.function.Executable what, String text) {
        assertEquals(text, assertThrows(Exception.class, what).getMessage().replace(folder.toString(), "F"));
    }

    @Test
    void annotationsAreEventsAtTheTimeOfTheFirstRecord() throws IOException {
        Recording recording = edf("EDF+C", "[0.5, 1.5, 2.5]", "+0.5\\x150.25\\x14go\\x14\\0+0.75\\x14left\\x14\\u00fcber\\x14\\0", "+0.9\\x14late\\x14\\0", "+9.0\\x14beyond\\x14\\0");
        assertEquals(List.of("0 0.0 0.25 go", "25 0.25 0.0 left", "25 0.25 0.0 \u00fcber", "40 0.4 0.0 late", "850 8.5 0.0 beyond"), texts(recording.events()));
    }

    @Test
    void timesBehindAGapAreThoseOfTheRecordsThere() throws IOException {
        Recording recording = edf("EDF+D", "[0, 1, 10, 11]", "+0.5\\x14a\\x14\\0", "+5\\x14in the gap\\x14\\0", "+10.25\\x14a\\x14\\0", "+11.9\\x14a\\x14\\0");
        assertEquals(List.of("50 0.5 0.0 a", "-1 5.0 0.0 in the gap", "225 10.25 0.0 a", "390 11.9 0.0 a"), texts(recording.events()));
        Recording around = recording.around(recording.events(), List.of("a"), 0.1, 0.2);
        assertEquals(List.of("40 70 -10", "215 245 -10"), trials(around));
        assertEquals(List.of(new TrialChunks.Dropped(2, "the event 'a' at 11.9 s would need samples that the recording does not have")), around.withoutTrial());
        assertEquals(List.of("10 200 -40"), trials(recording.around(recording.events(), List.of("a"), 0.4, 1.5))); // the others would go over a gap or the end
    }

    @Test
    void aTriggerChannelHasAnEventWhereItsNumberChanges() throws IOException {
        EdfFiles.python(folder, """
                n = np.zeros(200, int); n[:5] = 9; n[20:30] = 3; n[30:40] = 4; n[100] = 3 + 0x1000; n[150:] = 255; n += 0x100000; n[160:] -= 0x800000
                write('a.bdf', [Signal('Fz', 100), Signal('Status', 100, numbers=n)], 2, bdf=True)
                """);
        assertEquals(List.of("20 0.2 0.0 3", "30 0.3 0.0 4", "100 1.0 0.0 4099", "150 1.5 0.0 255"), texts(open("a.bdf").events()));
    }

    @Test
    void trialsAroundEventsAreThoseSlices() throws IOException {
        Recording recording = edf("EDF+C", "[0, 1, 2]", "+0.05\\x14S  1\\x14\\0", "+1.204\\x14S 12\\x14\\0", "+2.0\\x14S  1\\x14\\0+2.1\\x14R  1\\x14\\0");
        Recording around = recording.around(recording.events(), List.of("S12", "S 1"), 0.1, 0.25);
        assertEquals(List.of("110 145 -10", "190 225 -10"), trials(around));
        assertEquals("the event 'S  1' at 0.05 s would need samples that the recording does not have", around.withoutTrial().get(0).reason());
        RecordingFiles.python(folder, "x = np.load(folder + 'x.npy')\nopen(folder + 'expected', 'wb').write(np.concatenate([x[110:145], x[190:225]]).tobytes())");
        byte[] expected = Files.readAllBytes(folder.resolve("expected"));
        assertArrayEquals(java.util.Arrays.copyOf(expected, expected.length / 2), around.trial(0).array().toBytes().array());
        assertArrayEquals(java.util.Arrays.copyOfRange(expected, expected.length / 2, expected.length), around.trial(1).array().toBytes().array());
        assertEquals(-0.1, around.trial(0).time()[0]);
        assertEquals(List.of("event"), around.trials().columnNames());
        assertArrayEquals(new double[] {12, 1}, around.trials().info().doubles());
        assertArrayEquals(around.trial(1).array().floats(), around.data().trial(1).floats());
        assertNotEquals(recording.identity(), around.identity());
        assertEquals(2, around.chunks(Selection.all().trials("event=S12,S1")).size());
        assertEquals(1, around.chunks(Selection.all().trials("event=S 12")).size());
    }

    @Test
    void whatCannotBeCutIsRefused() throws IOException {
        Recording recording = edf("EDF+C", "[0, 1, 2]", "+0.05\\x14go\\x14\\0+0.5\\x14stop\\x14\\0+0.6\\x14go\\x14\\0");
        List<Event> events = recording.events();
        refuses(() -> recording.around(events, List.of("goo"), 0.1, 0.1), "There is no event 'goo' in F/a.edf. Did you mean 'go'? The events and how many there are: go (2), stop (1)."
                + " Correct around(...).");
        refuses(() -> recording.around(List.of(), List.of("go"), 0.1, 0.1), "F/a.edf has no events. Trials are cut around events. Give them with events(...).");
        refuses(() -> recording.around(events, List.of("stop"), 1, 9), "None of the 1 events in F/a.edf has a whole trial: the event 'stop' at 0.5 s would need samples that the recording"
                + " does not have, for example. Nothing is padded, and no trial goes over a gap. Narrow around(...).");
        refuses(() -> recording.around(events, List.of("stop"), 0.001, 0.001), "The window from 0.001 s before to 0.001 s after an event has no sample at 100.0 Hz. Widen around(...).");
        refuses(() -> recording.around(events, List.of("stop"), Double.NaN, 1), "The window from NaN s before to 1.0 s after an event is not finite. Correct around(...).");
        Path cut = RecordingFiles.h5py(folder, "cut.h5", "f.attrs['samplerate'] = 100.0\nf['data'] = np.zeros((2, 50, 3))");
        refuses(() -> Recording.open(cut).around(events, List.of("go"), 0.1, 0.1), "/data of F/cut.h5 has an axis of trials, so it is cut already. Trials around events are cut from continuous"
                + " recordings. Leave out around(...).");
    }

    private Recording withTable() throws IOException {
        Path file = RecordingFiles.h5py(folder, "c.h5", "f.attrs['samplerate'] = 100.0\nf['data'] = np.arange(2000.0).reshape(1000, 2)");
        Recording recording = Recording.open(file);
        Files.writeString(folder.resolve("e.tsv"), "onset\tduration\ttrial_type\tstim\tresponse_time\n1.0\t0.5\tgo\t3\t0.31\n2\tn/a\tnogo\t4\tn/a\n3.004\t0\tgo\t4\t0.2\n\n");
        return recording.around(recording.events(folder.resolve("e.tsv")), List.of("go", "nogo"), 0.5, 0.5);
    }

    @Test
    void columnsOfATableSelectTrials() throws IOException {
        Recording around = withTable();
        assertEquals(List.of("50 150 -50", "150 250 -50", "250 350 -50"), trials(around));
        assertEquals(List.of("event", "trial_type", "stim", "response_time"), around.trials().columnNames());
        assertArrayEquals(new double[] {1, 1, 3, 0.31, 2, 2, 4, Double.NaN, 1, 1, 4, 0.2}, around.trials().info().doubles());
        assertArrayEquals(new int[] {1, 2}, around.chunks(Selection.all().trials("stim=4")).trials());
        assertArrayEquals(new int[] {0, 1, 2}, around.chunks(Selection.all().trials("stim=4,3.0")).trials());
        assertArrayEquals(new int[] {2}, around.chunks(Selection.all().trials("stim=3,4,event=go,response_time=0.2")).trials());
        assertArrayEquals(new int[] {2}, around.data().select(Selection.all().trials("stim=4,event=go")).trialPositions());
        Selection nothing = Selection.all().trials("stim=3,event=nogo");
        refuses(() -> around.chunks(nothing), "No trial meets all conditions of 'stim=3,event=nogo', though some meet each of them. There would be nothing to compute." + CORRECT);
        refuses(() -> around.chunks(Selection.all().trials("stim=5")), "No trial has the stim '5'. Did you mean '3'? There are 3 (1), 4 (2)." + CORRECT);
        refuses(() -> around.chunks(Selection.all().trials("stym=3")), "The trials have no column 'stym'. Did you mean 'stim'? They have event, trial_type, stim, response_time." + CORRECT);
        refuses(() -> Selection.all().trials("3,stim=3"), "The trial selection '3,stim=3' has the entry '3'. A condition is NAME=VALUE or NAME=VALUE,VALUE, and positions are not mixed with"
                + " conditions. Write for example stim=3,4,response=1 (stim is 3 or 4, and response is 1) in trials(...).");
        refuses(() -> around.around(List.of(), List.of(), 1, 1), "/data of F/c.h5 has no events. Trials are cut around events. Give them with events(...).");
    }

    @Test
    void theExampleOfTheDocumentationRuns() throws IOException {
        Path file = edf("EDF+C", "[0, 1, 2]", "+0.5\\x14go\\x14\\0", "+1.5\\x14stop\\x14\\0").path();
        // tag::around[]
        Recording recording = Recording.open(file);                                  // .edf, .vhdr, .h5, ...
        List<Event> events = recording.events();                                     // or events(Path.of("events.tsv"))
        Recording trials = recording.around(events, List.of("go", "stop"), 0.2, 0.8); // 0.2 s before to 0.8 s after each
        TrialChunks go = trials.chunks(Selection.all().trials("event=go"));
        // end::around[]
        assertEquals(1, go.size());
        assertEquals(List.of("30 130 -20", "130 230 -20"), trials(trials));
    }

    @Test
    void freeColumnsWithoutNamesAreNumbered() throws IOException {
        Path file = RecordingFiles.h5py(folder, "t.h5",
                "f.attrs['samplerate'] = 100.0\nf['data'] = np.zeros((100, 2))\nf['trialdefinition'] = [[0, 10, 0, 7, 1], [10, 20, 0, 8, 1], [20, 30, 0, 7, 2]]");
        assertArrayEquals(new int[] {0, 2}, Recording.open(file).chunks(Selection.all().trials("info1=7")).trials());
        Path stamps = RecordingFiles.h5py(folder, "s.h5", "f.attrs['samplerate'] = 100.0\nf['data'] = np.zeros((100, 2))\nf['trialdefinition'] = np.array([[0, 10, 0, 1700000000123456789],"
                + " [10, 20, 0, 1700000000123456790]])");
        assertArrayEquals(new int[] {1}, Recording.open(stamps).chunks(Selection.all().trials("info1=1700000000123456790")).trials());
        assertEquals(List.of("info1", "info2"), Recording.open(file).trials().columnNames());
        refuses(() -> open("t.h5").chunks(Selection.all().trials("stim=3")), "The trials have no column 'stim'. They have info1, info2." + CORRECT);
        RecordingFiles.h5py(folder, "n.h5", "f.attrs['samplerate'] = 100.0\nf['data'] = np.zeros((100, 2))");
        refuses(() -> open("n.h5").chunks(Selection.all().trials("stim=3")), "The trials have no column 'stim'. They have no columns besides start, stop and offset, so they are selected by"
                + " position." + CORRECT);
    }

    @Test
    void namesOfColumnsMustFitTheTrials() {
        String file = "f.attrs['samplerate'] = 100.0\nf['data'] = np.zeros((100, 2))\nf['trialdefinition'] = [[0, 10, 0, 1], [10, 20, 0, 2]]\nf['trialinfo_column'] = ['stim']\n";
        RecordingFiles.h5py(folder, "g.h5", file + "f['trialinfo'] = [['left'], ['right']]");
        assertArrayEquals(new int[] {1}, open("g.h5").chunks(Selection.all().trials("stim=right")).trials());
        RecordingFiles.h5py(folder, "h.h5", file + "f['trialinfo'] = [['left'], ['right'], ['left']]");
        refuses(() -> open("h.h5"), "/trialinfo of F/h.h5 has shape (3, 1) and /trialinfo_column (1,), but 2 trials with 1 free columns are defined. They name these columns, so the file was"
                + " changed in part. Correct the file, or remove both datasets.");
        RecordingFiles.h5py(folder, "i.h5", file + "f['trialinfo'] = [1.0, 2.0]");
        assertEquals(List.of("info1"), open("i.h5").trials().columnNames());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {"onset,event\\n1.5,\"a, \"\"b\"\"\"|a, \"b\"", "sample;value\\n150;x y|x y", "\ufeffOnset\tStim\\r\\n1.5\t3|3"})
    void tablesAreReadAsTheyAreWritten(String text, String value) throws IOException {
        withTable();
        Path table = Files.writeString(folder.resolve("t.csv"), text.replace("\\n", "\n").replace("\\r", "\r"));
        Event event = open("c.h5").events(table).get(0);
        assertEquals(150, event.sample());
        assertEquals(value, event.value());
    }

    private void damagedTable(String text, String error) throws IOException {
        Path table = Files.writeString(folder.resolve("d.csv"), text);
        refuses(() -> open("c.h5").events(table), error);
    }

    @Test
    void aTableThatIsNoneIsRefused() throws IOException {
        withTable();
        String needs = ". A table of events has onset (seconds from the recording's begin) or sample (from 0), and says what happened in trial_type, event, value, stim, stimulus, condition or"
                + " type. Name its columns so.";
        damagedTable("time,event\n1,a\n", "F/d.csv has the columns time, event" + needs);
        damagedTable("onset,what\n1,a\n", "F/d.csv has the columns onset, what" + needs);
        damagedTable("", "F/d.csv has the columns " + needs);
        damagedTable("onset,event\n1,a\n2\n", "Line 3 of F/d.csv has 1 columns, the first line names 2. Correct the file.");
        damagedTable("onset,event\nn/a,a\n", "The onset in line 2 of F/d.csv is 'n/a', which is not a number. Correct the line, or remove it.");
        damagedTable("sample,event\n1.5,a\n", "The sample in line 2 of F/d.csv is '1.5', which is not a whole number. Correct the line; times in seconds belong into a column 'onset'.");
        damagedTable("\0\1", "F/d.csv is not a table of events: it is binary. Events are read from tables of text (BIDS's events.tsv, CSV), from BrainVision's .vmrk and from EDF+. Correct"
                + " events(...).");
        refuses(() -> open("c.h5").events(folder.resolve("gone.tsv")), "There is no file F/gone.tsv with events. Correct events(...).");
    }

    @Test
    void anImpossibleEventIsRefused() {
        assertEquals("The event 'a' at NaN s with a duration of 0.0 s is impossible. Both must be finite, and the duration not negative.",
                assertThrows(IllegalArgumentException.class, () -> new Event(0, Double.NaN, 0, "a", Map.of())).getMessage());
    }
}
