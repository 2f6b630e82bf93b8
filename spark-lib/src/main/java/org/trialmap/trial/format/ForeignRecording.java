package org.trialmap.trial.format;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What a file of another format holds.
 *
 * @param format for example {@code EDF+}
 * @param file as the user named it
 * @param channels names, in the order of the layout's offsets
 * @param scales how stored numbers become values, for each channel; empty: they are the values
 * @param units of the values, for each channel; empty text: not known
 * @param segments uninterrupted parts, at least one; together they are all samples
 * @param leftOut what of the file is not in the recording, a sentence each
 * @param markers reads the events
 * @param trialColumns what is known of each segment, by name, all with the same names in the same order; empty: nothing
 */
public record ForeignRecording(String format, Path file, SampleStore layout, List<String> channels, double samplerateHz, List<Scale> scales, List<String> units,
        List<Segment> segments, List<String> leftOut, Markers markers, List<Map<String, String>> trialColumns) {
    /** Of a file that says nothing else of its trials. */
    ForeignRecording(String format, Path file, SampleStore layout, List<String> channels, double samplerateHz, List<Scale> scales, List<String> units, List<Segment> segments,
            List<String> leftOut, Markers markers) {
        this(format, file, layout, channels, samplerateHz, scales, units, segments, leftOut, markers, List.of());
    }

    /** Value = stored * gain + add. */
    public record Scale(double gain, double add) {}

    /** Samples without a gap between them: {@code first} to {@code first + count - 1}, beginning at {@code startSeconds} after the recording's begin. */
    public record Segment(long first, long count, double startSeconds) {}

    /** Reads the events of a file. */
    @FunctionalInterface
    public interface Markers {
        /** Of a file that has none. */
        Markers NONE = List::of;

        /** In the order of the file. */
        List<Marker> read() throws IOException;
    }

    /** The unit that all channels have; empty text if they differ or it is not known. */
    public String unit() {
        return units.stream().distinct().count() == 1 ? units.get(0) : "";
    }

    public double[] gains() {
        return scales.stream().mapToDouble(Scale::gain).toArray();
    }

    public double[] adds() {
        return scales.stream().mapToDouble(Scale::add).toArray();
    }

    static List<Segment> whole(SampleStore layout) {
        return List.of(new Segment(0, layout.samples(), 0));
    }

    /** As many times the same text as there are channels. */
    static List<String> all(int channels, String text) {
        return java.util.Collections.nCopies(channels, text);
    }

    static List<String> numbered(int channels) {
        String[] names = new String[channels];
        Arrays.setAll(names, c -> "channel" + (c + 1));
        return List.of(names);
    }
}
