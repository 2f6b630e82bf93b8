package org.trialmap.trial.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.trialmap.support.JsonFile;
import org.trialmap.trial.format.ForeignRecording.Scale;

// tag::format[]
/** Open Ephys, binary format: {@code structure.oebin} (JSON) describes streams; their samples are in {@code continuous/STREAM/continuous.dat}, multiplexed, 16 bits. */
final class OpenEphysFormat implements Format {
    private static final String HEADER = "structure.oebin";
    private static final String DATA = "continuous.dat";

    @Override
    public boolean recognises(Path file, byte[] start) {
        return file.endsWith(HEADER) || file.endsWith(DATA) && Files.isRegularFile(header(file)); // neither has bytes of its own to begin with
    }

    private static Path header(Path file) {
        return file.endsWith(DATA) ? file.resolve("../../../" + HEADER).normalize() : file;
    }

    @Override
    public ForeignRecording open(Path file, OptionalDouble samplerateHz) throws IOException {
        Path header = header(file);
        JsonFields stream = stream(file, header);
        Path data = header.resolveSibling("continuous").resolve(stream.text("folder_name")).resolve(DATA).normalize();
        if (!Files.isRegularFile(data)) {
            throw new IllegalArgumentException("There is no " + data + ", where " + header + " says that samples are. Copy the whole folder of the recording.");
        }
        List<String> names = new ArrayList<>();
        List<Scale> scales = new ArrayList<>();
        List<String> units = new ArrayList<>();
        for (JsonFields channel : stream.objects("channels")) {
            names.add(channel.text("channel_name"));
            scales.add(new Scale(channel.number("bit_volts"), 0)); // in spite of its name in the unit that is given
            units.add(channel.textOr("units", "uV"));
        }
        BlockLayout layout = BlockLayout.multiplexed(SampleFile.of(data, SampleType.INT16, false, 0), names.size(), names.size());
        SampleNumbers numbers = SampleNumbers.beside(data, layout.samples());
        return new ForeignRecording("Open Ephys", file, layout, names, stream.number("sample_rate"), scales, units, ForeignRecording.whole(layout), List.of(),
                () -> new OpenEphysEvents(header, stream).markers(numbers, stream.number("sample_rate")));
    }

    /** The one whose samples the user names, or the only one. */
    private static JsonFields stream(Path file, Path header) throws IOException {
        List<JsonFields> streams = new JsonFields(header, JsonFile.read(header)).objects("continuous");
        List<JsonFields> named = new ArrayList<>();
        for (JsonFields stream : streams) {
            Path folder = header.resolveSibling("continuous").resolve(stream.text("folder_name")).normalize();
            if (file.equals(header) || folder.equals(file.getParent())) {
                named.add(stream);
            }
        }
        if (named.size() != 1) {
            List<String> folders = new ArrayList<>();
            for (JsonFields stream : streams) {
                folders.add("continuous/" + stream.text("folder_name").replaceFirst("/$", "") + "/" + DATA);
            }
            throw new IllegalArgumentException(header + " describes " + streams.size() + " streams" + (streams.isEmpty() ? "." : ": " + String.join(", ", folders) + ".")
                    + " A recording is one stream. Name its " + DATA + ".");
        }
        return named.get(0);
    }
}
// end::format[]
