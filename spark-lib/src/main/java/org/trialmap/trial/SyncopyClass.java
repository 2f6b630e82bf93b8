package org.trialmap.trial;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Syncopy's classes of data: their names, file extensions, and the axes of {@code data} in Syncopy's default order. */
public enum SyncopyClass {
    ANALOG("AnalogData", ".analog", List.of("channel"), "time", "channel"),
    SPECTRAL("SpectralData", ".spectral", List.of("channel", "taper"), "time", "taper", "freq", "channel"),
    CROSS_SPECTRAL("CrossSpectralData", ".crossspectral", List.of("channel_i", "channel_j"), "time", "freq", "channel_i", "channel_j"),
    TIME_LOCK("TimeLockData", ".timelock", List.of("channel"), "time", "channel"),
    SPIKE("SpikeData", ".spike", List.of("channel", "unit"), "sample", "channel", "unit"),
    EVENT("EventData", ".event", List.of(), "sample", "eventid");

    private final String label;
    private final String extension;
    private final List<String> named;
    private final List<String> dimord;

    SyncopyClass(String label, String extension, List<String> named, String... dimord) {
        this.label = label;
        this.extension = extension;
        this.named = named;
        this.dimord = List.of(dimord);
    }

    /** Syncopy's name, for example {@code AnalogData}. */
    public String label() {
        return label;
    }

    /** With the dot, for example {@code .analog}. */
    public String extension() {
        return extension;
    }

    /** The axes of {@code data} in Syncopy's default order. */
    public List<String> dimord() {
        return dimord;
    }

    /** Datasets that the class may have beside {@code data} and {@code trialdefinition}. */
    List<String> furtherDatasets() {
        return switch (this) {
            case TIME_LOCK -> List.of("avg", "var", "cov");
            case CROSS_SPECTRAL -> List.of("jack_var", "jack_bias");
            case SPIKE -> List.of("waveform");
            default -> List.of();
        };
    }

    /** The keys of the header that hold a list of names. */
    List<String> named() {
        return named;
    }

    boolean hasFrequencies() {
        return dimord.contains("freq");
    }

    /** Whether {@code data} is a table of events, whose columns the {@code dimord} names; else they are its axes. */
    boolean isTable() {
        return this == SPIKE || this == EVENT;
    }

    static Optional<SyncopyClass> ofLabel(String label) {
        return Arrays.stream(values()).filter(value -> value.label.equals(label)).findFirst();
    }

    /** The class whose extension a file has. */
    static Optional<SyncopyClass> ofFile(String name) {
        return Arrays.stream(values()).filter(value -> name.endsWith(value.extension)).findFirst();
    }
}
