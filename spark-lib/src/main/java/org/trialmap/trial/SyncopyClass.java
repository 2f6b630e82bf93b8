package org.trialmap.trial;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.trialmap.array.NdArray;
import org.trialmap.array.Shape;
import org.trialmap.hdf5.Hdf5File;
import org.trialmap.support.Suggestions;

/** Syncopy's classes of data: their names, file extensions, and the axes of {@code data} in Syncopy's default order. */
public enum SyncopyClass {
    ANALOG("AnalogData", ".analog", List.of("channel"), "time", "channel"),
    SPECTRAL("SpectralData", ".spectral", List.of("channel", "taper"), "time", "taper", "freq", "channel"),
    CROSS_SPECTRAL("CrossSpectralData", ".crossspectral", List.of("channel_i", "channel_j"), "time", "freq", "channel_i", "channel_j"),
    TIME_LOCK("TimeLockData", ".timelock", List.of("channel"), "time", "channel"),
    SPIKE("SpikeData", ".spike", List.of("channel", "unit"), "sample", "channel", "unit"),
    EVENT("EventData", ".event", List.of(), "sample", "eventid");

    private static final Set<String> DESCRIBED = Set.of("data", "trialdefinition", "trialinfo", "trialinfo_column", "time", "toi", "taper", "freq", "channel", "channel_i", "channel_j");

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

    /**
     * Whether a file says that its data have the axes of this class.
     *
     * @hidden
     */
    public boolean isOf(Hdf5File file) throws IOException {
        return file.attribute("/", "dimord").filter(axes -> axes.data() instanceof String[] names && List.of(names).equals(dimord)).isPresent();
    }

    /**
     * Names of the datasets of an HDF5 file that lie beside its data: all but those that say what the data are, axes and trials.
     *
     * @hidden
     */
    public static List<String> further(Hdf5File file) throws IOException {
        List<String> names = new ArrayList<>();
        for (String name : file.names("/")) {
            if (!DESCRIBED.contains(name) && file.isDataset("/" + name)) {
                names.add(name);
            }
        }
        return names;
    }

    /**
     * Reads one of them.
     *
     * @hidden
     * @throws IllegalArgumentException if there is none of that name; says which there are
     */
    public static NdArray further(Hdf5File file, String name) throws IOException {
        List<String> names = further(file);
        if (!names.contains(name)) {
            throw new IllegalArgumentException(file.file() + " has no dataset '" + name + "' beside its data" + (names.isEmpty() ? ", and no other" : "; it has " + Suggestions.list(names))
                    + ". Which there are depends on the analysis and its options." + Suggestions.of(name, names) + " Correct the name, or compute the result with the option that adds it.");
        }
        return file.dataset("/" + name).read();
    }

    /**
     * Throws {@link IllegalArgumentException} if what lies beside spikes does not have an entry for each.
     *
     * @hidden
     */
    public static void requireRows(Hdf5File.Dataset beside, String file, long rows) throws IOException {
        long[] shape = beside.shape();
        if (shape.length < 2 || shape[0] != rows) {
            throw new IllegalArgumentException(beside.path() + " of " + file + " has the shape " + Shape.format(shape) + ", but there " + (rows == 1 ? "is 1 spike" : "are " + rows + " spikes")
                    + ". It has the samples of each spike, one spike after the other in the order of /data. Correct it.");
        }
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
