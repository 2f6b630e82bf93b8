package org.trialmap.trial;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.array.Shape;
import org.trialmap.hdf5.Hdf5Exception;
import org.trialmap.hdf5.Hdf5File;
import org.trialmap.setting.Setting;

/** What belongs to a dataset of a plain HDF5 file: found beside it or in the groups above, the nearest first. */
record DatasetMetadata(Hdf5File file, String name, String dataset, long[] shape) {
    private static final String STARTING_TIME = "starting_time";
    String where(String object) {
        return object + " of " + name;
    }

    double samplerate(RecordingOptions options) throws IOException {
        String holder = null;
        NdArray value = null;
        for (Iterator<String> up = upwards(dataset).iterator(); value == null && up.hasNext();) {
            holder = up.next();
            value = file.attribute(holder, "samplerate").orElse(null);
        }
        if (value == null) {
            Optional<NdArray> rate = nwbRate();
            holder = rate.isPresent() ? sibling(STARTING_TIME) : null;
            value = rate.orElse(null);
        }
        String attribute = holder != null && holder.equals(sibling(STARTING_TIME)) ? "rate" : "samplerate";
        if (value == null && options.samplerateHz().isEmpty() && NwbSeries.isNwb(file)) {
            OptionalDouble even = NwbSeries.of(file, name, dataset).evenRate(shape[0]);
            if (even.isPresent()) {
                return even.getAsDouble();
            }
        }
        if (value == null) {
            refuseTimestamps(options);
            return options.samplerateHz().orElseThrow(() -> new IllegalArgumentException("The samplerate of " + where(dataset) + " is not known:"
                    + " neither the dataset nor a group above it has an attribute 'samplerate' (Hz). Time axes and frequencies need it. Give it with "
                    + Setting.SAMPLERATE + "."));
        }
        String where = "The attribute '" + attribute + "' of " + where(holder);
        if (!ExactNumbers.isNumeric(value.dtype()) || value.size() != 1) {
            throw new IllegalArgumentException(where + " is " + value + ". It must be one number, in Hz. Correct the file.");
        }
        double hz = ExactNumbers.number(value, 0).doubleValue();
        if (!RecordingOptions.isSamplerate(hz)) {
            throw new IllegalArgumentException(where + " is " + hz + " Hz. It must be a positive, finite number. Correct the file.");
        }
        if (options.samplerateHz().isPresent() && options.samplerateHz().getAsDouble() != hz) {
            throw new IllegalArgumentException(where + " is " + hz + " Hz, the option says " + options.samplerateHz().getAsDouble() + " Hz. One of"
                    + " them is wrong, and nothing is resampled. Leave out " + Setting.SAMPLERATE + ", or correct the file.");
        }
        return hz;
    }

    /** NWB has the rate beside the dataset, at the dataset that says when the first sample was taken. */
    private Optional<NdArray> nwbRate() throws IOException {
        return file.isDataset(sibling(STARTING_TIME)) ? file.attribute(sibling(STARTING_TIME), "rate") : Optional.empty();
    }

    private void refuseTimestamps(RecordingOptions options) throws IOException {
        if (options.samplerateHz().isEmpty() && !sibling("timestamps").equals(dataset) && file.isDataset(sibling("timestamps"))) {
            throw new IllegalArgumentException("The samplerate of " + where(dataset) + " is not known: the file has a time for each sample, "
                    + sibling("timestamps") + ", and no rate. Samples are read as evenly spaced, and these times are not looked at. If they are even, give"
                    + " their rate with " + Setting.SAMPLERATE + ".");
        }
    }

    /** A neighbour in the dataset's own group. */
    private String sibling(String neighbour) {
        return dataset.substring(0, dataset.lastIndexOf('/') + 1) + neighbour;
    }

    /** How the dataset's numbers become values, and their unit. */
    Scaling scaling(RecordingOptions options, DType stored) throws IOException {
        return new ScalingReader(file, name, dataset, Math.toIntExact(shape.length == 1 ? 1 : shape[shape.length - 1])).read(options, stored);
    }

    /** Names of the positions on an axis ("channel", "taper"): of the dataset of that name, else the attribute, else made up. */
    List<String> names(String noun, long count) throws IOException {
        Optional<Hdf5File.Dataset> found = beside(noun);
        if (found.isPresent()) {
            Hdf5File.Dataset names = found.get();
            long[] extent = names.shape();
            if (names.dtype() != DType.STRING || extent.length != 1) {
                throw new IllegalArgumentException(where(names.path()) + " is " + names.dtype() + " " + Shape.format(extent) + ", which are no " + noun
                        + " names. It must be a list of strings, one per " + noun + ". Correct the file.");
            }
            checkCount(where(names.path()), noun, extent[0], count);
            return Arrays.asList((String[]) names.read().data());
        }
        for (String holder : upwards(dataset)) {
            Optional<NdArray> names = strings(holder, noun);
            if (names.isPresent()) {
                checkCount("The attribute '" + noun + "' of " + where(holder), noun, names.get().size(), count);
                return Arrays.asList((String[]) names.get().data());
            }
        }
        Optional<List<String>> electrodes = noun.equals("channel") && NwbSeries.isNwb(file) ? NwbSeries.of(file, name, dataset).channelNames(count) : Optional.empty();
        return electrodes.orElseGet(() -> IntStream.rangeClosed(1, Math.toIntExact(count)).mapToObj(i -> noun + i).toList());
    }

