package org.trialmap.trial.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.trialmap.array.DType;
import org.trialmap.trial.format.EeglabEvents.Happening;
import org.trialmap.trial.format.ForeignRecording.Segment;
import org.trialmap.trial.format.MatValue.Kind;

/** A dataset of EEGLAB: the samples in the file itself or, as float32, in an {@code .fdt} beside it; continuous, with boundaries where it was cut, or epochs. */
record EeglabSet(MatVariable variable) {
    private static final String BOUNDARY = "boundary";

    ForeignRecording open() throws IOException {
        MatFields eeg = variable.fields("the EEGLAB dataset");
        int channels = eeg.count("nbchan");
        long points = eeg.count("pnts");
        long trials = has(eeg, "trials") ? eeg.count("trials") : 1;
        double hz = eeg.samplerate("srate");
        double begin = has(eeg, "xmin") ? eeg.number("xmin") : 0;
        SampleStore samples = samples(eeg, channels, points * trials);
        EeglabEvents events = new EeglabEvents(eeg, hz);
        List<Happening> happenings = events.read();
        boolean epochs = trials > 1 || has(eeg, "epoch");
        List<Segment> segments = epochs ? LongStream.range(0, trials).mapToObj(k -> new Segment(k * points, points, begin)).toList() : parts(happenings, points, begin, hz);
        List<Map<String, String>> columns = epochs ? events.ofEpochs(happenings, segments, Math.round(begin * hz)) : List.of();
        List<Marker> markers = happenings.stream().map(Happening::marker).toList();
        return new ForeignRecording("EEGLAB", variable.file(), samples, names(eeg, channels), hz, List.of(), ForeignRecording.all(channels, ""), segments, List.of(), () -> markers, columns);
    }

    private static boolean has(MatFields eeg, String field) throws IOException {
        Optional<MatValue> value = eeg.value(field);
        return value.isPresent() && value.get().size() > 0;
    }

    private SampleStore samples(MatFields eeg, int channels, long samples) throws IOException {
        MatValue data = eeg.value("data").orElseThrow();
        if (data.kind() == Kind.TEXT) {
            return besides(data.text(), channels, samples);
        }
        String must = "the numbers of " + channels + " channels (nbchan) x " + samples + " samples (pnts x trials), or the name of the file with them";
        DType dtype = data.kind() == Kind.NUMBERS ? eeg.dtype("data", data) : null;
        if (dtype == null || data.dims()[0] != channels || data.columns() != samples) {
            throw eeg.wrong("data", data.describe(), must);
        }
        return variable.samples("data", dtype, List.of(samples));
    }

    /** The file that is named or, since datasets are renamed, the one that has the dataset's own name. */
    private SampleStore besides(String name, int channels, long samples) throws IOException {
        Path file = variable.file();
        String own = file.getFileName().toString().replaceFirst("\\.[^.]*$", "") + ".fdt";
        String plain = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        if (plain.endsWith(".dat")) {
            throw new IllegalArgumentException("The samples of " + file + " are in " + plain + ", a file of an older kind (.dat), which is not read. Save the dataset in EEGLAB once more.");
        }
        Path data = Files.isRegularFile(file.resolveSibling(plain)) ? file.resolveSibling(plain) : file.resolveSibling(own);
        if (!Files.isRegularFile(data)) {
            throw new IllegalArgumentException("There is no " + plain + " beside " + file + ", which names it, and no " + own + ". It has the samples. Copy both files of the dataset.");
        }
        SampleFile stored = SampleFile.of(data, SampleType.FLOAT32, false, 0);
        double said = 4.0 * channels * samples;
        if (stored.bytes() != said) {
            throw new IllegalArgumentException(data + " has " + stored.bytes() + " bytes, by " + file.getFileName() + " it must have " + Math.round(said) + " (" + channels + " channels x " + samples
                    + " samples of float32). The file is truncated, or the two do not belong together. Copy both once more.");
        }
        return BlockLayout.multiplexed(stored, channels, channels);
    }

    private static List<String> names(MatFields eeg, int channels) throws IOException {
        if (!has(eeg, "chanlocs")) {
            return ForeignRecording.numbered(channels);
        }
        MatValue places = eeg.required("chanlocs", Kind.STRUCT, "a struct with an element for each channel");
        if (places.size() != channels) {
            throw eeg.wrong("chanlocs", places.describe(), "a struct with an element for each of the " + channels + " channels (nbchan)");
        }
        List<String> names = new ArrayList<>();
        for (int c = 0; c < channels; c++) {
            String label = new MatFields(eeg.file(), "chanlocs", places, c).shown("labels");
            names.add(label.isEmpty() || label.equals("n/a") ? "channel" + (c + 1) : label);
        }
        return names;
    }

    /** Between boundaries; one at 100.5 lies between samples 100 and 101, which count from 1. */
    private static List<Segment> parts(List<Happening> happenings, long samples, double begin, double hz) {
        long[] firsts = LongStream.concat(LongStream.of(0), happenings.stream().filter(one -> one.type().equalsIgnoreCase(BOUNDARY))
                .mapToLong(one -> (long) Math.ceil(one.latency()) - 1).filter(at -> at > 0 && at < samples)).sorted().distinct().toArray();
        List<Segment> parts = new ArrayList<>();
        for (int k = 0; k < firsts.length; k++) {
            long end = k + 1 < firsts.length ? firsts[k + 1] : samples;
            parts.add(new Segment(firsts[k], end - firsts[k], begin + firsts[k] / hz));
        }
        return parts;
    }
}
