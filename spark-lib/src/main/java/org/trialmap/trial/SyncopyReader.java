package org.trialmap.trial;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.trialmap.array.DType;
import org.trialmap.array.Shape;
import org.trialmap.hdf5.Hdf5File;
import org.trialmap.setting.Setting;
import org.trialmap.support.Suggestions;
import org.trialmap.trial.SyncopyContainer.Info;

/** Makes a recording of a Syncopy container: finds the file, reads the header, and says where the two do not agree. */
final class SyncopyReader {
    private static final String FOLDER = ".spy";
    private static final Set<DType> SAME_NAME = Set.of(DType.FLOAT32, DType.FLOAT64); // uint16, for example, is read as int32

    private final Path data;
    private final Path infoFile;
    private final Info info;
    private final DataKind wanted;

    private SyncopyReader(Path data, Info info, DataKind wanted) {
        this.wanted = wanted;
        this.data = data;
        this.infoFile = SyncopyContainer.infoOf(data);
        this.info = info;
    }

    /** Whether a path is meant as a Syncopy container: a folder, a file with one of Syncopy's extensions, or the name of a .spy folder without it. */
    static boolean handles(Path path) {
        return Files.isDirectory(folder(path)) || SyncopyClass.ofFile(SyncopyContainer.dataOf(path).getFileName().toString()).isPresent()
                && Files.exists(path);
    }

    private static Path folder(Path path) {
        Path named = path.resolveSibling(path.getFileName() + FOLDER);
        return !Files.exists(path) && Files.isDirectory(named) ? named : path;
    }

    static TrialStack open(Path path, RecordingOptions options, DataKind wanted) throws IOException {
        return of(path, wanted).read(options);
    }

    /** Spikes or events. */
    static SyncopyContainer.Table table(Path path, RecordingOptions options, DataKind wanted) throws IOException {
        if (!handles(path)) {
            Hdf5File.open(path).close(); // says that it is missing, or what else it is
            throw new IllegalArgumentException(path + " is not a Syncopy container. A " + wanted.noun + " (" + wanted.dataclass.label() + ") is read from a file that ends in "
                    + wanted.dataclass.extension() + ", with its header beside it, or from the folder *.spy that holds both. Name that.");
        }
        return of(path, wanted).table(options);
    }

    private static SyncopyReader of(Path path, DataKind wanted) throws IOException {
        Path folder = folder(path);
        Path data = Files.isDirectory(folder) ? only(folder, wanted) : SyncopyContainer.dataOf(path);
        SyncopyClass byName = SyncopyClass.ofFile(data.getFileName().toString()).orElseThrow();
        if (!wanted.reads(byName)) {
            throw another(data, byName, wanted);
        }
        Path info = SyncopyContainer.infoOf(data);
        if (!Files.exists(info)) {
            throw new IllegalArgumentException(data + " has no header: there is no " + info.getFileName() + " beside it. A Syncopy container"
                    + " is both files;"
                    + " the header says what the data are and is written last. Restore it, or write the container again; a copy of the data"
                    + " under a name"
                    + " that ends in .h5 is read as a plain HDF5 recording.");
        }
        return new SyncopyReader(data, SyncopyContainer.read(data), wanted);
    }

    /** The one file of the wanted class in a folder. */
    private static Path only(Path folder, DataKind wanted) throws IOException {
        String extension = wanted.dataclass.extension();
        List<String> names;
        try (Stream<Path> files = Files.list(folder)) {
            names = files.map(file -> file.getFileName().toString()).sorted().toList();
        }
        List<String> fitting = names.stream().filter(name -> name.endsWith(extension)).toList();
        if (fitting.size() == 1) {
            return folder.resolve(fitting.get(0));
        }
        if (fitting.size() > 1) {
            throw new IllegalArgumentException(folder + " holds " + fitting.size() + " " + wanted.plural + ": " + Suggestions.list(fitting) + "."
                    + " One is opened at a time. Name its file, for example " + folder.resolve(fitting.get(0)) + ".");
        }
        List<String> others = names.stream().filter(name -> SyncopyClass.ofFile(name).isPresent()).toList();
        if (others.size() == 1 && wanted.reads(SyncopyClass.ofFile(others.get(0)).orElseThrow())) {
            return folder.resolve(others.get(0));
        }
        if (others.size() == 1) {
            throw another(folder.resolve(others.get(0)), SyncopyClass.ofFile(others.get(0)).orElseThrow(), wanted);
        }
        throw new IllegalArgumentException(folder + " holds no " + wanted.noun + " (*" + extension + "); " + (names.isEmpty() ? "it is empty" : "it holds "
                + Suggestions.list(names)) + ". A folder is opened as a Syncopy container, for the one " + wanted.noun + " in it. Name the " + wanted.noun
                + "'s file, or another folder.");
    }

