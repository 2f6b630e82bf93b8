package org.trialmap.trial.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.trialmap.trial.format.ForeignRecording.Segment;

/**
 * The markers of a BrainVision recording: {@code Mk<n>=type,description,position,points,channel}, where the position counts from 1 and {@code \1} is a comma.
 *
 * @param file null: the recording has no markers
 */
record BrainVisionMarkers(IniFile file) {
    private static final String SECTION = "Marker Infos";
    private static final String NEW_SEGMENT = "New Segment";
    private static final String TIME_0 = "Time 0";

    /** The description is the value; where there is none, the type. */
    List<Marker> read(double samplerateHz) {
        List<Marker> markers = new ArrayList<>();
        if (file != null) {
            file.section(SECTION).forEach((key, value) -> {
                if (key.matches("mk\\d+")) {
                    markers.add(marker(key, value.split(",", -1), samplerateHz));
                }
            });
        }
        return markers;
    }

    private Marker marker(String key, String[] fields, double samplerateHz) {
        if (fields.length < 3) {
            throw new IllegalArgumentException("Marker " + key + " of " + file.file() + " is '" + String.join(",", fields) + "'. It must have a type, a description and a position. Correct"
                    + " the file.");
        }
        String type = fields[0].replace("\\1", ",").strip();
        String description = fields[1].replace("\\1", ",").strip();
        long position = whole(key, fields[2]) - 1;
        long points = fields.length > 3 && !fields[3].isBlank() ? whole(key, fields[3]) : 0;
        return new Marker(position, position / samplerateHz, points > 1 ? points / samplerateHz : 0, description.isEmpty() ? type : description, Map.of("type", type));
    }

    private long whole(String key, String text) {
        double number = file.parsed(text, "A position or length of marker " + key);
        if (number != Math.rint(number) || Math.abs(number) > 1L << 53) {
            throw new IllegalArgumentException("A position or length of marker " + key + " of " + file.file() + " is '" + text + "'. It counts samples, so it must be a whole number."
                    + " Correct the file.");
        }
        return (long) number;
    }

    /** The parts between markers of type New Segment; their times are relative to the marker Time 0 in them, if each has one, else to the first sample. */
    List<Segment> segments(long samples, double samplerateHz) {
        List<Marker> markers = read(samplerateHz);
        long[] begins = java.util.stream.LongStream.concat(java.util.stream.LongStream.of(0), of(markers, NEW_SEGMENT).filter(at -> at > 0 && at < samples)).sorted().distinct()
                .toArray();
        List<Segment> segments = new ArrayList<>();
        List<Segment> relative = new ArrayList<>();
        for (int k = 0; k < begins.length; k++) {
            long first = begins[k];
            long end = k + 1 < begins.length ? begins[k + 1] : samples;
            segments.add(new Segment(first, end - first, first / samplerateHz));
            of(markers, TIME_0).filter(at -> at >= first && at < end).findFirst().ifPresent(at -> relative.add(new Segment(first, end - first, (first - at) / samplerateHz)));
        }
        return relative.size() == segments.size() ? relative : segments;
    }

    private static java.util.stream.LongStream of(List<Marker> markers, String type) {
        return markers.stream().filter(marker -> marker.columns().get("type").equals(type)).mapToLong(Marker::sample);
    }
}