    private void checkCount(String where, String noun, long names, long count) {
        if (names != count) {
            throw new IllegalArgumentException(where + " has " + names + " " + noun + " names, but " + dataset + " of shape " + Shape.format(shape)
                    + " has " + count + " " + noun + (count == 1 ? "" : "s") + ". There must be one name per " + noun + ". Correct the file, or name the"
                    + " dataset that the names belong to with " + Setting.DATASET + ".");
        }
    }

    /** The axes that the nearest attribute {@code dimord} names; empty without it. */
    List<String> dimord() throws IOException {
        for (String holder : upwards(dataset)) {
            Optional<NdArray> axes = strings(holder, "dimord");
            if (axes.isPresent()) {
                return List.of((String[]) axes.get().data());
            }
        }
        return List.of();
    }

    /** An attribute that is a list of strings; others of that name are ignored. */
    private Optional<NdArray> strings(String holder, String attribute) throws IOException {
        return attribute(holder, attribute).filter(value -> value.dtype() == DType.STRING && value.rank() == 1);
    }

    /** An attribute that another program may have meant differently; nothing if it is of a type that cannot be read. */
    private Optional<NdArray> attribute(String holder, String attribute) throws IOException {
        try {
            return file.attribute(holder, attribute);
        } catch (Hdf5Exception e) {
            return Optional.empty();
        }
    }

    /** The chain of steps in the root's attributes. */
    History history() throws IOException {
        return HistoryJson.of(text("cfg"), text("_log"), text("_version"));
    }

    private String text(String attribute) throws IOException {
        return attribute("/", attribute).filter(value -> value.dtype() == DType.STRING && value.size() == 1).map(value -> (String) value.item()).orElse("");
    }

    /** Hz per position of the axis: of the dataset {@code freq}, else of the attribute, which holds at most 64 kB. */
    double[] frequencies(long count) throws IOException {
        Optional<Hdf5File.Dataset> found = beside("freq");
        String where = found.map(freq -> where(freq.path())).orElse("The attribute 'freq' of " + where("/"));
        NdArray freq = found.isPresent() ? found.get().read() : attribute("/", "freq").orElse(null);
        if (freq == null) {
            throw new IllegalArgumentException("The frequencies of " + where(dataset) + " are not known: there is neither a dataset 'freq' beside it or"
                    + " above, nor an attribute 'freq' of the root. A spectrum has one frequency (Hz) per position of its third axis. Add them to the"
                    + " file.");
        }
        boolean numeric = ExactNumbers.isNumeric(freq.dtype()) && freq.rank() == 1;
        if (!numeric || freq.size() != count || !Arrays.stream(freq.toDoubles()).allMatch(Double::isFinite)) {
            throw new IllegalArgumentException(where + " is " + freq + ", but " + dataset + " of shape " + Shape.format(shape) + " needs " + count
                    + (count == 1 ? " frequency" : " frequencies") + ". There must be one finite number (Hz) per position of the third axis; an attribute"
                    + " holds at most 64 kB and may be cut. Write them as the dataset /freq.");
        }
        return freq.toDoubles();
    }

    /** The trials with the names of their free columns, where the file has them as results do. */
    TrialDefinition named(TrialDefinition trials) throws IOException {
        Optional<Hdf5File.Dataset> names = beside(TrialColumns.NAMES);
        Optional<Hdf5File.Dataset> texts = beside(TrialColumns.TEXTS);
        if (names.isEmpty() || texts.isEmpty() || names.get().dtype() != DType.STRING || texts.get().dtype() != DType.STRING) {
            return trials; // of another program
        }
        long columns = trials.info().shape()[1];
        if (!Arrays.equals(names.get().shape(), new long[] {columns}) || !Arrays.equals(texts.get().shape(), new long[] {trials.count(), columns})) {
            throw new IllegalArgumentException(where(texts.get().path()) + " has shape " + Shape.format(texts.get().shape()) + " and " + names.get().path() + " "
                    + Shape.format(names.get().shape()) + ", but " + trials + " with " + columns + " free columns are defined. They name these columns, so the file was changed in"
                    + " part. Correct the file, or remove both datasets.");
        }
        return trials.named(TrialColumns.of(names.get().read(), texts.get().read()));
    }

    /** Seconds of the rows of each trial, of the dataset {@code toi}; empty without it. */
    double[] toi(TrialDefinition trials) throws IOException {
        Optional<Hdf5File.Dataset> found = beside("toi");
        if (found.isEmpty()) {
            return new double[0];
        }
        NdArray toi = found.get().read();
        boolean numeric = ExactNumbers.isNumeric(toi.dtype()) && toi.rank() == 1;
        double[] seconds = numeric ? toi.toDoubles() : new double[0];
        boolean ascending = IntStream.range(0, seconds.length).allMatch(i -> Double.isFinite(seconds[i]) && (i == 0 || seconds[i - 1] < seconds[i]));
        int other = IntStream.range(0, trials.count()).filter(k -> trials.length(k) != seconds.length).findFirst().orElse(-1);
        if (!numeric || !ascending || other >= 0) {
            throw new IllegalArgumentException(where(found.get().path()) + " is " + toi + ". It must be the times of the rows of each trial: ascending numbers of"
                    + " seconds, as many as every trial has rows" + (other < 0 ? "" : "; trial " + other + " has " + trials.length(other)) + ". Correct the file, or"
                    + " remove the dataset to have times in even steps.");
        }
        return seconds;
    }

    /** The dataset of that name in the nearest group above the samples that has one. */
    Optional<Hdf5File.Dataset> beside(String companion) throws IOException {
        List<String> way = upwards(dataset);
        for (String group : way.subList(1, way.size())) {
            String path = group.equals("/") ? "/" + companion : group + "/" + companion;
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
}