    private static IllegalArgumentException another(Path data, SyncopyClass found, DataKind wanted) {
        return new IllegalArgumentException(data + " holds " + found.label() + ", which is not a " + wanted.noun + ". A " + wanted.noun + " is " + wanted.axes
                + " (" + wanted.dataclass.label() + "). " + DataKind.reading(found) + ", or name a file that ends in " + wanted.dataclass.extension() + ".");
    }

    private TrialStack read(RecordingOptions options) throws IOException {
        List<String> axes = wanted.dataclass.dimord();
        requireWanted(options);
        if (!info.header().dimord().equals(axes)) {
            throw new IllegalArgumentException("The data of " + data + " have the axes " + info.header().dimord() + " (key 'dimord' of "
                    + infoFile.getFileName() + "). " + SelectionItem.capital(wanted.plural) + " are read as " + axes + ", and nothing is transposed."
                    + " Save the data with these axes.");
        }
        double hz = samplerate(options);
        try (Hdf5File file = Hdf5File.open(data)) {
            Hdf5File.Dataset samples = dataset(file, "/data");
            Hdf5File.Dataset trials = dataset(file, "/trialdefinition");
            check(info.stored().described(file), "data", info.stored().dataShape(), info.stored().dataDtype());
            check(trials, "trl", info.stored().trlShape(), info.stored().trlDtype());
            long[] shape = samples.shape();
            if (shape.length != axes.size() || !wanted.takes(samples.dtype()) || Shape.size(shape) == 0) {
                throw new IllegalArgumentException("/data of " + data + " is " + samples.dtype() + " " + Shape.format(shape) + ". The samples of a "
                        + wanted.noun + " are " + wanted.numbers + ", (" + String.join(", ", axes) + "), at least one. Name another container.");
            }
            TrialTable.Offsets offsets = wanted.offsets(info.header().dataclass() == SyncopyClass.TIME_LOCK);
            DatasetMetadata surroundings = new DatasetMetadata(file, data.toString(), "/data", shape);
            TrialDefinition definition = surroundings.named(new TrialTable("/trialdefinition of " + data, "/data", new long[] {shape[0], 1}, offsets).read(trials.read()));
            SampleSource source = new Hdf5Source(data.toString(), "/data", shape, samples.dtype(), surroundings.scaling(options, samples.dtype()), hz);
            boolean spectrum = wanted == DataKind.SPECTRUM;
            return new TrialStack(source, names(shape, "channel"), spectrum ? names(shape, "taper") : List.of(), frequencies(shape),
                    spectrum ? surroundings.toi(definition) : new double[0], definition, HistoryJson.of(info.header()));
        }
    }

    private void requireWanted(RecordingOptions options) {
        SyncopyClass said = info.header().dataclass();
        if (!data.getFileName().toString().endsWith(said.extension())) {
            if (wanted.reads(said)) {
                throw new IllegalArgumentException(data + " holds " + said.label() + ", as its header says, but such data are in files that end in " + said.extension()
                        + ", and Syncopy does not open it. One of the two files was renamed or replaced. Rename both, or restore them.");
            }
            throw another(data, said, wanted);
        }
        if (options.dataset().isPresent() && !options.dataset().get().equals("/data")) {
            throw new IllegalArgumentException("The dataset " + options.dataset().get() + " is asked for, but " + data + " is a Syncopy"
                    + " container. Its"
                    + " samples are in /data, and its header belongs to these. Leave out " + Setting.DATASET + ".");
        }
    }

    private SyncopyContainer.Table table(RecordingOptions options) throws IOException {
        requireWanted(options);
        List<String> columns = info.header().dimord();
        if (!columns.containsAll(wanted.dataclass.dimord()) || columns.stream().distinct().count() != columns.size()) {
            throw new IllegalArgumentException("The data of " + data + " have the columns " + columns + " (key 'dimord' of " + infoFile.getFileName() + "). A " + wanted.noun + " has "
                    + String.join(", ", wanted.dataclass.dimord()) + ", each once. Save the data with these columns.");
        }
        double hz = samplerate(options);
        try (Hdf5File file = Hdf5File.open(data)) {
            Hdf5File.Dataset rows = dataset(file, "/data");
            Hdf5File.Dataset trials = dataset(file, "/trialdefinition");
            check(info.stored().described(file), "data", info.stored().dataShape(), info.stored().dataDtype());
            check(trials, "trl", info.stored().trlShape(), info.stored().trlDtype());
            long[] shape = rows.shape();
            if (shape.length != 2 || shape[1] != columns.size() || !wanted.takes(rows.dtype()) || shape[0] == 0) {
                throw new IllegalArgumentException("/data of " + data + " is " + rows.dtype() + " " + Shape.format(shape) + ". A " + wanted.noun + " has " + wanted.numbers
                        + ", a row for each and the columns " + String.join(", ", columns) + ", at least one row. Name another container.");
            }
            TrialDefinition definition = new TrialTable("/trialdefinition of " + data, "/data", new long[] {Long.MAX_VALUE, 1}).read(trials.read());
            TrialDefinition named = new DatasetMetadata(file, data.toString(), "/data", shape).named(definition);
            SampleSource source = new Hdf5Source(data.toString(), "/data", shape, rows.dtype(), Scaling.NONE, hz);
            TrialStack identified = TrialStack.recording(source, columns, named, HistoryJson.of(info.header()));
            return new SyncopyContainer.Table(data, info.header(), hz, shape[0], named, identified.identity());
        }
    }

