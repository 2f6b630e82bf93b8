package org.trialmap.trial;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.trialmap.array.DType;
import org.trialmap.files.InputPath;
import org.trialmap.hdf5.Hdf5File;

/** What a file is opened as; the words for it in messages. */
enum DataKind {
    RECORDING(SyncopyClass.ANALOG, "recording", "recordings", "samples x channels", "integers or floats"),
    ANALOG(SyncopyClass.ANALOG, "recording", "recordings", "samples x channels", "integers, floats or complex numbers"),
    SPECTRUM(SyncopyClass.SPECTRAL, "spectrum", "spectra", "time x taper x freq x channel", "integers, floats or complex numbers"),
    SPIKES(SyncopyClass.SPIKE, "list of spikes", "lists of spikes", "a row of sample, channel and unit for each spike", "integers"),
    EVENTS(SyncopyClass.EVENT, "list of events", "lists of events", "a row of sample, eventid and any more numbers for each event", "integers");

    private static final String SPECTRAL_FILE = ".spectral";
    private static final String ANALOG_FILE = ".analog";

    final SyncopyClass dataclass;
    final String noun;
    final String plural;
    final String axes;
    final String numbers;

    DataKind(SyncopyClass dataclass, String noun, String plural, String axes, String numbers) {
        this.dataclass = dataclass;
        this.noun = noun;
        this.plural = plural;
        this.axes = axes;
        this.numbers = numbers;
    }

    boolean takes(DType dtype) {
        if (dataclass.isTable()) {
            return ExactNumbers.isNumeric(dtype) && !dtype.isFloating();
        }
        return ExactNumbers.isNumeric(dtype) || this != RECORDING && dtype.isComplex();
    }

    /** Where trials may begin. Averages over trials are read as {@code ANALOG} and may be of bins, whose middles are the times; what analyses cut has samples. */
    TrialTable.Offsets offsets(boolean averages) {
        return this == SPECTRUM || this == ANALOG && averages ? TrialTable.Offsets.FRACTIONAL : TrialTable.Offsets.WHOLE;
    }

    /** Whether data of this class have the wanted axes: time-locked data are samples x channels, too. */
    boolean reads(SyncopyClass found) {
        return found == dataclass || found == SyncopyClass.TIME_LOCK && dataclass == SyncopyClass.ANALOG;
    }

    /** How data of a class that is not wanted are read. */
    static String reading(SyncopyClass found) {
        return switch (found) {
            case ANALOG, TIME_LOCK -> "Open it with AnalogData.open(path) or Recording.open(path)";
            case SPECTRAL -> "Open it with SpectralData.open(path)";
            case CROSS_SPECTRAL -> "Open it with CrossSpectralData.open(path)";
            case SPIKE -> "Open it with SpikeData.open(path)";
            case EVENT -> "Open it with EventData.open(path)";
        };
    }

    /** By names in containers and by the rank of the dataset in plain files. */
    static boolean isSpectrum(Path file, String dataset) throws IOException {
        Path folder = Files.isDirectory(file) ? file : InputPath.of(file + ".spy");
        if (Files.isDirectory(folder)) {
            List<String> names;
            try (Stream<Path> list = Files.list(folder)) {
                names = list.map(path -> path.getFileName().toString()).toList();
            }
            return names.stream().anyMatch(name -> name.endsWith(SPECTRAL_FILE)) && names.stream().noneMatch(name -> name.endsWith(ANALOG_FILE));
        }
        String name = file.getFileName().toString().replaceFirst("\\.info$", "");
        if (name.endsWith(SPECTRAL_FILE) || name.endsWith(ANALOG_FILE)) {
            return name.endsWith(SPECTRAL_FILE);
        }
        if (Recording.isForeign(file)) {
            return false;
        }
        try (Hdf5File opened = Hdf5File.open(file)) {
            return opened.isDataset(dataset) && opened.dataset(dataset).shape().length == 4;
        }
    }
}
