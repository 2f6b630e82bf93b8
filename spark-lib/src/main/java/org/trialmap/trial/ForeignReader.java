package org.trialmap.trial;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.trialmap.array.NdArray;
import org.trialmap.files.InputPath;
import org.trialmap.setting.Setting;
import org.trialmap.support.Channels;
import org.trialmap.trial.format.EventFile;
import org.trialmap.trial.format.FlatFile;
import org.trialmap.trial.format.ForeignRecording;
import org.trialmap.trial.format.ForeignRecording.Segment;
import org.trialmap.trial.format.Formats;
import org.trialmap.trial.format.Marker;

/** Makes a recording of a file that another program wrote. */
final class ForeignReader {
    private static final long HDF5 = 0x894844460D0A1A0AL;

    private ForeignReader() {}

    /** Empty if the file is of none of these formats. */
    static Optional<TrialStack> open(Path path, RecordingOptions options, DataKind wanted) throws IOException {
        boolean named = options.dataset().isPresent() && Formats.isMatlabHdf5(path); // of a plain HDF5 file, whoever wrote it
        boolean foreign = !named && Formats.recognise(path);
        if (!foreign && options.flat().isEmpty()) {
            Formats.refusePart(path);
            return Optional.empty();
        }
        ForeignRecording found = foreign ? Formats.open(path, options.samplerateHz()).orElseThrow() : flat(path, options.flat().get(), options.samplerateHz());
        requireFitting(found, options, wanted);
        Scaling scaling = options.raw() ? Scaling.NONE : found.scales().isEmpty() ? Scaling.unscaled(found.unit())
                : new Scaling(found.gains(), found.adds(), found.unit());
        long[] shape = {found.layout().samples(), found.channels().size()};
        ForeignSource source = new ForeignSource(path.toString(), found.format(), shape, found.layout(), scaling, found.samplerateHz());
        return Optional.of(TrialStack.recording(source, found.channels(), trials(found), History.NONE));
    }

    /** The file of a source, read once more; empty if it is HDF5. */
    static Optional<ForeignRecording> again(SampleSource source) throws IOException {
        return source instanceof ForeignSource ? Formats.open(InputPath.of(source.path()), OptionalDouble.of(source.samplerateHz())) : Optional.empty();
    }

    /** The events of a recording, from its own file or from another one. */
    static List<Event> events(TrialStack stack, Optional<Path> file) throws IOException {
        double hz = stack.source().samplerateHz();
        if (file.isEmpty() && stack.source() instanceof Hdf5Source) {
            return NwbEvents.read(stack.source());
        }
        Optional<ForeignRecording> found = again(stack.source());
        List<Marker> markers = file.isPresent() ? EventFile.read(file.get(), hz) : found.isPresent() ? found.get().markers().read() : List.of();
        List<Segment> segments = found.map(ForeignRecording::segments).filter(parts -> isClock(parts, hz)).orElse(List.of(new Segment(0, stack.source().shape()[0], 0)));
        return markers.stream().map(marker -> event(marker, segments, hz)).toList();
    }

    /** Whether times tell the parts apart; those of trials that each begin at 0 do not. */
    private static boolean isClock(List<Segment> parts, double hz) {
        return IntStream.range(1, parts.size()).allMatch(k -> parts.get(k).startSeconds() >= parts.get(k - 1).startSeconds() + (parts.get(k - 1).count() - 1) / hz);
    }

    private static Event event(Marker marker, List<Segment> segments, double hz) {
        long sample = marker.sample() != Marker.BY_TIME ? marker.sample() : sample(marker.onsetSeconds(), segments, hz);
        return new Event(sample, marker.onsetSeconds(), marker.durationSeconds(), marker.value(), marker.columns());
    }

    /** The nearest sample; beyond the last one where the samples would go on, and in a gap none. */
    private static long sample(double seconds, List<Segment> segments, double hz) {
        for (int k = segments.size() - 1; k >= 0; k--) {
            Segment segment = segments.get(k);
            long inside = Math.round((seconds - segment.startSeconds()) * hz);
            boolean last = k == segments.size() - 1;
            if (inside >= 0 && (last || inside < segment.count())) {
                return segment.first() + inside;
            }
            if (inside >= segment.count()) {
                return -1;
            }
        }
        return Math.round((seconds - segments.get(0).startSeconds()) * hz);
    }

    private static ForeignRecording flat(Path path, FlatBinary flat, OptionalDouble samplerateHz) throws IOException {
        if (!Files.isRegularFile(path)) {
            throw new IllegalArgumentException("There is no file " + path + ". The path of a recording names a file of samples. Correct it.");
        }
        try (FileChannel file = FileChannel.open(path)) {
            ByteBuffer start = ByteBuffer.allocate((int) Math.min(8, file.size()));
            Channels.readFully(file, start, 0);
            if (start.capacity() == 8 && start.getLong(0) == HDF5) {
                throw new IllegalArgumentException(path + " is HDF5, which says itself what its samples are. Leave out " + Setting.FLAT + ".");
            }
        }
        return FlatFile.open(path, flat.sampleType(), flat.isBigEndian(), flat.channels(), flat.gain(), samplerateHz);
    }

    private static void requireFitting(ForeignRecording found, RecordingOptions options, DataKind wanted) {
        if (options.flat().isPresent() && !found.format().equals(FlatFile.NAME)) {
            throw new IllegalArgumentException(found.file() + " is " + found.format() + ", which says itself what its samples are. Leave out " + Setting.FLAT + ".");
        }
        if (wanted == DataKind.SPECTRUM) {
            throw new IllegalArgumentException(found.file() + " is " + found.format() + ", so it is a recording and no spectrum. " + DataKind.reading(SyncopyClass.ANALOG) + ".");
        }
        if (options.dataset().isPresent()) {
            throw new IllegalArgumentException("The dataset " + options.dataset().get() + " is asked for, but " + found.file() + " is " + found.format() + ". Only HDF5 files have"
                    + " datasets. Leave out " + Setting.DATASET + ".");
        }
        if (options.samplerateHz().isPresent() && options.samplerateHz().getAsDouble() != found.samplerateHz()) {
            throw new IllegalArgumentException("The samplerate of " + found.file() + " is " + found.samplerateHz() + " Hz, the option says " + options.samplerateHz().getAsDouble()
                    + " Hz. One of them is wrong, and nothing is resampled. Leave out " + Setting.SAMPLERATE + ".");
        }
    }

    /** A trial for each part without gaps, with the times of the recording. */
    private static TrialDefinition trials(ForeignRecording found) {
        List<Segment> segments = found.segments();
        long[] start = segments.stream().mapToLong(Segment::first).toArray();
        long[] stop = segments.stream().mapToLong(segment -> segment.first() + segment.count()).toArray();
        long[] offset = segments.stream().mapToLong(segment -> Math.round(segment.startSeconds() * found.samplerateHz())).toArray();
        if (found.trialColumns().isEmpty()) {
            return new TrialDefinition(start, stop, offset, NdArray.of(new double[0], start.length, 0));
        }
        List<String> names = List.copyOf(found.trialColumns().get(0).keySet());
        String[][] texts = names.stream().map(name -> found.trialColumns().stream().map(columns -> columns.get(name)).toArray(String[]::new)).toArray(String[][]::new);
        TrialColumns columns = new TrialColumns(names, texts);
        return new TrialDefinition(start, stop, offset, columns.numbers(start.length), null, columns);
    }
}
