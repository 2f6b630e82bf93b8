package org.trialmap.trial;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.trialmap.array.DType;
import org.trialmap.array.Shape;
import org.trialmap.store.Hdf5File;
import org.trialmap.task.Suggestions;
import org.trialmap.trial.SyncopyContainer.Info;

/** Makes a recording of a Syncopy container: finds the file, reads the header, and says where the two do not agree. */
final class SyncopyReader {
    private static final String FOLDER = ".spy";
    private static final String RECORDING = SyncopyClass.ANALOG.extension();
    private static final Set<DType> SAME_NAME = Set.of(DType.FLOAT32, DType.FLOAT64); // uint16, for example, is read as int32

    private final Path data;
    private final Path infoFile;
    private final Info info;

    private SyncopyReader(Path data, Info info) {
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

    static Recording open(Path path, RecordingOptions options) throws IOException {
        Path folder = folder(path);
        Path data = Files.isDirectory(folder) ? only(folder) : SyncopyContainer.dataOf(path);
        SyncopyClass byName = SyncopyClass.ofFile(data.getFileName().toString()).orElseThrow();
        if (byName != SyncopyClass.ANALOG) {
            throw noRecording(data, byName);
        }
        Path info = SyncopyContainer.infoOf(data);
        if (!Files.exists(info)) {
            throw new IllegalArgumentException(data + " has no header: there is no " + info.getFileName() + " beside it. A Syncopy container"
                    + " is both files;"
                    + " the header says what the data are and is written last. Restore it, or write the container anew; a copy of the data"
                    + " under a name"
                    + " that ends in .h5 is read as a plain HDF5 recording.");
        }
        return new SyncopyReader(data, SyncopyContainer.read(data)).read(options);
    }

    /** The one recording in a folder. */
    private static Path only(Path folder) throws IOException {
        List<String> names;
        try (Stream<Path> files = Files.list(folder)) {
            names = files.map(file -> file.getFileName().toString()).sorted().toList();
        }
        List<String> recordings = names.stream().filter(name -> name.endsWith(RECORDING)).toList();
        if (recordings.size() == 1) {
            return folder.resolve(recordings.get(0));
        }
        if (recordings.size() > 1) {
            throw new IllegalArgumentException(folder + " holds " + recordings.size() + " recordings: " + Suggestions.list(recordings) + "."
                    + " One is opened at a"
                    + " time. Name its file, for example " + folder.resolve(recordings.get(0)) + ".");
        }
        List<String> others = names.stream().filter(name -> SyncopyClass.ofFile(name).isPresent()).toList();
        if (others.size() == 1) {
            throw noRecording(folder.resolve(others.get(0)), SyncopyClass.ofFile(others.get(0)).orElseThrow());
        }
        throw new IllegalArgumentException(folder + " holds no recording (*" + RECORDING + "); " + (names.isEmpty() ? "it is empty" : "it holds "
                + Suggestions.list(names)) + ". A folder is opened as a Syncopy container, for the one recording in it. Name the recording's file, or"
                + " another folder.");
    }

    private static IllegalArgumentException noRecording(Path data, SyncopyClass dataclass) {
        return new IllegalArgumentException(data + " holds " + dataclass.label() + ", which is no recording. A recording is samples x channels ("
                + SyncopyClass.ANALOG.label() + "). Read its header with SyncopyContainer.read(path) and its values with"
                + " Hdf5File.open(path).dataset(\"/data\"), or name a file that ends in " + RECORDING + ".");
    }

    private Recording read(RecordingOptions options) throws IOException {
        if (info.header().dataclass() != SyncopyClass.ANALOG) {
            throw noRecording(data, info.header().dataclass());
        }
        if (!info.header().dimord().equals(SyncopyClass.ANALOG.dimord())) {
            throw new IllegalArgumentException("The data of " + data + " have the axes " + info.header().dimord() + " (key 'dimord' of "
                    + infoFile.getFileName() + "). Recordings are read as " + SyncopyClass.ANALOG.dimord() + ", and nothing is transposed."
                    + " Save the data"
                    + " with these axes.");
        }
        if (options.dataset().isPresent() && !options.dataset().get().equals("/data")) {
            throw new IllegalArgumentException("The dataset " + options.dataset().get() + " is asked for, but " + data + " is a Syncopy"
                    + " container. Its"
                    + " samples are in /data, and its header belongs to these. Leave out --dataset PATH (dataset(...)).");
        }
        double hz = samplerate(options);
        try (Hdf5File file = Hdf5File.open(data)) {
            Hdf5File.Dataset samples = dataset(file, "/data");
            Hdf5File.Dataset trials = dataset(file, "/trialdefinition");
            check(samples, "data", info.stored().dataShape(), info.stored().dataDtype());
            check(trials, "trl", info.stored().trlShape(), info.stored().trlDtype());
            long[] shape = samples.shape();
            if (shape.length != 2 || !Widening.isNumeric(samples.dtype()) || Shape.size(shape) == 0) {
                throw new IllegalArgumentException("/data of " + data + " is " + samples.dtype() + " " + Shape.format(shape) + ". The samples of a"
                        + " recording are integers or floats, (time, channel), at least one. Name another container.");
            }
            TrialDefinition definition = new TrialTable("/trialdefinition of " + data, "/data", shape).read(trials.read());
            return new Recording(new SampleSource(data.toString(), "/data", shape, samples.dtype(), hz), channelNames(shape), definition);
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
                    + " of " + infoFile.getFileName() + " is null. Time axes and frequencies need it. Give it with --samplerate HZ"
                    + " (samplerateHz(...))."));
        }
        double hz = info.header().samplerateHz().getAsDouble();
        if (options.samplerateHz().isPresent() && options.samplerateHz().getAsDouble() != hz) {
            throw new IllegalArgumentException("The key 'samplerate' of " + infoFile + " is " + hz + " Hz, the option says "
                    + options.samplerateHz().getAsDouble() + " Hz. One of them is wrong, and nothing is resampled. Leave out --samplerate HZ"
                    + " (samplerateHz(...)), or correct the container.");
        }
        return hz;
    }

    /** Without names those that Syncopy makes up: channel01, channel02, ... with as many digits as the number of channels has. */
    private List<String> channelNames(long[] shape) {
        List<String> names = info.header().names().get("channel");
        int digits = Long.toString(shape[1]).length();
        if (names == null) {
            return IntStream.rangeClosed(1, Math.toIntExact(shape[1])).mapToObj(i -> ("channel%0" + digits + "d").formatted(i)).toList();
        }
        if (names.size() != shape[1]) {
            throw new IllegalArgumentException("The key 'channel' of " + infoFile + " has " + names.size() + " names, but /data of shape "
                    + Shape.format(shape) + " has " + shape[1] + (shape[1] == 1 ? " channel" : " channels") + ". There must be one name per channel."
                    + " Restore both files, or save the data once more.");
        }
        return names;
    }
}
