package org.trialmap.trial.discrete;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.trialmap.array.NdArray;
import org.trialmap.hdf5.Hdf5File;
import org.trialmap.trial.Event;
import org.trialmap.trial.History;
import org.trialmap.trial.RecordingOptions;
import org.trialmap.trial.SyncopyClass;
import org.trialmap.trial.SyncopyContainer;
import org.trialmap.trial.TrialDefinition;

/**
 * Events in a Syncopy container (EventData): at which sample which event happened, and any more whole numbers of each. Trials of a recording are cut around them by
 * {@link org.trialmap.trial.Recording#around}. Immutable; safe for use by several threads.
 */
public final class EventData {
    private final SyncopyContainer.Table table;
    private final DiscreteRows rows;
    private final List<Event> events;

    private EventData(SyncopyContainer.Table table, DiscreteRows rows, List<Event> events) {
        this.table = table;
        this.rows = rows;
        this.events = events;
    }

    /** Opens events that say their samplerate. Errors as for {@link #open(Path, RecordingOptions)}. */
    public static EventData open(Path path) throws IOException {
        return open(path, RecordingOptions.DEFAULT);
    }

    /**
     * Opens a Syncopy container: its folder {@code x.spy}, also without the extension, or the file {@code x.event} in it.
     *
     * @param options samplerate, if the file does not say
     * @throws IOException if a file cannot be read: missing, truncated, of another format
     * @throws IllegalArgumentException if it holds no events, they are not in the order of their samples, or its two files do not agree; names the place and the cure
     */
    public static EventData open(Path path, RecordingOptions options) throws IOException {
        SyncopyContainer.Table table = SyncopyContainer.table(path, options, SyncopyClass.EVENT);
        List<Event> events = new ArrayList<>();
        DiscreteRows rows = DiscreteRows.scan(table, values -> add(values, table, events));
        return new EventData(table, rows, List.copyOf(events));
    }

    private static void add(long[] values, SyncopyContainer.Table table, List<Event> events) {
        List<String> columns = table.header().dimord();
        int sample = columns.indexOf("sample");
        int value = columns.indexOf("eventid");
        for (int row = 0; row < values.length; row += columns.size()) {
            Map<String, String> more = new LinkedHashMap<>();
            for (int c = 0; c < columns.size(); c++) {
                if (c != sample && c != value) {
                    more.put(columns.get(c), Long.toString(values[row + c]));
                }
            }
            long at = values[row + sample];
            events.add(new Event(at, at / table.samplerateHz(), 0, Long.toString(values[row + value]), more));
        }
    }

    /** The HDF5 file, absolute. */
    public Path path() {
        return table.data();
    }

    /** Samples per second. */
    public double samplerateHz() {
        return table.samplerateHz();
    }

    /** Names of the columns: {@code sample}, {@code eventid}, and any more. */
    public List<String> columns() {
        return table.header().dimord();
    }

    /** The trials: begin and end in samples of the recording, offsets in samples relative to t = 0, free columns. */
    public TrialDefinition trials() {
        return table.trials();
    }

    /** All events of the file, in the order of their samples: the {@code eventid} as value, any more numbers as columns. */
    public List<Event> events() {
        return events;
    }

    /** How many of the events are in no trial. */
    public long outside() {
        return rows.outside();
    }

    /**
     * The events of trial {@code k}, from 0: int64 (event, column), in the order of their samples.
     *
     * @throws IOException if the file cannot be read
     */
    public NdArray trial(int k) throws IOException {
        try (Hdf5File file = rows.open()) {
            long[] values = rows.read(file, k);
            return NdArray.of(values, values.length / columns().size(), columns().size());
        }
    }

    /** The steps by which the events came about, as the file says; no steps if it says nothing. */
    public History history() {
        return SyncopyContainer.history(table.header());
    }

    /** For example {@code 35 events in x.event: sample, eventid, 1000.0 Hz, 10 trials}. */
    @Override
    public String toString() {
        return events.size() + (events.size() == 1 ? " event" : " events") + " in " + path().getFileName() + ": " + String.join(", ", columns()) + ", " + samplerateHz() + " Hz, " + trials();
    }
}
