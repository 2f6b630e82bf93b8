package org.trialmap.trial;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.trialmap.array.DType;
import org.trialmap.array.Shape;
import org.trialmap.hdf5.Hdf5File;
import org.trialmap.setting.Setting;
import org.trialmap.support.Suggestions;

/** Finds in a plain HDF5 file what makes a recording or a spectrum of it, and says what is missing or does not fit. */
final class RecordingReader {
    private static final int MAX_LISTED = 200;
    private static final int MAX_DEPTH = 6;

    private final Path path;
    private final String dataset;
    private final DataKind wanted;
    private final Hdf5File.Dataset samples;
    private final long[] shape;
    private final DatasetMetadata surroundings;

    private RecordingReader(Hdf5File file, Path path, String dataset, DataKind wanted) throws IOException {
        this.path = path;
        this.dataset = dataset;
        this.wanted = wanted;
        this.samples = file.dataset(dataset);
        this.shape = samples.shape();
        this.surroundings = new DatasetMetadata(file, path.toString(), dataset, shape);
    }

    static TrialStack open(Path path, RecordingOptions options, DataKind wanted) throws IOException {
        try (Hdf5File file = Hdf5File.open(path)) {
            String dataset = options.dataset().isPresent() ? options.dataset().get() : automatic(file, path);
            if (!file.isDataset(dataset)) {
                throw noDataset(file, path, dataset, wanted);
            }
            return new RecordingReader(file, path, dataset, wanted).read(options);
        }
    }

    /** {@code /data}, or the only series of samples of a file of NWB. */
    private static String automatic(Hdf5File file, Path path) throws IOException {
        boolean series = NwbSeries.isNwb(file) && !file.isDataset("/data");
        return series ? NwbSeries.onlyOne(file, path.toString()).orElse("/data") : "/data";
    }

    private static IllegalArgumentException noDataset(Hdf5File file, Path path, String dataset, DataKind wanted) throws IOException {
        List<String> there = new ArrayList<>();
        list(file, "/", there);
        return new IllegalArgumentException(path + " has no dataset " + dataset + "." + Suggestions.of(dataset, there) + " The file "
                + (there.isEmpty() ? "holds no datasets" : "holds " + Suggestions.list(there)) + ". A " + wanted.noun + " is read from one dataset, /data"
                + " unless another one is named. Name it with " + Setting.DATASET + ".");
    }

    /** Adds the datasets of a group and of the groups in it; not without end where links go round in circles. */
    private static void list(Hdf5File file, String group, List<String> to) throws IOException {
        for (String child : file.names(group)) {
            String path = group.equals("/") ? "/" + child : group + "/" + child;
            try {
                if (to.size() < MAX_LISTED && file.isDataset(path)) {
                    to.add(path);
                } else if (path.chars().filter(c -> c == '/').count() < MAX_DEPTH && file.isGroup(path)) {
                    list(file, path, to);
                }
            } catch (IOException e) {
                continue; // one object that cannot be read hides no other
            }
        }
    }

    private TrialStack read(RecordingOptions options) throws IOException {
        DType dtype = samples.dtype();
        checkAxes();
        if (!wanted.takes(dtype)) {
            throw new IllegalArgumentException(where() + " holds " + dtype + " values. The samples of a " + wanted.noun + " are " + wanted.numbers + "."
                    + nameAnother());
        }
        if (Shape.size(shape) == 0) {
            throw new IllegalArgumentException(where() + " has shape " + Shape.format(shape) + ", so it holds no samples. There would be"
                    + " nothing to compute." + nameAnother());
        }
        SampleSource source = new Hdf5Source(path.toString(), dataset, shape, dtype, surroundings.scaling(options, dtype), surroundings.samplerate(options));
        List<String> channel = surroundings.names("channel", shape.length == 1 ? 1 : shape[shape.length - 1]);
        History history = surroundings.history();
        if (wanted == DataKind.SPECTRUM) {
            TrialDefinition trials = trials();
            double[] toi = surroundings.toi(trials);
            return new TrialStack(source, channel, surroundings.names("taper", shape[1]), surroundings.frequencies(shape[2]), toi, trials, history);
        }
        return TrialStack.recording(source, channel, trials(), history);
    }

    /** The attribute {@code dimord} counts if it has as many names as the dataset axes. */
    private void checkAxes() throws IOException {
        List<String> dimord = surroundings.dimord();
        boolean told = !dimord.isEmpty() && dimord.size() == shape.length;
        boolean spectrum = wanted == DataKind.SPECTRUM;
        if (!spectrum && told && dimord.equals(SyncopyClass.SPECTRAL.dimord())) {
            throw new IllegalArgumentException(where() + " has the axes " + dimord + " (attribute 'dimord'), so it is a spectrum (SpectralData) and no"
                    + " recording. A recording is " + wanted.axes + ". " + DataKind.reading(SyncopyClass.SPECTRAL) + ", or name another dataset with "
                    + Setting.DATASET + ".");
        }
        if (spectrum ? shape.length != 4 : shape.length < 1 || shape.length > 3) {
            throw new IllegalArgumentException(where() + " has shape " + Shape.format(shape) + (spectrum ? ". A spectrum has the axes (time, taper, freq,"
                    + " channel). " + DataKind.reading(SyncopyClass.ANALOG) + " if it is a recording, or name another dataset with " + Setting.DATASET + "."
                    : ". A recording has the axes (sample, channel), (trial, sample, channel) or, for one channel, (sample,)." + nameAnother()));
        }
        if (told && shape.length == wanted.dataclass.dimord().size() && !dimord.equals(wanted.dataclass.dimord())) {
            throw new IllegalArgumentException(where() + " has the axes " + dimord + " (attribute 'dimord'). " + SelectionItem.capital(wanted.plural)
                    + " are read as " + wanted.dataclass.dimord() + ", and nothing is transposed. Write the data with these axes, or name another dataset"
                    + " with " + Setting.DATASET + ".");
        }
    }

    private TrialDefinition trials() throws IOException {
        Optional<Hdf5File.Dataset> table = surroundings.beside("trialdefinition");
        if (table.isPresent()) {
            boolean spectrum = wanted == DataKind.SPECTRUM;
            TrialTable.Offsets offsets = wanted.offsets(surroundings.beside("avg").isPresent());
            return surroundings.named(new TrialTable(surroundings.where(table.get().path()), dataset, spectrum ? new long[] {shape[0], 1} : shape, offsets)
                    .read(table.get().read()));
        }
        return shape.length == 3 ? TrialDefinition.consecutive(Math.toIntExact(shape[0]), shape[1]) : TrialDefinition.consecutive(1, shape[0]);
    }

    private String where() {
        return surroundings.where(dataset);
    }

    private static String nameAnother() {
        return " Name another dataset with " + Setting.DATASET + ".";
    }
}
