package org.trialmap.store.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Rows of a timeline. Which slot a call had is not recorded: calls of one host that do not overlap are put into one row, as the slots themselves have taken them. */
final class Slots {
    /** More rows than these are put together: by host, then all in one. */
    private static final int MOST_ROWS = 64;

    private Slots() {}

    /** Calls that are drawn in a row. {@code slots} is how many there are of them. */
    record Row(String name, int slots, List<TracedCall> calls) {}

    static List<Row> rows(List<TracedCall> calls) {
        List<Row> rows = byHost(calls).entrySet().stream().flatMap(host -> ofHost(host.getKey(), host.getValue())).toList();
        if (rows.size() <= MOST_ROWS) {
            return rows;
        }
        Map<String, Long> slots = rows.stream().collect(Collectors.groupingBy(row -> row.calls.get(0).host(), Collectors.counting()));
        if (slots.size() <= MOST_ROWS) {
            return byHost(calls).entrySet().stream().map(host -> new Row(host.getKey() + ", " + slots.get(host.getKey()) + " slots", slots.get(host.getKey()).intValue(), host.getValue())).toList();
        }
        return List.of(new Row(slots.size() + " hosts, " + rows.size() + " slots", rows.size(), calls));
    }

    static Map<String, List<TracedCall>> byHost(List<TracedCall> calls) {
        return calls.stream().collect(Collectors.groupingBy(TracedCall::host, TreeMap::new, Collectors.toList()));
    }

    private static Stream<Row> ofHost(String host, List<TracedCall> calls) {
        List<List<TracedCall>> slots = new ArrayList<>();
        TreeMap<Long, List<Integer>> free = new TreeMap<>(); // slots by the end of their last call
        List<TracedCall> inOrder = calls.stream().sorted(Comparator.comparingLong(TracedCall::startMicros)).toList();
        for (TracedCall call : inOrder) {
            Map.Entry<Long, List<Integer>> last = free.floorEntry(call.startMicros()); // the one that went on last
            int slot = last == null ? slots.size() : last.getValue().remove(0);
            if (last == null) {
                slots.add(new ArrayList<>());
            } else if (last.getValue().isEmpty()) {
                free.remove(last.getKey());
            }
            slots.get(slot).add(call);
            free.computeIfAbsent(call.endMicros(), end -> new ArrayList<>()).add(slot);
        }
        return IntStream.range(0, slots.size()).mapToObj(slot -> new Row((host.isEmpty() ? "?" : host) + " " + (slot + 1), 1, slots.get(slot)));
    }
}
