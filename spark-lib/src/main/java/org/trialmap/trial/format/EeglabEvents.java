package org.trialmap.trial.format;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.trialmap.trial.format.ForeignRecording.Segment;
import org.trialmap.trial.format.MatValue.Kind;

/** The events of a dataset of EEGLAB. Their latencies count samples from 1 through all epochs, and may be fractions. */
record EeglabEvents(MatFields eeg, double samplerateHz) {
    private static final String EVENT = "event";
    private static final String TYPE = "type";
    private static final String LATENCY = "latency";
    private static final String DURATION = "duration";
    /** What says the same once more, or is for EEGLAB only. */
    private static final List<String> OTHER = List.of(TYPE, LATENCY, DURATION, "urevent", "epoch", EVENT);

    /** An event: {@code latency} counts from 1. */
    record Happening(String type, double latency, Marker marker) {}

    List<Happening> read() throws IOException {
        Optional<MatValue> events = eeg.value(EVENT);
        List<Happening> happenings = new ArrayList<>();
        if (events.isEmpty() || events.get().size() == 0) {
            return happenings;
        }
        MatValue struct = eeg.required(EVENT, Kind.STRUCT, "a struct with an element for each event");
        for (int i = 0; i < struct.size(); i++) {
            happenings.add(event(new MatFields(eeg.file(), "event(" + (i + 1) + ")", struct, i), struct.fields()));
        }
        return happenings;
    }

    private Happening event(MatFields event, List<String> fields) throws IOException {
        double latency = event.number(LATENCY);
        String length = event.shown(DURATION);
        double duration = length.isEmpty() || length.equals("n/a") ? 0 : Math.max(0, event.number(DURATION)) / samplerateHz;
        Map<String, String> columns = new LinkedHashMap<>();
        for (String field : fields) {
            if (!OTHER.contains(field)) {
                columns.put(field, event.shown(field));
            }
        }
        String type = event.shown(TYPE);
        return new Happening(type, latency, new Marker(Math.round(latency - 1), (latency - 1) / samplerateHz, duration, type, columns));
    }

    /** Of each epoch what is known of the event at its t = 0: its type, as {@code event}, and its other fields. */
    List<Map<String, String>> ofEpochs(List<Happening> happenings, List<Segment> epochs, long offset) {
        List<String> fields = happenings.isEmpty() ? List.of() : List.copyOf(happenings.get(0).marker.columns().keySet());
        List<Map<String, String>> columns = new ArrayList<>();
        for (Segment epoch : epochs) {
            long zero = epoch.first() - offset;
            Optional<Happening> locked = happenings.stream().filter(one -> one.marker.sample() == zero && zero >= epoch.first() && zero < epoch.first() + epoch.count()).findFirst();
            Map<String, String> own = new LinkedHashMap<>();
            own.put(EVENT, locked.map(Happening::type).orElse("n/a"));
            fields.forEach(field -> own.put(field, locked.map(one -> one.marker.columns().get(field)).orElse("n/a")));
            columns.add(own);
        }
        return happenings.isEmpty() ? List.of() : columns;
    }
}
