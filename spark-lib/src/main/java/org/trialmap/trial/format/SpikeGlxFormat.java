package org.trialmap.trial.format;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import org.trialmap.setting.Setting;
import org.trialmap.trial.format.ForeignRecording.Scale;
import org.trialmap.trial.format.SpikeGlxMeta.Channel;

/** SpikeGLX: {@code .bin} has the samples, multiplexed, 16 bits; the text {@code .meta} beside it says what they are. Digital words are events. */
final class SpikeGlxFormat implements Format {
    private static final String DATA = ".bin";
    private static final String HEADER = ".meta";
    private static final Pattern KEYS = Pattern.compile("(?m)^(acq(ApLfSy|MnMaXaDw|XaDwSy)|appVersion|typeThis)=");

    @Override
    public boolean recognises(Path file, byte[] start) {
        return isHeader(file, start) || file.toString().endsWith(DATA) && hasHeader(other(file, DATA, HEADER)); // samples have no bytes of their own to begin with
    }

    static boolean isSpikeGlx(Path file) throws IOException {
        return new SpikeGlxFormat().recognises(file, Formats.start(file));
    }

    private static boolean isHeader(Path file, byte[] start) {
        return file.toString().endsWith(HEADER) && KEYS.matcher(new String(start, StandardCharsets.ISO_8859_1)).find();
    }

    private static boolean hasHeader(Path header) {
        try {
            return Files.isRegularFile(header) && isHeader(header, Formats.start(header));
        } catch (IOException e) {
            return false; // then the samples cannot be read as SpikeGLX's
        }
    }

    private static Path other(Path file, String ending, String wanted) {
        String name = file.getFileName().toString();
        return name.endsWith(ending) ? file.resolveSibling(name.substring(0, name.length() - ending.length()) + wanted) : file;
    }

    @Override
    public ForeignRecording open(Path file, OptionalDouble samplerateHz) throws IOException {
        SpikeGlxMeta meta = new SpikeGlxMeta(IniFile.read(other(file, DATA, HEADER)));
        BlockLayout all = layout(file, meta);
        List<Channel> channels = meta.channels();
        List<Channel> analog = channels.stream().filter(channel -> !channel.isDigital()).toList();
        if (analog.isEmpty()) {
            throw new IllegalArgumentException(all.file() + " has " + channels.size() + " channels, all of digital lines. These are events, and there are no samples to work on. Give the events of"
                    + " another recording with " + Setting.EVENTS.with(file.getFileName()) + ".");
        }
        BlockLayout layout = all.channels(analog.stream().mapToInt(Channel::position).toArray());
        List<Scale> scales = analog.stream().map(channel -> new Scale(meta.microvolts(channel), 0)).toList();
        List<String> leftOut = channels.stream().filter(Channel::isDigital).map(word -> "'" + word.name() + "', whose bits are events").toList();
        return new ForeignRecording("SpikeGLX", file, layout, analog.stream().map(Channel::name).toList(), meta.samplerateHz(), scales, ForeignRecording.all(analog.size(), "uV"),
                ForeignRecording.whole(layout), leftOut, () -> markers(file));
    }

    /** Where a bit of a digital word rises or falls; also of a file that has nothing else. */
    List<Marker> markers(Path file) throws IOException {
        SpikeGlxMeta meta = new SpikeGlxMeta(IniFile.read(other(file, DATA, HEADER)));
        BlockLayout all = layout(file, meta);
        List<Marker> markers = new ArrayList<>();
        for (Channel word : meta.channels()) {
            if (word.isDigital()) {
                markers.addAll(new DigitalWord(all.channels(word.position()), meta.samplerateHz(), word.name()).markers());
            }
        }
        markers.sort(Comparator.comparingDouble(Marker::onsetSeconds));
        return markers;
    }

    private static BlockLayout layout(Path file, SpikeGlxMeta meta) throws IOException {
        Path data = other(file, HEADER, DATA);
        if (!Files.isRegularFile(data)) {
            throw new IllegalArgumentException("There is no " + data.getFileName() + " beside " + meta.file() + ". It has the samples that the header describes. Copy both files of the recording.");
        }
        SampleFile samples = SampleFile.of(data, SampleType.INT16, false, 0);
        double said = meta.bytes();
        if (samples.bytes() != said) {
            throw new IllegalArgumentException(data + " has " + samples.bytes() + " bytes, " + meta.file().getFileName() + " says " + Math.round(said) + " (fileSizeBytes). The file is truncated,"
                    + " or the two do not belong together. Copy both once more.");
        }
        return BlockLayout.multiplexed(samples, meta.stored(), meta.stored());
    }
}
