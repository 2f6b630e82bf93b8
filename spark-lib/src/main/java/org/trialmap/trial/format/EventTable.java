package org.trialmap.trial.format;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.trialmap.setting.Setting;
import org.trialmap.support.Suggestions;

/** A table of events: a line of names, then a line per event, with tabs, semicolons or commas between the columns. */
record EventTable(Path file, List<String> names, List<List<String>> rows) {
    private static final List<String> VALUES = List.of("trial_type", "event", "value", "stim", "stimulus", "condition", "type");
    private static final String ONSET = "onset";
    private static final String SAMPLE = "sample";
    private static final String DURATION = "duration";

    static EventTable read(Path file) throws IOException {
        TextTable table = TextTable.read(file, " is not a table of events: it is binary. Events are read from tables of text (BIDS's events.tsv, CSV), from BrainVision's .vmrk and from EDF+. Correct "
                + Setting.EVENTS + ".");
        return new EventTable(file, table.names(), table.rows());
    }

    List<Marker> markers(double samplerateHz) {
        List<String> lower = names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
        int onset = lower.indexOf(ONSET);
        int sample = lower.indexOf(SAMPLE);
        int duration = lower.indexOf(DURATION);
        int value = VALUES.stream().mapToInt(lower::indexOf).filter(at -> at >= 0).findFirst().orElse(-1);
        if (onset < 0 && sample < 0 || value < 0) {
            throw new IllegalArgumentException(file + " has the columns " + Suggestions.list(names) + ". A table of events has " + ONSET + " (seconds from the recording's begin) or "
                    + SAMPLE + " (from 0), and says what happened in " + String.join(", ", VALUES.subList(0, VALUES.size() - 1)) + " or " + VALUES.get(VALUES.size() - 1)
                    + ". Name its columns so.");
        }
        List<Marker> markers = new ArrayList<>();
        for (int i = 1; i < rows.size(); i++) {
            List<String> row = rows.get(i);
            if (row.size() != names.size()) {
                continue; // a blank line
            }
            Map<String, String> columns = new LinkedHashMap<>();
            for (int c = 0; c < names.size(); c++) {
                if (c != onset && c != duration && c != sample) {
                    columns.put(names.get(c), row.get(c));
                }
            }
            columns.remove("event");
            double length = duration < 0 || isMissing(row.get(duration)) ? 0 : Math.max(0, number(row.get(duration), i, DURATION));
            boolean byTime = onset >= 0;
            double seconds = byTime ? number(row.get(onset), i, ONSET) : number(row.get(sample), i, SAMPLE) / samplerateHz;
            markers.add(new Marker(byTime ? Marker.BY_TIME : whole(row.get(sample), i), seconds, length, row.get(value), columns));
        }
        return markers;
    }

    private static boolean isMissing(String text) {
        return text.isEmpty() || text.equalsIgnoreCase("n/a") || text.equalsIgnoreCase("nan");
    }

    private double number(String text, int line, String column) {
        double number;
        try {
            number = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            number = Double.NaN;
        }
        if (!Double.isFinite(number)) {
            throw new IllegalArgumentException("The " + column + " in line " + (line + 1) + " of " + file + " is '" + text + "', which is not a number. Correct the line, or remove it.");
        }
        return number;
    }

    private long whole(String text, int line) {
        double number = number(text, line, SAMPLE);
        if (number != Math.rint(number) || Math.abs(number) > 1L << 53) {
            throw new IllegalArgumentException("The " + SAMPLE + " in line " + (line + 1) + " of " + file + " is '" + text + "', which is not a whole number. Correct the line; times in seconds"
                    + " belong into a column '" + ONSET + "'.");
        }
        return (long) number;
    }
}
