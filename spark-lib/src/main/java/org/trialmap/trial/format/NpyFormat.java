package org.trialmap.trial.format;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.trialmap.setting.Setting;
import org.trialmap.support.NpyHeader;
import org.trialmap.trial.format.ForeignRecording.Markers;
import org.trialmap.trial.format.ForeignRecording.Segment;

/** An array that NumPy saved: (sample, channel), (trial, sample, channel) or (sample,), which is one channel. It does not say its samplerate. */
final class NpyFormat implements Format {
    private static final Pattern HEADER = Pattern
            .compile("\\s*\\{\\s*'descr':\\s*'([<>|=])([a-zA-Z])(\\d+)',\\s*'fortran_order':\\s*(True|False),\\s*'shape':\\s*\\(((?:\\d{1,15},? ?)*)\\),?\\s*\\}\\s*");

    @Override
    public boolean recognises(Path file, byte[] start) {
        return NpyHeader.isAt(start);
    }

    private record Header(Matcher fields, long base) {}

    @Override
    public ForeignRecording open(Path file, OptionalDouble samplerateHz) throws IOException {
        Header header = header(file);
        Matcher fields = header.fields;
        SampleType type = type(file, fields.group(2) + fields.group(3));
        long[] shape = Arrays.stream(fields.group(5).split(",")).map(String::strip).filter(text -> !text.isEmpty()).mapToLong(Long::parseLong).toArray();
        boolean columns = fields.group(4).equals("True") && shape.length > 1;
        if (shape.length < 1 || shape.length > 3 || columns && shape.length == 3 || Arrays.stream(shape).anyMatch(n -> n < 1) || shape[shape.length - 1] > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(file + " holds an array of shape (" + fields.group(5) + ")" + (columns ? " in Fortran's order" : "") + ". A recording is (sample, channel), in"
                    + " either order, (trial, sample, channel) or, for one channel, (sample,), with at least one sample. Save it in one of these forms.");
        }
        int channels = shape.length == 1 ? 1 : (int) shape[shape.length - 1];
        SampleFile data = SampleFile.of(file, type, fields.group(1).equals(">"), header.base);
        double said = Arrays.stream(shape).asDoubleStream().reduce(type.bytes(), (a, b) -> a * b); // beyond 2^53 no file has so many
        if (data.bytes() - data.base() != said) {
            throw new IllegalArgumentException(file + " has " + data.bytes() + " bytes, its header says " + Math.round(data.base() + said) + " (shape (" + fields.group(5)
                    + ")). A copy was interrupted, or the disk was full. Copy or save it once more.");
        }
        double hz = samplerateHz.orElseThrow(() -> new IllegalArgumentException("The samplerate of " + file + " is not known: an array of NumPy does not say it. Time axes and"
                + " frequencies need it. Give it with " + Setting.SAMPLERATE + "."));
        BlockLayout layout = columns ? BlockLayout.vectorized(data, channels) : BlockLayout.multiplexed(data, channels, channels);
        return new ForeignRecording("NumPy array", file, layout, ForeignRecording.numbered(channels), hz, List.of(), ForeignRecording.all(channels, ""), segments(shape, layout),
                List.of(), Markers.NONE);
    }

    /** Trials, each beginning at t = 0. */
    private static List<Segment> segments(long[] shape, BlockLayout layout) {
        if (shape.length < 3) {
            return ForeignRecording.whole(layout);
        }
        List<Segment> trials = new ArrayList<>();
        for (long k = 0; k < shape[0]; k++) {
            trials.add(new Segment(k * shape[1], shape[1], 0));
        }
        return trials;
    }

    private static Header header(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            NpyHeader header = NpyHeader.read(in);
            Matcher fields = HEADER.matcher(header.text());
            if (!fields.matches()) {
                throw new IllegalArgumentException("The header of " + file + " is '" + header.text().strip() + "'. It must say dtype, order and shape of one array of numbers, as numpy.save writes"
                        + " it. The file is damaged, or holds records. Save the samples once more.");
            }
            return new Header(fields, header.base());
        }
    }

    private static SampleType type(Path file, String dtype) {
        return switch (dtype) {
            case "i1" -> SampleType.INT8;
            case "u1" -> SampleType.UINT8;
            case "i2" -> SampleType.INT16;
            case "u2" -> SampleType.UINT16;
            case "i4" -> SampleType.INT32;
            case "u4" -> SampleType.UINT32;
            case "i8" -> SampleType.INT64;
            case "f4" -> SampleType.FLOAT32;
            case "f8" -> SampleType.FLOAT64;
            default -> throw new IllegalArgumentException(file + " holds values of NumPy's type '" + dtype + "'. The samples of a recording are integers of up to 64 bits (unsigned: 32)"
                    + " or floats of 32 or 64. Save them as one of these.");
        };
    }
}
