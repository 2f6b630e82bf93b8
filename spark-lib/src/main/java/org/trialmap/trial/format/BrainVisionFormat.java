package org.trialmap.trial.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.trialmap.trial.format.ForeignRecording.Scale;

/** BrainVision Core Data Format 1: a header of text (.vhdr) beside the samples (.eeg) and the markers (.vmrk). */
final class BrainVisionFormat implements Format {
    private static final String COMMON = "Common Infos";
    private static final String BINARY = "Binary Infos";
    private static final String CHANNELS = "Channel Infos";

    @Override
    public boolean recognises(Path file, byte[] start) {
        return firstLine(start).matches("\ufeff?Brain ?Vision .*(Header|Marker) File.*");
    }

    static boolean isMarkerFile(Path file) throws IOException {
        return firstLine(Formats.start(file)).matches("\ufeff?Brain ?Vision .*Marker File.*");
    }

    private static String firstLine(byte[] start) {
        return TextDecoder.decode(start, 0, Math.min(start.length, 80)).split("[\r\n]", 2)[0];
    }

    @Override
    public ForeignRecording open(Path file, OptionalDouble samplerateHz) throws IOException {
        IniFile header = IniFile.read(file);
        if (header.sections().containsKey("marker infos")) {
            throw new IllegalArgumentException(file + " has the markers of a BrainVision recording, not its samples. Name its header, the file that ends in .vhdr; the markers are found"
                    + " by it.");
        }
        requireBinary(header);
        int channels = header.count(COMMON, "NumberOfChannels");
        double hz = 1e6 / header.number(COMMON, "SamplingInterval");
        if (!(hz > 0 && hz < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("SamplingInterval= in [" + COMMON + "] of " + file + " is '" + header.required(COMMON, "SamplingInterval")
                    + "'. It must be a positive number of microseconds. Correct the file.");
        }
        BlockLayout layout = layout(header, channels);
        BrainVisionMarkers markers = markers(header);
        List<String> names = new ArrayList<>();
        List<Scale> scales = new ArrayList<>();
        List<String> units = new ArrayList<>();
        for (int c = 1; c <= channels; c++) {
            String[] fields = header.required(CHANNELS, "Ch" + c).split(",", -1);
            String resolution = fields.length > 2 ? fields[2].strip() : "";
            names.add(fields[0].replace("\\1", ",").strip());
            scales.add(new Scale(resolution.isEmpty() ? 1 : resolution(header, resolution, c), 0));
            units.add(fields.length > 3 && !fields[3].isBlank() ? fields[3].strip() : "\u00b5V");
        }
        return new ForeignRecording("BrainVision", file, layout, names, hz, scales, units, markers.segments(layout.samples(), hz), List.of(), () -> markers.read(hz));
    }

    private static double resolution(IniFile header, String text, int channel) {
        double resolution = header.parsed(text, "The resolution of Ch" + channel + "= in [" + CHANNELS + "]");
        if (resolution == 0) {
            throw new IllegalArgumentException("The resolution of Ch" + channel + "= in [" + CHANNELS + "] of " + header.file() + " is 0, so all its values would be 0. Correct the file.");
        }
        return resolution;
    }

    private static void requireBinary(IniFile header) {
        String format = header.required(COMMON, "DataFormat");
        if (!format.equalsIgnoreCase("BINARY")) {
            throw new IllegalArgumentException("The samples of " + header.file() + " are text (DataFormat=" + format + "). Binary ones are read. Export the recording once more, as binary"
                    + " data.");
        }
        String domain = header.value(COMMON, "DataType");
        if (!domain.isEmpty() && !domain.equalsIgnoreCase("TIMEDOMAIN")) {
            throw new IllegalArgumentException("The data of " + header.file() + " are not samples over time (DataType=" + domain + "), but a recording is. Name another file.");
        }
    }

    private static BlockLayout layout(IniFile header, int channels) throws IOException {
        SampleType type = switch (header.required(BINARY, "BinaryFormat").toUpperCase(Locale.ROOT)) {
            case "INT_16" -> SampleType.INT16;
            case "UINT_16" -> SampleType.UINT16;
            case "INT_32" -> SampleType.INT32;
            case "IEEE_FLOAT_32" -> SampleType.FLOAT32;
            default -> throw new IllegalArgumentException("BinaryFormat= in [" + BINARY + "] of " + header.file() + " is '" + header.required(BINARY, "BinaryFormat")
                    + "'. Read are INT_16, UINT_16, INT_32 and IEEE_FLOAT_32. Export the recording as one of these.");
        };
        boolean bigEndian = header.value(BINARY, "UseBigEndianOrder").equalsIgnoreCase("YES");
        SampleFile data = SampleFile.of(companion(header, "DataFile"), type, bigEndian, 0);
        String orientation = header.value(COMMON, "DataOrientation").toUpperCase(Locale.ROOT);
        BlockLayout layout = switch (orientation) {
            case "MULTIPLEXED", "" -> BlockLayout.multiplexed(data, channels, channels);
            case "VECTORIZED" -> BlockLayout.vectorized(data, channels);
            default -> throw new IllegalArgumentException("DataOrientation= in [" + COMMON + "] of " + header.file() + " is '" + orientation
                    + "'. It is MULTIPLEXED or VECTORIZED. Correct the file.");
        };
        if (!header.value(COMMON, "DataPoints").isEmpty() && header.count(COMMON, "DataPoints") != layout.samples()) {
            throw new IllegalArgumentException(data.file() + " has " + layout.samples() + " samples of " + channels + " channels, " + header.file().getFileName() + " says "
                    + header.count(COMMON, "DataPoints") + " (DataPoints). The file is truncated, or the two do not belong together. Copy both once more.");
        }
        return layout;
    }

    private static BrainVisionMarkers markers(IniFile header) throws IOException {
        return new BrainVisionMarkers(header.value(COMMON, "MarkerFile").isEmpty() ? null : IniFile.read(companion(header, "MarkerFile")));
    }

    /** A file beside the header; {@code $b} in its name stands for the header's own. */
    private static Path companion(IniFile header, String key) {
        String own = header.file().getFileName().toString();
        String base = own.contains(".") ? own.substring(0, own.lastIndexOf('.')) : own;
        String named = header.required(COMMON, key).replace("$b", base);
        Path found = header.file().resolveSibling(named);
        if (!Files.isRegularFile(found)) {
            throw new IllegalArgumentException("There is no " + named + " beside " + header.file() + ", which names it (" + key + "=). The three files of a BrainVision recording belong"
                    + " together; renaming one does not change its name in the others. Put it there, or correct " + key + "= in the header.");
        }
        return found;
    }
}
