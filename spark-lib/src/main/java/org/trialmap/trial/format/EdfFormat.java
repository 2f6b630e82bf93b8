package org.trialmap.trial.format;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.trialmap.setting.Setting;
import org.trialmap.support.Suggestions;
import org.trialmap.trial.format.EdfHeader.Signal;
import org.trialmap.trial.format.ForeignRecording.Scale;
import org.trialmap.trial.format.ForeignRecording.Segment;

/** European Data Format (16 bits), EDF+ with annotations and gaps, and BioSemi's BDF (24 bits). */
final class EdfFormat implements Format {
    @Override
    public boolean recognises(Path file, byte[] start) {
        return Formats.startsWith(start, "0       ") || Formats.startsWith(start, "\u00ffBIOSEMI");
    }

    /** Also of a file that has annotations only, as sleep stages are kept. */
    static boolean isEdf(Path file) throws IOException {
        return new EdfFormat().recognises(file, Formats.start(file));
    }

    @Override
    public ForeignRecording open(Path file, OptionalDouble samplerateHz) throws IOException {
        EdfHeader header = EdfHeader.read(file);
        double seconds = header.seconds();
        List<Signal> data = header.signals().stream().filter(signal -> !signal.isAnnotations() && !signal.isStatus()).toList();
        if (data.isEmpty() || !(seconds > 0)) {
            throw new IllegalArgumentException(file + " has " + data.size() + " signals besides annotations, in records of " + header.recordSeconds() + " s. There are no samples"
                    + " to work on. Name another recording.");
        }
        int perRecord = perRecord(header, data, samplerateHz);
        List<Signal> chosen = data.stream().filter(signal -> signal.perRecord() == perRecord).toList();
        BlockLayout layout = layout(header, chosen);
        List<Segment> segments = header.isDiscontinuous() ? new EdfAnnotations(header).segments(perRecord) : ForeignRecording.whole(layout);
        return new ForeignRecording(header.format(), file, layout, chosen.stream().map(Signal::label).toList(), perRecord / seconds,
                chosen.stream().map(signal -> scale(header, signal)).toList(), chosen.stream().map(Signal::unit).toList(), segments, leftOut(header, perRecord),
                () -> markers(header));
    }

    private static BlockLayout layout(EdfHeader header, List<Signal> signals) {
        int perRecord = signals.get(0).perRecord();
        return new BlockLayout(header.file().toString(), header.bytes(), header.type(), false, header.base(), header.recordBytes(), perRecord,
                signals.stream().mapToLong(Signal::offset).toArray(), header.type().bytes(), header.records() * perRecord);
    }

    /** The rate that most signals have, or that the user asks for. */
    private static int perRecord(EdfHeader header, List<Signal> data, OptionalDouble samplerateHz) {
        Map<Integer, Integer> counts = new LinkedHashMap<>();
        data.forEach(signal -> counts.merge(signal.perRecord(), 1, Integer::sum));
        double seconds = header.seconds();
        if (samplerateHz.isPresent()) {
            return counts.keySet().stream().filter(samples -> samples / seconds == samplerateHz.getAsDouble()).findFirst().orElseThrow(() -> new IllegalArgumentException(
                    header.file() + " has no signals of " + samplerateHz.getAsDouble() + " Hz, which the option says; it has " + rates(data, seconds) + ". Nothing is resampled."
                            + " Correct " + Setting.SAMPLERATE + ", or leave it out."));
        }
        int most = counts.values().stream().mapToInt(n -> n).max().orElseThrow();
        List<Integer> common = counts.keySet().stream().filter(samples -> counts.get(samples) == most).toList();
        if (common.size() > 1) {
            throw new IllegalArgumentException(header.file() + " has signals of several rates, none of which is the most common: " + rates(data, seconds) + ". A recording has one"
                    + " rate, and nothing is resampled. Choose one with " + Setting.SAMPLERATE + ".");
        }
        return common.get(0);
    }

    private static String rates(List<Signal> data, double seconds) {
        Map<Integer, List<String>> labels = new LinkedHashMap<>();
        data.forEach(signal -> labels.computeIfAbsent(signal.perRecord(), samples -> new ArrayList<>()).add("'" + signal.label() + "'"));
        return String.join("; ", labels.entrySet().stream().map(rate -> rate.getKey() / seconds + " Hz: " + Suggestions.list(rate.getValue())).toList());
    }

    private static Scale scale(EdfHeader header, Signal signal) {
        String[] limits = signal.limits();
        double physicalMin = header.number(limits[0], "The physical minimum of " + signal);
        double physicalMax = header.number(limits[1], "The physical maximum of " + signal);
        double digitalMin = header.number(limits[2], "The digital minimum of " + signal);
        double digitalMax = header.number(limits[3], "The digital maximum of " + signal);
        if (physicalMin == physicalMax || digitalMin >= digitalMax) {
            throw new IllegalArgumentException("The header of " + header.file() + " gives " + signal + " the physical limits " + limits[0] + " and " + limits[1] + " and the digital"
                    + " limits " + limits[2] + " and " + limits[3] + ". Numbers become values by both, so each must be a range. Export the recording once more.");
        }
        double gain = (physicalMax - physicalMin) / (digitalMax - digitalMin);
        return new Scale(gain, physicalMin - digitalMin * gain);
    }

    private static List<String> leftOut(EdfHeader header, int perRecord) {
        List<String> left = new ArrayList<>();
        List<Signal> others = header.signals().stream().filter(signal -> !signal.isAnnotations() && !signal.isStatus() && signal.perRecord() != perRecord).toList();
        if (!others.isEmpty()) {
            left.add("signals of other rates (" + Setting.SAMPLERATE + " chooses them): " + rates(others, header.seconds()));
        }
        if (header.signals().stream().anyMatch(Signal::isStatus)) {
            left.add("'Status', whose numbers are events");
        }
        return left;
    }

    static List<Marker> markers(EdfHeader header) throws IOException {
        List<Marker> markers = new ArrayList<>(new EdfAnnotations(header).markers());
        for (Signal signal : header.signals()) {
            if (signal.isStatus()) {
                markers.addAll(new StatusChannel(layout(header, List.of(signal)), signal.perRecord() / header.seconds()).markers());
            }
        }
        return markers;
    }
}
