package org.trialmap.trial;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.array.Shape;
import org.trialmap.store.Hdf5File;
import org.trialmap.task.Suggestions;

/** Finds in a file what makes a recording of it, and says what is missing or does not fit. */
final class RecordingReader {
    private static final String OPTION = "--dataset PATH (dataset(...))";
    private static final int MAX_LISTED = 200;
    private static final int MAX_DEPTH = 6;

    private final Hdf5File file;
    private final String name;
    private final String dataset;
    private final Hdf5File.Dataset samples;
    private final long[] shape;

    private RecordingReader(Hdf5File file, Path path, String dataset) throws IOException {
        this.file = file;
        this.name = path.toString();
        this.dataset = dataset;
        this.samples = file.dataset(dataset);
        this.shape = samples.shape();
    }

    static Recording open(Path path, RecordingOptions options) throws IOException {
        try (Hdf5File file = Hdf5File.open(path)) {
            String dataset = options.dataset().orElse("/data");
            if (!file.isDataset(dataset)) {
                throw noDataset(file, path, dataset);
            }
            return new RecordingReader(file, path, dataset).read(options);
        }
    }

    private static IllegalArgumentException noDataset(Hdf5File file, Path path, String dataset) throws IOException {
        List<String> there = new ArrayList<>();
        list(file, "/", there);
        return new IllegalArgumentException(path + " has no dataset " + dataset + "." + Suggestions.of(dataset, there) + " The file "
                + (there.isEmpty() ? "holds no datasets" : "holds " + Suggestions.list(there)) + ". A recording is read from one dataset, /data"
                + " unless another one is named. Name it with " + OPTION + ".");
    }

    /** Adds the datasets of a group and of the groups in it; not without end where links go round in circles. */
    private static void list(Hdf5File file, String group, List<String> to) throws IOException {
        for (String child : file.names(group)) {
            String path = child(group, child);
            if (to.size() < MAX_LISTED && file.isDataset(path)) {
                to.add(path);
            } else if (path.chars().filter(c -> c == '/').count() < MAX_DEPTH && file.isGroup(path)) {
                list(file, path, to);
            }
        }
    }

    private static String child(String group, String name) {
        return group.equals("/") ? "/" + name : group + "/" + name;
    }

    private Recording read(RecordingOptions options) throws IOException {
        DType dtype = samples.dtype();
        if (!Widening.isNumeric(dtype)) {
            throw new IllegalArgumentException(where(dataset) + " holds " + dtype + " values. The samples of a recording are integers or floats."
                    + " Name another dataset with " + OPTION + ".");
        }
        if (shape.length < 1 || shape.length > 3) {
            throw new IllegalArgumentException(where(dataset) + " has shape " + Shape.format(shape) + ". A recording has the axes (sample, channel),"
                    + " (trial, sample, channel) or, for one channel, (sample,). Name another dataset with " + OPTION + ".");
        }
        if (Shape.size(shape) == 0) {
            throw new IllegalArgumentException(where(dataset) + " has shape " + Shape.format(shape) + ", so it holds no samples. There would be"
                    + " nothing to compute. Name another dataset with " + OPTION + ".");
        }
        SampleSource source = new SampleSource(name, dataset, shape, dtype, samplerate(options));
        return new Recording(source, channelNames(), trials());
    }

    private double samplerate(RecordingOptions options) throws IOException {
        String holder = null;
        NdArray value = null;
        for (Iterator<String> up = upwards(dataset).iterator(); value == null && up.hasNext();) {
            holder = up.next();
            value = file.attribute(holder, "samplerate").orElse(null);
        }
        if (value == null) {
            return options.samplerateHz().orElseThrow(() -> new IllegalArgumentException("The samplerate of " + where(dataset) + " is not known:"
                    + " neither the dataset nor a group above it has an attribute 'samplerate' (Hz). Time axes and frequencies need it. Give it with"
                    + " --samplerate HZ (samplerateHz(...))."));
        }
        String where = "The attribute 'samplerate' of " + where(holder);
        if (!Widening.isNumeric(value.dtype()) || value.size() != 1) {
            throw new IllegalArgumentException(where + " is " + value + ". It must be one number, in Hz. Correct the file.");
        }
        double hz = Widening.number(value, 0).doubleValue();
        if (!RecordingOptions.isSamplerate(hz)) {
            throw new IllegalArgumentException(where + " is " + hz + " Hz. It must be a positive, finite number. Correct the file.");
        }
        if (options.samplerateHz().isPresent() && options.samplerateHz().getAsDouble() != hz) {
            throw new IllegalArgumentException(where + " is " + hz + " Hz, the option says " + options.samplerateHz().getAsDouble() + " Hz. One of"
                    + " them is wrong, and nothing is resampled. Leave out --samplerate HZ (samplerateHz(...)), or correct the file.");
        }
        return hz;
    }

    private List<String> channelNames() throws IOException {
        long count = shape.length == 1 ? 1 : shape[shape.length - 1];
        Optional<Hdf5File.Dataset> found = beside("channel");
        if (found.isEmpty()) {
            return IntStream.rangeClosed(1, Math.toIntExact(count)).mapToObj(i -> "channel" + i).toList();
        }
        Hdf5File.Dataset names = found.get();
        long[] extent = names.shape();
        if (names.dtype() != DType.STRING || extent.length != 1) {
            throw new IllegalArgumentException(where(names.path()) + " is " + names.dtype() + " " + Shape.format(extent) + ", which are no channel"
                    + " names. It must be a list of strings, one per channel. Correct the file.");
        }
        if (extent[0] != count) {
            throw new IllegalArgumentException(where(names.path()) + " has " + extent[0] + " channel names, but " + dataset + " of shape "
                    + Shape.format(shape) + " has " + count + " channel" + (count == 1 ? "" : "s") + ". There must be one name per"
                    + " channel. Correct the file, or name the dataset that the names belong to with " + OPTION + ".");
        }
        return Arrays.asList((String[]) names.read().data());
    }

    private TrialDefinition trials() throws IOException {
        Optional<Hdf5File.Dataset> table = beside("trialdefinition");
        if (table.isPresent()) {
            return new TrialTable(where(table.get().path()), dataset, shape).read(table.get().read());
        }
        return shape.length == 3 ? TrialDefinition.consecutive(Math.toIntExact(shape[0]), shape[1]) : TrialDefinition.consecutive(1, shape[0]);
    }

    /** The dataset of that name in the nearest group above the samples that has one. */
    private Optional<Hdf5File.Dataset> beside(String companion) throws IOException {
        for (String group : upwards(dataset).subList(1, upwards(dataset).size())) {
            String path = child(group, companion);
            if (!path.equals(dataset) && file.isDataset(path)) {
                return Optional.of(file.dataset(path));
            }
        }
        return Optional.empty();
    }

    /** The object itself and the groups above it, up to the root: {@code /a/b}, {@code /a}, {@code /}. */
    private static List<String> upwards(String path) {
        List<String> way = new ArrayList<>();
        for (String at = path; !at.isEmpty(); at = at.substring(0, at.lastIndexOf('/'))) {
            way.add(at);
        }
        way.add("/");
        return way;
    }

    private String where(String object) {
        return object + " of " + name;
    }
}