    private Hdf5File.Dataset dataset(Hdf5File file, String path) throws IOException {
        if (!file.isDataset(path)) {
            throw new IllegalArgumentException(data + " has no dataset " + path + "; it holds " + Suggestions.list(file.names("/")) + ". Every"
                    + " Syncopy"
                    + " container has /data and /trialdefinition. Restore the file, or save the data once more.");
        }
        return file.dataset(path);
    }

    /** Two files that were changed or copied one without the other give wrong numbers without a sign. */
    private void check(Hdf5File.Dataset found, String key, List<Long> said, String dtype) throws IOException {
        long[] shape = said.stream().mapToLong(Long::longValue).toArray();
        boolean otherDtype = SAME_NAME.contains(found.dtype()) && SAME_NAME.stream().anyMatch(known -> known.toString().equals(dtype))
                && !found.dtype().toString().equals(dtype);
        if (!Arrays.equals(found.shape(), shape) || otherDtype) {
            throw new IllegalArgumentException(found.path() + " of " + data + " is " + found.dtype() + " " + Shape.format(found.shape()) + ", but "
                    + infoFile.getFileName() + " says " + dtype + " " + Shape.format(shape) + " (keys '" + key + "_dtype',"
                    + " '" + key + "_shape'). The two"
                    + " files do not belong together, or one was changed without the other. Restore both, or save the data once more.");
        }
    }

    private double samplerate(RecordingOptions options) {
        if (info.header().samplerateHz().isEmpty()) {
            return options.samplerateHz().orElseThrow(() -> new IllegalArgumentException("The samplerate of " + data + " is not known: the key"
                    + " 'samplerate'"
                    + " of " + infoFile.getFileName() + " is null. Time axes and frequencies need it. Give it with " + Setting.SAMPLERATE + "."));
        }
        double hz = info.header().samplerateHz().getAsDouble();
        if (options.samplerateHz().isPresent() && options.samplerateHz().getAsDouble() != hz) {
            throw new IllegalArgumentException("The key 'samplerate' of " + infoFile + " is " + hz + " Hz, the option says "
                    + options.samplerateHz().getAsDouble() + " Hz. One of them is wrong, and nothing is resampled. Leave out " + Setting.SAMPLERATE + ", or correct the container.");
        }
        return hz;
    }

    /** Without names those that Syncopy makes up: channel01, channel02, ... with as many digits as the number of channels has. */
    private List<String> names(long[] shape, String axis) {
        List<String> names = info.header().names().get(axis);
        long count = shape[wanted.dataclass.dimord().indexOf(axis)];
        int digits = Long.toString(count).length();
        if (names == null) {
            return IntStream.rangeClosed(1, Math.toIntExact(count)).mapToObj(i -> String.format(Locale.ROOT, axis + "%0" + digits + "d", i)).toList();
        }
        if (names.size() != count) {
            throw unfit(axis, names.size(), "name", shape, count);
        }
        return names;
    }

    private double[] frequencies(long[] shape) {
        if (wanted != DataKind.SPECTRUM) {
            return new double[0];
        }
        List<Double> freq = info.header().freq();
        if (freq.size() != shape[2]) {
            throw unfit("freq", freq.size(), "value", shape, shape[2]);
        }
        return freq.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private IllegalArgumentException unfit(String key, int found, String what, long[] shape, long count) {
        String one = key.equals("freq") ? "frequency" : key;
        String many = key.equals("freq") ? "frequencies" : key + "s";
        return new IllegalArgumentException("The key '" + key + "' of " + infoFile + " has " + found + " " + what + "s, but /data of shape "
                + Shape.format(shape) + " has " + count + " " + (count == 1 ? one : many) + ". There must be one " + what + " per " + one + "."
                + " Restore both files, or save the data once more.");
    }
}
