package org.trialmap.trial;

import org.trialmap.array.DType;

/** What a file is opened as; the words for it in messages. */
enum DataKind {
    RECORDING(SyncopyClass.ANALOG, "recording", "recordings", "samples x channels", "integers or floats"),
    ANALOG(SyncopyClass.ANALOG, "recording", "recordings", "samples x channels", "integers, floats or complex numbers"),
    SPECTRUM(SyncopyClass.SPECTRAL, "spectrum", "spectra", "time x taper x freq x channel", "integers, floats or complex numbers"),
    SPIKES(SyncopyClass.SPIKE, "list of spikes", "lists of spikes", "a row of sample, channel and unit for each spike", "integers"),
    EVENTS(SyncopyClass.EVENT, "list of events", "lists of events", "a row of sample, eventid and any more numbers for each event", "integers");

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
            case ANALOG -> "Open it with AnalogData.open(path) or Recording.open(path)";
            case SPECTRAL -> "Open it with SpectralData.open(path)";
            case SPIKE -> "Open it with SpikeData.open(path)";
            case EVENT -> "Open it with EventData.open(path)";
            default -> "Read its header with SyncopyContainer.read(path) and its values with Hdf5File.open(path).dataset(\"/data\")";
        };
    }
}
