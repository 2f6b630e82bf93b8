package org.trialmap.trial;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;
import org.trialmap.setting.Setting;
import org.trialmap.support.Suggestions;

/** Cuts trials around events, as FieldTrip's trialdef does: from {@code round(pre * samplerate)} samples before the event to those before {@code round(post * samplerate)} after it. */
record EventTrials(List<Event> events, double preSeconds, double postSeconds) {
    static final String VALUE = "event";
    EventTrials {
        if (!Double.isFinite(preSeconds) || !Double.isFinite(postSeconds)) {
            throw new IllegalArgumentException("The window from " + preSeconds + " s before to " + postSeconds + " s after an event is not finite. Correct " + Setting.PRE_POST + ".");
        }
    }

    /** The events of those values, in their order; all if there are no values. */
    static List<Event> select(List<Event> events, List<String> values, String where) {
        if (events.isEmpty()) {
            throw new IllegalArgumentException(where + " has no events. Trials are cut around events. Give them with " + Setting.EVENTS + ".");
        }
        List<Event> chosen = events;
        if (!values.isEmpty()) {
            Set<Integer> positions = new java.util.TreeSet<>();
            for (String value : values) {
                positions.addAll(positions(events, value, where));
            }
            chosen = positions.stream().map(events::get).toList();
        }
        return chosen;
    }

    /** By its value, or type and value as MNE writes them ({@code Stimulus/S  5}); the same text first, else the same but for blanks. */
    private static List<Integer> positions(List<Event> events, String value, String where) {
        List<Integer> exact = IntStream.range(0, events.size()).filter(k -> events.get(k).value().equals(value) || typed(events.get(k)).equals(value)).boxed().toList();
        List<Integer> found = !exact.isEmpty() ? exact : IntStream.range(0, events.size())
                .filter(k -> TrialColumns.isMeant(events.get(k).value(), value) || TrialColumns.isMeant(typed(events.get(k)), value)).boxed().toList();
        if (found.isEmpty()) {
            List<String> all = events.stream().map(Event::value).toList();
            throw new IllegalArgumentException("There is no event '" + value + "' in " + where + "." + Suggestions.of(value, all) + " The events and how many there are: "
                    + TrialColumns.counts(all.stream()) + ". Correct " + Setting.EVENT + ".");
        }
        return found;
    }

    private static String typed(Event event) {
        return event.columns().getOrDefault("type", "") + "/" + event.value();
    }

    /** The trials, and the events that have none since samples would be missing. */
    record Cut(TrialDefinition trials, List<TrialChunks.Dropped> dropped) {}

    /** @param uninterrupted the parts that trials must lie in */
    Cut cut(TrialDefinition uninterrupted, double hz, String where) {
        long before = Math.round(preSeconds * hz);
        long after = Math.round(postSeconds * hz);
        if (before + after < 1) {
            throw new IllegalArgumentException("The window from " + preSeconds + " s before to " + postSeconds + " s after an event has no sample at " + hz + " Hz. Widen " + Setting.PRE_POST + ".");
        }
        List<Event> kept = new ArrayList<>();
        List<TrialChunks.Dropped> dropped = new ArrayList<>();
        for (int k = 0; k < events.size(); k++) {
            Event event = events.get(k);
            long from = event.sample() - before;
            long to = event.sample() + after;
            boolean inside = IntStream.range(0, uninterrupted.count()).anyMatch(part -> from >= uninterrupted.start(part) && to <= uninterrupted.stop(part));
            if (inside) {
                kept.add(event);
            } else {
                dropped.add(new TrialChunks.Dropped(k, "the event '" + event.value() + "' at " + event.seconds() + " s would need samples that the recording does not have"));
            }
        }
        if (kept.isEmpty()) {
            throw new IllegalArgumentException("None of the " + events.size() + " events in " + where + " has a whole trial: " + dropped.get(0).reason() + ", for example. Nothing is padded,"
                    + " and no trial goes over a gap. Narrow " + Setting.PRE_POST + ".");
        }
        return new Cut(trials(kept, before, after), dropped);
    }

    private static TrialDefinition trials(List<Event> events, long before, long after) {
        long[] start = events.stream().mapToLong(event -> event.sample() - before).toArray();
        long[] stop = events.stream().mapToLong(event -> event.sample() + after).toArray();
        long[] offset = new long[start.length];
        java.util.Arrays.fill(offset, -before);
        Set<String> names = new LinkedHashSet<>(List.of(VALUE));
        events.forEach(event -> names.addAll(event.columns().keySet()));
        String[][] texts = names.stream().map(name -> events.stream()
                .map(event -> name.equals(VALUE) ? event.value() : event.columns().getOrDefault(name, "")).toArray(String[]::new)).toArray(String[][]::new);
        TrialColumns columns = new TrialColumns(List.copyOf(names), texts);
        return new TrialDefinition(start, stop, offset, columns.numbers(start.length), null, columns);
    }

    /** Finds the events of a channel of triggers among the samples. */
    record Triggers(TrialStack stack, String channel, OptionalDouble threshold) {
        private static final int PIECE = 1 << 20;

        /** An event wherever the number changes to another one than 0; what it is at first is none. */
        List<Event> events() throws IOException {
            SampleSource source = stack.source();
            List<Event> events = new ArrayList<>();
            double before = Double.NaN;
            try (ChunkReader reader = source.reader(Selection.all().channelNames(List.of(channel)).resolveChannels(stack.channel()))) {
                for (long from = 0; from < source.shape()[0]; from += PIECE) {
                    double[] samples = reader.read(from, (int) Math.min(PIECE, source.shape()[0] - from), null).toDoubles();
                    for (int i = 0; i < samples.length; i++) {
                        double code = code(samples[i], from + i);
                        if (code != before && code != 0 && !Double.isNaN(before)) {
                            events.add(new Event(from + i, (from + i) / source.samplerateHz(), 0, Long.toString((long) code), Map.of()));
                        }
                        before = code;
                    }
                }
            }
            return events;
        }

        private double code(double value, long sample) {
            if (threshold.isPresent()) {
                return value >= threshold.getAsDouble() ? 1 : 0;
            }
            if (!ExactNumbers.isWhole(value)) {
                throw new IllegalArgumentException(
                        "The trigger channel '" + channel + "' of " + stack.source().where() + " is " + value + " at sample " + sample + ". Without a threshold its samples are the numbers of"
                                + " events, or 0. Give " + Setting.THRESHOLD + ", from which on it counts as an event, or name another channel with " + Setting.TRIGGER + ".");
            }
            return value;
        }
    }
}
